package passerelle.scenarios.replay;

import java.util.List;
import java.util.stream.Collectors;
import passerelle.scenarios.match.Comparison;
import passerelle.scenarios.match.Unseen;
import passerelle.text.Messages;

/**
 * The report that CI servers read: a test case for each transcript, the text of a failure telling
 * command by command what differs.
 */
final class JunitReport {
  private static final String CLASS = "passerelle.replay";

  private JunitReport() {}

  static String of(List<Outcome<Replayed>> outcomes, Messages messages) {
    JunitXml xml = new JunitXml("passerelle replay");
    for (Outcome<Replayed> outcome : outcomes) {
      String name = outcome.file().toString().replace('\\', '/');
      if (outcome instanceof Outcome.Skipped<Replayed> s) {
        xml.skipped(CLASS, name, messages.get(s.reason(), s.only()));
      } else if (outcome instanceof Outcome.Unreadable<Replayed> u) {
        xml.error(CLASS, name, u.problem().describe(messages));
      } else if (outcome instanceof Outcome.Ran<Replayed> ran) {
        List<Comparison.Failure> failures = ran.result().comparison().failures();
        if (ran.result().comparison().matches()) {
          xml.passed(CLASS, name);
        } else {
          int commands = ran.result().commands();
          String told = messages.get("replay.different", ran.file(), failures.size(), commands);
          xml.failed(CLASS, name, told, text(ran, failures));
        }
      }
    }
    return xml.text();
  }

  private static String text(Outcome<Replayed> ran, List<Comparison.Failure> failures) {
    return failures.stream()
        .map(
            f ->
                "%s:%s: %s\n%s"
                    .formatted(
                        ran.file(), f.expected().line(), f.command(), Unseen.marked(f.diff())))
        .collect(Collectors.joining("\n"));
  }
}
