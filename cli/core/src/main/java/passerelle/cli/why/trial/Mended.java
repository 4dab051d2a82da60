package passerelle.cli.why.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.typed.Remedy;

/**
 * A remedy that works.
 *
 * @param after the same question, asked again when it had been applied; empty where the remedy ends
 *     with the command that asked, which then ended with status 0
 * @param further what else was wrong, found when the first thing had been mended
 * @param rather what was wrong in truth, where it is not what was found first
 */
public record Mended(
    Remedy remedy, Optional<Attempt> after, List<Diagnosis> further, Optional<Diagnosis> rather) {
  public Mended(Remedy remedy, Optional<Attempt> after, List<Diagnosis> further) {
    this(remedy, after, further, Optional.empty());
  }

  /** The remedy ends with what asks, perhaps for something else than before. */
  public boolean asksAgain() {
    return after.isEmpty() || remedy.instead().isPresent();
  }

  /** The same, found when something else had been mended. */
  public Mended behind(Diagnosis found) {
    List<Diagnosis> all = new ArrayList<>(List.of(found));
    all.addAll(further);
    return new Mended(remedy, after, all, rather);
  }
}
