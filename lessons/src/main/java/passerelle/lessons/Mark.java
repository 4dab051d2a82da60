package passerelle.lessons;

import java.util.Optional;

/**
 * How a person does in an exercise.
 *
 * @param prediction what was answered: a choice's letter, or a value; {@code ?} for not knowing
 * @param verdict what the lab said of it
 * @param hints how many were given, 0 to 3
 * @param shown whether the solution was
 * @param done whether the lab agreed
 * @param decision what became of the prediction of a packet's way, where one was asked for
 */
public record Mark(
    Optional<String> prediction,
    Verdict verdict,
    int hints,
    boolean shown,
    boolean done,
    Verdict decision) {
  /** Nothing was done yet. */
  public static final Mark NONE =
      new Mark(Optional.empty(), Verdict.OPEN, 0, false, false, Verdict.OPEN);

  /** What became of a prediction. */
  public enum Verdict {
    OPEN,
    RIGHT,
    WRONG,
    /** The person did not know. */
    UNKNOWN
  }

  Mark predicted(String answer) {
    return new Mark(Optional.of(answer), Verdict.OPEN, hints, shown, done, decision);
  }

  Mark hinted(int many) {
    return new Mark(prediction, verdict, many, shown, done, decision);
  }

  Mark solutionShown() {
    return new Mark(prediction, verdict, hints, true, done, decision);
  }

  Mark done(Verdict said) {
    return new Mark(prediction, said, hints, shown, true, decision);
  }

  Mark decided(Verdict said) {
    return new Mark(prediction, verdict, hints, shown, done, said);
  }
}
