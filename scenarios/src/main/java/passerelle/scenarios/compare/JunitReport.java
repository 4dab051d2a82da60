package passerelle.scenarios.compare;

import java.util.List;
import passerelle.scenarios.replay.JunitXml;
import passerelle.scenarios.replay.Outcome;
import passerelle.text.Messages;

/**
 * The report that CI servers read: for each transcript a test case for each aspect, the text of a
 * failure telling all that differs.
 */
record JunitReport(Messages messages, Messages scenarioMessages) {
  private static final String CLASS = "passerelle.compare.";

  String of(List<Outcome<Compared>> outcomes) {
    JunitXml xml = new JunitXml("passerelle compare");
    for (Outcome<Compared> outcome : outcomes) {
      String file = outcome.file().toString().replace('\\', '/');
      if (outcome instanceof Outcome.Ran<Compared> ran) {
        for (Aspect aspect : Aspect.values()) {
          add(xml, CLASS + aspect.word(), file, ran.result().report().of(aspect));
        }
      } else if (outcome instanceof Outcome.Skipped<Compared> s) {
        xml.skipped(CLASS + "all", file, scenarioMessages.get(s.reason(), s.only()));
      } else if (outcome instanceof Outcome.Unreadable<Compared> u) {
        xml.error(CLASS + "all", file, u.problem().describe(scenarioMessages));
      }
    }
    return xml.text();
  }

  private void add(JunitXml xml, String aspect, String file, List<Difference> differences) {
    if (differences.isEmpty()) {
      xml.passed(aspect, file);
    } else {
      List<String> told = differences.stream().map(d -> d.describe(messages)).toList();
      String first = told.get(0).lines().findFirst().orElse("");
      xml.failed(aspect, file, first, String.join("\n", told));
    }
  }
}
