package passerelle.lessons;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.text.Language;

/** The parts of an exercise, in their order, by the headings of level three that begin them. */
enum Section {
  /** What to know first; stands directly below the exercise's own heading. */
  READ("", ""),
  /** Commands that are done unseen when the exercise begins. */
  BROKEN("Broken", "En panne"),
  /** A question about what will happen. */
  PREDICT("Predict", "Prédire"),
  /** What is to be done. */
  DO("Do", "Faire"),
  /** Help for those who want it, in three grades. */
  HINT("Hint", "Indice"),
  /** One way to do it, as commands. */
  SOLUTION("Solution", "Solution"),
  /** Expectations that are true when it is done. */
  CHECK("Check", "Vérifier"),
  /** A command whose answer is the answer to the question, other forms of it, and why. */
  ANSWER("Answer", "Réponse"),
  /** A packet's way. */
  PACKET("Packet", "Paquet");

  /** The heading of level two below which it says what was learnt. */
  static final List<String> LEARNT = List.of("Learnt", "À retenir");

  private final String english;
  private final String french;

  Section(String english, String french) {
    this.english = english;
    this.french = french;
  }

  static Optional<Section> of(String heading) {
    return Arrays.stream(values())
        .filter(s -> s != READ && (s.english.equals(heading) || s.french.equals(heading)))
        .findFirst();
  }

  /** Its heading. */
  String heading(Language language) {
    return language == Language.FR ? french : english;
  }

  /** Whether commands may stand there. */
  boolean takesCommands() {
    return this == BROKEN || this == SOLUTION || this == CHECK || this == ANSWER || this == PACKET;
  }
}
