package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.trial.Mended;

/**
 * What was found out of a question, or of what the last command wanted.
 *
 * @param before the question, asked as things are; empty where Docker refused a command
 * @param diagnosis what is wrong; empty where it works, or where nobody knows
 * @param mended what mends it, tried
 * @param behind what else is wrong, where nothing mends it all
 */
public record Answer(
    Optional<Attempt> before,
    Optional<Diagnosis> diagnosis,
    Optional<Mended> mended,
    List<Diagnosis> behind) {
  Answer(Optional<Attempt> before, Optional<Diagnosis> diagnosis, Optional<Mended> mended) {
    this(before, diagnosis, mended, List.of());
  }

  /** The same, with a command without which it works: the author, where none is known yet. */
  Answer orSince(Diagnosis typed, Optional<Mended> undone) {
    Optional<Diagnosis> named =
        diagnosis.map(d -> d.blamed().isPresent() ? d : d.by(typed.author()));
    boolean told = diagnosis.isEmpty() || named.flatMap(Diagnosis::blamed).equals(typed.author());
    Optional<Mended> other =
        undone.map(m -> told ? m : new Mended(m.remedy(), m.after(), List.of(typed)));
    return new Answer(
        before, named.or(() -> Optional.of(typed)), other, other.isPresent() ? List.of() : behind);
  }

  /** The same, mended otherwise. */
  Answer mendedBy(Mended other) {
    return new Answer(before, diagnosis, Optional.of(other), behind);
  }

  /** Whom the sentence is about; empty where there is none. */
  String subject() {
    return diagnosis.flatMap(d -> d.arguments().stream().findFirst()).orElse("");
  }

  /** It works. */
  public boolean isGood() {
    return before.filter(Attempt::succeeds).isPresent();
  }
}
