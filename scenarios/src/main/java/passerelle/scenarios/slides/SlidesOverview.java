package passerelle.scenarios.slides;

import java.util.List;
import java.util.stream.Stream;
import passerelle.scenarios.ci.Finding;
import passerelle.scenarios.ci.Overview;
import passerelle.text.Messages;

/** What a run of decks has come to, for CI servers. */
final class SlidesOverview {
  private final Messages messages;
  private final SlidesWords words;

  SlidesOverview(Messages messages) {
    this.messages = messages;
    this.words = new SlidesWords(messages);
  }

  Overview of(List<DeckOutcome> outcomes) {
    List<DeckOutcome.Ran> ran = outcomes.stream().flatMap(SlidesOverview::ran).toList();
    long commands = ran.stream().mapToLong(deck -> deck.commands().size()).sum();
    long good = ran.stream().mapToLong(DeckOutcome.Ran::good).sum();
    return new Overview(
        messages.get("overview.slides", good, commands),
        Stream.of("file", "result", "commands", "different")
            .map(column -> messages.get("overview." + column))
            .toList(),
        outcomes.stream().map(this::row).toList(),
        outcomes.stream().flatMap(this::findings).toList());
  }

  private static Stream<DeckOutcome.Ran> ran(DeckOutcome outcome) {
    return outcome instanceof DeckOutcome.Ran ran ? Stream.of(ran) : Stream.empty();
  }

  private List<String> row(DeckOutcome outcome) {
    if (!(outcome instanceof DeckOutcome.Ran ran)) {
      return List.of(outcome.file(), messages.get("overview.unreadable"), "", "");
    }
    int commands = ran.commands().size();
    String different = String.valueOf(commands - ran.good());
    return List.of(ran.file(), ran.percent() + " %", String.valueOf(commands), different);
  }

  private Stream<Finding> findings(DeckOutcome outcome) {
    if (outcome instanceof DeckOutcome.Unreadable unreadable) {
      int line = unreadable.problem().line().orElse(1);
      String what = unreadable.problem().what(messages);
      return Stream.of(
          new Finding(outcome.file(), line, messages.get("overview.unreadable"), what));
    }
    DeckOutcome.Ran ran = (DeckOutcome.Ran) outcome;
    if (ran.commands().isEmpty()) {
      String what = messages.get("slides.empty", ran.file());
      return Stream.of(new Finding(ran.file(), 1, messages.get("overview.unreadable"), what));
    }
    return ran.commands().stream()
        .filter(judged -> !judged.verdict().isGood())
        .map(judged -> finding(ran.file(), judged));
  }

  private Finding finding(String file, Judged judged) {
    String title = words.verdict(judged.verdict()) + ": " + SlidesWords.command(judged);
    return new Finding(file, judged.played().line(), title, words.explanation(judged));
  }
}
