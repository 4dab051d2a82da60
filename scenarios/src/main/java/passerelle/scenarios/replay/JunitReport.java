package passerelle.scenarios.replay;

import java.util.List;
import java.util.stream.Collectors;
import passerelle.scenarios.match.Comparison;
import passerelle.scenarios.match.Unseen;
import passerelle.text.Messages;

/**
 * The report that CI servers read: JUnit's XML, a test case for each transcript, the text of a
 * failure telling command by command what differs.
 */
final class JunitReport {
  private JunitReport() {}

  static String of(List<Outcome> outcomes, Messages messages) {
    long failures = outcomes.stream().filter(JunitReport::isDifferent).count();
    long skipped = outcomes.stream().filter(Outcome.Skipped.class::isInstance).count();
    long errors = outcomes.stream().filter(Outcome.Unreadable.class::isInstance).count();
    return JunitXml.suite(
        "passerelle replay",
        outcomes.size(),
        failures,
        errors,
        skipped,
        outcomes.stream().map(o -> testCase(o, messages)).collect(Collectors.joining()));
  }

  private static boolean isDifferent(Outcome outcome) {
    return outcome instanceof Outcome.Compared c && !c.comparison().matches();
  }

  private static String testCase(Outcome outcome, Messages messages) {
    String name = outcome.file().toString().replace('\\', '/');
    return JunitXml.testCase("passerelle.replay", name, result(outcome, messages));
  }

  private static String result(Outcome outcome, Messages messages) {
    if (outcome instanceof Outcome.Skipped s) {
      return JunitXml.element("skipped", messages.get(s.reason(), s.only()), "");
    }
    if (outcome instanceof Outcome.Unreadable u) {
      return JunitXml.element("error", u.problem().describe(messages), "");
    }
    if (outcome instanceof Outcome.Compared c && isDifferent(c)) {
      List<Comparison.Failure> failures = c.comparison().failures();
      int commands = c.comparison().expected().steps().size();
      String told = messages.get("replay.different", c.file(), failures.size(), commands);
      String text =
          failures.stream()
              .map(
                  f ->
                      "%s:%s: %s\n%s"
                          .formatted(
                              c.file(), f.expected().line(), f.command(), Unseen.marked(f.diff())))
              .collect(Collectors.joining("\n"));
      return JunitXml.element("failure", told, text);
    }
    return "";
  }
}
