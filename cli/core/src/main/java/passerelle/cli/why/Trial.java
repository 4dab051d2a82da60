package passerelle.cli.why;

import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.scenarios.replay.LabException;

/** Tries remedies, each in a copy of the lab, which is left as it is. */
final class Trial {
  /** Long enough for what was started to serve, in nanoseconds of the lab. */
  private static final long A_SECOND = 1_000_000_000L;

  private final Copies copies;
  private final Optional<Question> question;
  private Optional<Lab> first;

  /**
   * Of copies of a lab.
   *
   * @param question what is asked when a remedy has been applied; empty where the remedies end with
   *     a command that says itself whether it works
   * @param first a copy in which the question has been asked already, as in the lab itself: it
   *     serves for the first remedy
   */
  Trial(Copies copies, Optional<Question> question, Lab first) {
    this.copies = copies;
    this.question = question;
    this.first = Optional.of(first);
  }

  /** Of remedies that end with a command. */
  Trial(Copies copies) {
    this.copies = copies;
    this.question = Optional.empty();
    this.first = Optional.empty();
  }

  /** The first of the remedies of a diagnosis after which the question is answered. */
  Optional<Why.Mended> of(Diagnosis diagnosis) throws LabException {
    for (Remedy remedy : diagnosis.remedies()) {
      Optional<Why.Mended> mended = of(remedy);
      if (mended.isPresent()) {
        return mended;
      }
    }
    return Optional.empty();
  }

  private Optional<Why.Mended> of(Remedy remedy) throws LabException {
    if (question.isEmpty()) {
      return command(remedy);
    }
    return copies.standIn().isPresent()
        ? command(copies.standIn().get().forCommand(remedy, question.get()))
        : again(remedy, question.get());
  }

  private Optional<Why.Mended> again(Remedy remedy, Question asked) throws LabException {
    Optional<Lab> used = first;
    first = Optional.empty();
    if (used.isPresent()) {
      return again(remedy, asked, used.get());
    }
    try (Lab copy = copies.fresh()) {
      return again(remedy, asked, copy);
    }
  }

  private Optional<Why.Mended> again(Remedy remedy, Question asked, Lab copy) throws LabException {
    if (!apply(remedy, copy)) {
      return Optional.empty();
    }
    Attempt after = Attempt.of(remedy.instead().orElse(asked), copy, copies.standIn());
    return after.succeeds()
        ? Optional.of(new Why.Mended(remedy, Optional.of(after)))
        : Optional.empty();
  }

  /** The last command of the remedy says itself whether it works. */
  private Optional<Why.Mended> command(Remedy remedy) throws LabException {
    try (Lab copy = copies.plain()) {
      return apply(remedy, copy)
          ? Optional.of(new Why.Mended(remedy, Optional.empty()))
          : Optional.empty();
    }
  }

  private static boolean apply(Remedy remedy, Lab copy) {
    for (Remedy.Step step : remedy.steps()) {
      if (Copies.run(copy, step) != 0) {
        return false;
      }
    }
    if (!remedy.steps().isEmpty()) {
      copy.kernel().clock().advance(A_SECOND);
    }
    return true;
  }
}
