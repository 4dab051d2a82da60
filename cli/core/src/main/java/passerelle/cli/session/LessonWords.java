package passerelle.cli.session;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import passerelle.text.WordMap;

/** The words by which a lesson is taken, in both languages, with or without accents. */
final class LessonWords {
  /** Those that always mean something. */
  private static final Set<String> ALWAYS = Set.of("lesson", "leçon", "lecon");

  private static final Map<String, String> WORDS =
      new TreeMap<>(
          WordMap.of(
              """
              check=CHECK vérifier=CHECK verifier=CHECK hint=HINT indice=HINT solution=SOLUTION
              answer=ANSWER réponse=ANSWER reponse=ANSWER répondre=ANSWER repondre=ANSWER
              next=NEXT suite=NEXT suivant=NEXT reset=RESET
              """));

  /** No program of the lab begins with as many letters of a word. */
  private static final int SHORTEST = 3;

  private static final Set<String> RUN =
      Set.of("run", "lancer", "lance", "exécuter", "executer", "faire");

  private static final Set<String> QUIT = Set.of("quit", "quitter", "fin");

  private static final Set<String> AGAIN = Set.of("again", "restart", "recommencer");

  /** What a word asks for. */
  enum Deed {
    LESSON,
    CHECK,
    HINT,
    SOLUTION,
    ANSWER,
    NEXT,
    RESET,
    /** Something that is closed until the person has answered. */
    CLOSED
  }

  private LessonWords() {}

  /**
   * The words that are understood.
   *
   * @param running whether a lesson is taken
   */
  static Set<String> of(boolean running) {
    Set<String> words = new TreeSet<>(ALWAYS);
    if (running) {
      words.addAll(WORDS.keySet());
    }
    return words;
  }

  /** What a word asks for, also by its beginning, which has to be one of a single deed. */
  static Deed deed(String word) {
    if (ALWAYS.contains(word)) {
      return Deed.LESSON;
    }
    Set<Deed> meant = new TreeSet<>();
    WORDS.forEach(
        (whole, deed) -> {
          if (whole.equals(word) || word.length() >= SHORTEST && whole.startsWith(word)) {
            meant.add(Deed.valueOf(deed));
          }
        });
    return meant.size() == 1 ? meant.iterator().next() : Deed.CLOSED;
  }

  /** Whether a solution is to be done, and not only shown. */
  static boolean isRun(String word) {
    return RUN.contains(word);
  }

  static boolean isQuit(String word) {
    return QUIT.contains(word);
  }

  static boolean isHandIn(String word) {
    return word.equals("hand-in") || word.equals("rendre");
  }

  /** Whether a lesson is to begin anew. */
  static boolean isAgain(String word) {
    return AGAIN.contains(word);
  }

  /** Those that may follow {@code solution}. */
  static List<String> afterSolution() {
    return List.of("lancer", "run");
  }
}
