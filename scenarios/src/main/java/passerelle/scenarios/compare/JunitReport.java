package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import passerelle.scenarios.replay.JunitXml;
import passerelle.text.Messages;

/**
 * The report that CI servers read: for each transcript a test case for each aspect, the text of a
 * failure telling all that differs.
 */
record JunitReport(Messages messages, Messages scenarioMessages) {
  String of(List<Outcome> outcomes) {
    List<String> cases = new ArrayList<>();
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Compared compared) {
        for (Aspect aspect : Aspect.values()) {
          cases.add(testCase(outcome, aspect.word(), result(compared.report(), aspect)));
          failures += compared.report().of(aspect).isEmpty() ? 0 : 1;
        }
      } else if (outcome instanceof Outcome.Skipped s) {
        String reason = scenarioMessages.get(s.reason(), s.only());
        cases.add(testCase(outcome, "all", JunitXml.element("skipped", reason, "")));
        skipped++;
      } else if (outcome instanceof Outcome.Unreadable u) {
        String problem = u.problem().describe(scenarioMessages);
        cases.add(testCase(outcome, "all", JunitXml.element("error", problem, "")));
        errors++;
      }
    }
    return JunitXml.suite(
        "passerelle compare", cases.size(), failures, errors, skipped, String.join("", cases));
  }

  private static String testCase(Outcome outcome, String aspect, String result) {
    String file = outcome.file().toString().replace('\\', '/');
    return JunitXml.testCase("passerelle.compare." + aspect, file, result);
  }

  private String result(Report report, Aspect aspect) {
    List<Difference> differences = report.of(aspect);
    if (differences.isEmpty()) {
      return "";
    }
    List<String> told = differences.stream().map(d -> d.describe(messages)).toList();
    String first = told.get(0).lines().findFirst().orElse("");
    return JunitXml.element("failure", first, told.stream().collect(Collectors.joining("\n")));
  }
}
