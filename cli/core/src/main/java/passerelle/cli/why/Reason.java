package passerelle.cli.why;

import java.util.Optional;
import java.util.function.Predicate;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.container.Finders;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Spot;
import passerelle.cli.why.wording.Sentences;
import passerelle.lab.LabTopology;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Language;

/** Why something is as it is, for whoever checks it: a sentence, and no remedy. */
public final class Reason {
  private Reason() {}

  /**
   * What is wrong, in one or two sentences, or where it works which way; empty where nobody knows.
   * For whoever checks something. On the real kernel, where to do all again takes as long as it
   * took, it is tried in the lab itself.
   */
  public static Optional<String> of(Lab lab, Question question, Language language)
      throws LabException {
    if (lab.isSimulated()) {
      try (Lab copy = lab.another(lab.recipe().unwatched())) {
        return tried(copy, question, language);
      }
    }
    int deeds = lab.history().size();
    try {
      return tried(lab, question, language);
    } finally {
      lab.forgetSince(deeds);
    }
  }

  /**
   * The command since which something is so, in a sentence; empty where it was so from the
   * beginning, and on the real kernel, which gives no look back.
   *
   * @param first of the deeds that may have done it
   */
  public static Optional<String> since(Lab lab, Predicate<Lab> fact, int first, Language language) {
    return lab.isSimulated()
        ? new Spot(lab, LabTopology.HOST)
            .since(fact, first)
            .map(typed -> new Sentences(language).get("why.author", typed))
        : Optional.empty();
  }

  private static Optional<String> tried(Lab lab, Question question, Language language)
      throws LabException {
    Attempt attempt = Attempt.of(question, lab, Optional.empty());
    Sentences sentences = new Sentences(language);
    Optional<Diagnosis> found = attempt.succeeds() ? Finders.hidden(attempt) : Finders.of(attempt);
    Optional<String> way =
        attempt.succeeds() ? Optional.of(sentences.way(attempt)) : Optional.empty();
    return found.map(sentences::of).or(() -> way);
  }
}
