package passerelle.scenarios.slides;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.match.UnifiedDiff;
import passerelle.scenarios.slides.DeckRun.Played;

/**
 * A command of a deck with the verdict on its answer.
 *
 * @param follows the line of the earlier command that a difference only follows from, if it does
 */
record Judged(Played played, Verdict verdict, OptionalInt follows) {
  /** A command of docker's that is only named. */
  private static final Pattern NAMED =
      Pattern.compile("\\s*(?:sudo )?docker(?: [a-z]+){1,2}\\s*(?:#.*)?");

  Judged(Played played, Verdict verdict) {
    this(played, verdict, OptionalInt.empty());
  }

  /** Whether it is no more than how a command is written: that belongs to the text. */
  boolean isSynopsis() {
    String command = played.typed().command();
    return verdict == Verdict.INCOMPLETE
        && (Placeholders.isSynopsis(command)
            || NAMED.matcher(command).matches() && Judge.lacksArguments(played));
  }

  /** The same as code in running text. */
  Deck.Statement statement() {
    return new Deck.Statement(played.line(), played.typed().command().strip());
  }

  /**
   * The difference between what the deck prints and the answer; empty when it prints nothing.
   *
   * @param deck what the one is called
   * @param lab what the other is called
   */
  String difference(String deck, String lab) {
    return played.isPrinted()
        ? UnifiedDiff.of(deck, text(played.typed().output()), lab, answer())
        : "";
  }

  /** What the lab has answered. */
  String answer() {
    return text(played.output().map(Output::lines).orElse(List.of()));
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
