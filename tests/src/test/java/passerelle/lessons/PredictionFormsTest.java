package passerelle.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import passerelle.text.Language;

/** Each question of the lessons takes what people type for the right answer, and nothing else. */
class PredictionFormsTest {
  private static final List<String> NUMBERS = List.of("none", "one", "two", "three");
  private static final List<String> NOMBRES = List.of("aucune", "une", "deux", "trois");

  /** Never right, whatever is asked. */
  private static final List<String> NEVER =
      List.of(
          "",
          " ",
          "*",
          ".*",
          "[..]",
          "%s",
          "\u001b[2J",
          "$(reboot)",
          "null",
          "x".repeat(5000),
          "0 1 2 3 4 5 6 7",
          "I have no idea",
          "aucune idée, vraiment");

  @ParameterizedTest
  @EnumSource(Language.class)
  void theRightAnswerIsTakenInEachOfItsForms(Language language) throws Exception {
    List<String> otherwise = new ArrayList<>();
    for (Lesson lesson : new LessonLibrary(Path.of("../lessons")).all(language)) {
      for (Exercise exercise : lesson.exercises()) {
        right(exercise)
            .filter(typed -> !isRight(exercise, typed))
            .forEach(typed -> otherwise.add(exercise.title() + ": refused " + typed));
        Stream.concat(NEVER.stream(), wrong(exercise))
            .filter(typed -> isRight(exercise, typed))
            .forEach(typed -> otherwise.add(exercise.title() + ": taken " + typed));
      }
    }
    assertEquals(List.of(), otherwise);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 4 | 64, il n'y a pas de routeur | true",
        "1 | 4 | 63, un routeur en retire un | false",
        "1 | 4 | pas 64 | false",
        "2 | 4 | 172.17.0.2:80/tcp | true",
        "2 | 4 | 172.17.0.2, port 80 | true",
        "2 | 4 | 172.17.0.2, port 8080 | false",
        "3 | 2 | l'adresse de l'hôte | true",
        "3 | 2 | l'adresse du conteneur | false",
        "3 | 3 | celle de box | true",
        "4 | 2 | 80 et pas 8080 | true",
        "4 | 2 | 8080 et pas 80 | false",
        "4 | 4 | l'adresse du portable | true",
        "4 | 4 | celle de laptop | true",
      })
  void anAnswerInOtherWordsIsTakenForWhatItSays(int lesson, int step, String typed, boolean right)
      throws Exception {
    Lesson taken = new LessonLibrary(Path.of("../lessons")).all(Language.FR).get(lesson - 1);
    assertEquals(right, isRight(taken.exercises().get(step - 1), typed));
  }

  private static boolean isRight(Exercise exercise, String typed) {
    Question question = exercise.question();
    return question
        .meant(typed)
        .filter(meant -> exercise.answer().isRightAsPrinted(question, meant))
        .isPresent();
  }

  private static int number(Exercise exercise) {
    List<String> choices = exercise.question().choices();
    for (int i = 0; i < choices.size(); i++) {
      if (exercise.answer().isRightAsPrinted(exercise.question(), choices.get(i))) {
        return i;
      }
    }
    throw new AssertionError(exercise.title() + " has no right choice");
  }

  private static String letter(int choice) {
    return String.valueOf((char) ('a' + choice));
  }

  private static Stream<String> right(Exercise exercise) {
    List<String> choices = exercise.question().choices();
    if (!choices.isEmpty()) {
      int right = number(exercise);
      String text = choices.get(right);
      String letter = letter(right);
      return Stream.concat(
          around(letter),
          Stream.of(
              letter + ")",
              "(" + letter + ")",
              String.valueOf(right + 1),
              text,
              text + ".",
              text.toUpperCase(Locale.ROOT)));
    }
    String value = exercise.answer().printedAnswer();
    if (!value.matches("[0-3]")) {
      return around(value);
    }
    String word = NUMBERS.get(Integer.parseInt(value));
    String mot = NOMBRES.get(Integer.parseInt(value));
    return Stream.of(
            around(value),
            around(word),
            around(mot),
            Stream.of(value + " interfaces", "il y en a " + mot, word + " of them"))
        .flatMap(all -> all);
  }

  private static Stream<String> around(String value) {
    return Stream.of(
        value,
        value.toUpperCase(Locale.ROOT),
        "  " + value + " ",
        "\"" + value + "\"",
        "`" + value + "`",
        "«\u00a0" + value + "\u00a0»",
        value + ".");
  }

  private static Stream<String> wrong(Exercise exercise) {
    List<String> choices = exercise.question().choices();
    if (!choices.isEmpty()) {
      int right = number(exercise);
      String other = letter((right + 1) % choices.size());
      String both = letter(right) + " ";
      return Stream.of(
          other, both + other, both + "or " + other, "0", "-1", "99", String.join(" ", choices));
    }
    String value = exercise.answer().printedAnswer();
    return Stream.of("not " + value, "pas " + value, value + " 7", value + "0", "-" + value);
  }
}
