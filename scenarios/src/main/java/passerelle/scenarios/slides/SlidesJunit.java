package passerelle.scenarios.slides;

import java.util.List;
import passerelle.scenarios.replay.JunitXml;
import passerelle.text.Messages;

/** JUnit's report about decks: a test case for each command. */
final class SlidesJunit {
  private static final String CLASS = "passerelle.slides";

  private final Messages messages;
  private final SlidesWords words;
  private final JunitXml xml = new JunitXml("passerelle slides");

  SlidesJunit(Messages messages) {
    this.messages = messages;
    this.words = new SlidesWords(messages);
  }

  String of(List<DeckOutcome> outcomes) {
    for (DeckOutcome outcome : outcomes) {
      if (outcome instanceof DeckOutcome.Unreadable unreadable) {
        xml.error(CLASS, outcome.file(), unreadable.problem().describe(messages));
      } else if (outcome instanceof DeckOutcome.Ran ran) {
        if (ran.commands().isEmpty()) {
          xml.error(CLASS, ran.file(), messages.get("slides.empty", ran.file()));
        }
        ran.commands().forEach(judged -> add(ran, judged));
      }
    }
    return xml.text();
  }

  private void add(DeckOutcome.Ran ran, Judged judged) {
    String where = ran.file().replace('\\', '/') + ":" + judged.played().line();
    String name =
        where + " " + words.slide(judged.played().slide()) + ": " + SlidesWords.command(judged);
    if (judged.verdict().isGood()) {
      xml.passed(CLASS, name);
    } else {
      xml.failed(CLASS, name, words.verdict(judged.verdict()), words.explanation(judged));
    }
  }
}
