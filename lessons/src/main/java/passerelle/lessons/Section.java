package passerelle.lessons;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The parts of an exercise, by the headings of level three that begin them. */
enum Section {
  /** What to know first; stands directly below the exercise's own heading. */
  READ,
  /** A question about what will happen. */
  PREDICT("Predict", "Prédire"),
  /** What is to be done. */
  DO("Do", "Faire"),
  /** Help for those who want it. */
  HINT("Hint", "Indice"),
  /** One way to do it, as commands. */
  SOLUTION("Solution"),
  /** Commands whose answers tell that it is done. */
  CHECK("Check", "Vérifier"),
  /** A command whose answer is the answer to the question. */
  ANSWER("Answer", "Réponse");

  private final List<String> headings;

  Section(String... headings) {
    this.headings = List.of(headings);
  }

  static Optional<Section> of(String heading) {
    return Arrays.stream(values()).filter(s -> s.headings.contains(heading)).findFirst();
  }
}
