package passerelle.scenarios.slides;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.scenarios.format.Captions;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.format.Where;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.TranscriptFiles;
import passerelle.text.Language;

/**
 * A deck whose blocks can be run by whoever reads it: it was run once, so that each command has the
 * lab's values in the place of the deck's.
 *
 * @param deck with its texts in the language that was wanted, as far as it has them
 * @param engine the engine version that fits it
 * @param blocks the commands of each block that has any, by the block's line; each with the prompt
 *     that the deck prints before it
 */
public record LiveDeck(Deck deck, String engine, Map<Integer, List<String>> blocks) {
  /**
   * Reads a deck and runs it.
   *
   * @param home the directory of Passerelle
   * @throws TranscriptException when it cannot be read or run
   */
  public static LiveDeck of(
      Path path, Language language, SlideLabFactory labs, Path home, LabOptions options)
      throws TranscriptException {
    String text = Captions.in(language, TranscriptFiles.text(path));
    Deck deck = Deck.parse(path.toString(), text);
    DeckOutcome outcome = new DeckTrial(labs, Showcase.in(home), options).of(deck, path);
    if (outcome instanceof DeckOutcome.Unreadable unreadable) {
      throw unreadable.problem();
    }
    DeckOutcome.Ran ran = (DeckOutcome.Ran) outcome;
    List<String> lines = text.lines().toList();
    Map<Integer, List<String>> blocks = new TreeMap<>();
    for (Judged judged : ran.commands()) {
      DeckRun.Played played = judged.played();
      if (played.complete() && played.output().isPresent()) {
        blocks
            .computeIfAbsent(begin(played), line -> new ArrayList<>())
            .add(prompt(played, lines) + played.run());
      }
    }
    return new LiveDeck(deck, ran.engine().version(), Map.copyOf(blocks));
  }

  /** The line of the block that a command stands in. */
  private static int begin(DeckRun.Played played) {
    return played.slide().blocks().stream()
        .mapToInt(Deck.CodeBlock::line)
        .filter(line -> line <= played.line())
        .max()
        .orElse(played.line());
  }

  /** What stands before a command in its line, where that says more than where one is. */
  private static String prompt(DeckRun.Played played, List<String> lines) {
    boolean told =
        played.typed().where().filter(where -> !(where instanceof Where.Here)).isPresent();
    String first = played.typed().command().lines().findFirst().orElse("");
    String line = lines.get(Math.min(lines.size(), played.line()) - 1);
    int at = line.indexOf(first);
    return told && at > 0 ? line.substring(0, at).stripLeading() : "";
  }
}
