package passerelle.scenarios.slides;

import java.util.List;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.match.UnifiedDiff;
import passerelle.scenarios.slides.DeckRun.Played;

/** A command of a deck with the verdict on its answer. */
record Judged(Played played, Verdict verdict) {
  /** What tells why the verdict is not good: the difference, or what the lab says. */
  String explanation() {
    List<String> answer = played.output().map(Output::lines).orElse(List.of());
    if (verdict != Verdict.DIFFERENT || !played.isPrinted()) {
      return String.join("\n", answer) + (answer.isEmpty() ? "" : "\n");
    }
    return UnifiedDiff.of("deck", text(played.typed().output()), "lab", text(answer));
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
