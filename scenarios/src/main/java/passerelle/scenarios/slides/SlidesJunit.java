package passerelle.scenarios.slides;

import java.util.List;
import java.util.stream.Collectors;
import passerelle.scenarios.replay.JunitXml;
import passerelle.text.Messages;

/** JUnit's report about decks: a test case for each command. */
final class SlidesJunit {
  private static final String CLASS = "passerelle.slides";

  private final Messages messages;
  private final SlidesWords words;

  SlidesJunit(Messages messages) {
    this.messages = messages;
    this.words = new SlidesWords(messages);
  }

  String of(List<DeckOutcome> outcomes) {
    long tests = outcomes.stream().mapToLong(SlidesJunit::tests).sum();
    long errors = outcomes.stream().filter(SlidesJunit::isError).count();
    return JunitXml.suite(
        "passerelle slides",
        tests,
        outcomes.stream().mapToLong(SlidesJunit::failures).sum(),
        errors,
        0,
        outcomes.stream().map(this::testCases).collect(Collectors.joining()));
  }

  private static boolean isError(DeckOutcome outcome) {
    return !(outcome instanceof DeckOutcome.Ran ran) || ran.commands().isEmpty();
  }

  private static long tests(DeckOutcome outcome) {
    return isError(outcome) ? 1 : ((DeckOutcome.Ran) outcome).commands().size();
  }

  private static long failures(DeckOutcome outcome) {
    return isError(outcome) ? 0 : tests(outcome) - ((DeckOutcome.Ran) outcome).good();
  }

  private String testCases(DeckOutcome outcome) {
    if (outcome instanceof DeckOutcome.Unreadable unreadable) {
      String problem = unreadable.problem().describe(messages);
      return JunitXml.testCase(CLASS, outcome.file(), JunitXml.element("error", problem, ""));
    }
    DeckOutcome.Ran ran = (DeckOutcome.Ran) outcome;
    if (ran.commands().isEmpty()) {
      String problem = messages.get("slides.empty", ran.file());
      return JunitXml.testCase(CLASS, ran.file(), JunitXml.element("error", problem, ""));
    }
    return ran.commands().stream()
        .map(judged -> testCase(ran, judged))
        .collect(Collectors.joining());
  }

  private String testCase(DeckOutcome.Ran ran, Judged judged) {
    String where = ran.file().replace('\\', '/') + ":" + judged.played().line();
    String name =
        where + " " + words.slide(judged.played().slide()) + ": " + SlidesWords.command(judged);
    String result =
        judged.verdict().isGood()
            ? ""
            : JunitXml.element(
                "failure", words.verdict(judged.verdict()), words.explanation(judged));
    return JunitXml.testCase(CLASS, name, result);
  }
}
