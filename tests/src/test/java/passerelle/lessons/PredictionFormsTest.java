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
        "FR | 1 | 2 | aucune, elle est perdue | true",
        "EN | 1 | 2 | none: it is lost | true",
        "EN | 1 | 2 | it keeps its address: 1 | false",
        "FR | 1 | 4 | 64, il n'y a pas de routeur | true",
        "FR | 1 | 4 | soixante-quatre | true",
        "FR | 1 | 4 | 63, un routeur en retire un | false",
        "FR | 1 | 4 | pas 64 | false",
        "FR | 1 | 6 | pas un de plus | true",
        "FR | 1 | 6 | un de plus | false",
        "EN | 1 | 6 | not a single one | true",
        "EN | 1 | 6 | no, one more | false",
        "EN | 2 | 2 | the second one, 172.17.0.2 | true",
        "FR | 2 | 4 | 172.17.0.2:80/tcp | true",
        "FR | 2 | 4 | 172.17.0.2, port 80 | true",
        "FR | 2 | 4 | 172.17.0.2, port 8080 | false",
        "EN | 3 | 1 | docker0's | true",
        "EN | 3 | 1 | the bridge's address | true",
        "FR | 3 | 1 | celle du pont | true",
        "FR | 3 | 1 | celle du routeur | false",
        "FR | 3 | 2 | l'adresse de l'hôte | true",
        "FR | 3 | 2 | l'IP de l'hôte | true",
        "EN | 3 | 2 | the host's address | true",
        "FR | 3 | 2 | l'adresse du conteneur | false",
        "EN | 3 | 2 | the container's own | false",
        "FR | 3 | 3 | celle de box | true",
        "EN | 3 | 3 | box's own address | true",
        "FR | 3 | 3 | la sienne | true",
        "EN | 3 | 3 | the host's | false",
        "EN | 3 | 7 | its own | true",
        "FR | 3 | 7 | celle du conteneur | true",
        "FR | 4 | 2 | 80 et pas 8080 | true",
        "FR | 4 | 2 | 8080 et pas 80 | false",
        "FR | 4 | 2 | celui du conteneur | true",
        "FR | 4 | 4 | l'adresse du portable | true",
        "FR | 4 | 4 | celle de laptop | true",
        "EN | 4 | 4 | the laptop's own address | true",
        "EN | 4 | 4 | the host's own address | false",
        "FR | 5 | 5 | celle du pont | true",
        "FR | 5 | 5 | celle de box | false",
        "FR | 6 | 5 | deux : lo et eth0 | true",
        "EN | 6 | 5 | lo, eth0 | true",
        "EN | 6 | 5 | eth0 | false",
        "EN | 7 | 1 | 3: lo, eth0, docker0 | true",
        "FR | 7 | 1 | docker0, eth0 et lo | true",
        "FR | 7 | 1 | lo et eth0 | false",
        "EN | 7 | 1 | two, lo and eth0 | false",
        "FR | 8 | 1 | la même | true",
        "EN | 8 | 1 | the same as web's | true",
        "EN | 8 | 1 | its own | false",
        "FR | 9 | 2 | lo, eth0 et eth1 | true",
        "FR | 9 | 4 | 172.18.0.5 puisque other a pris .2 | true",
        "EN | 9 | 5 | both | true",
        "FR | 9 | 5 | deux, une par conteneur | true",
        "FR | 9 | 5 | une, la dernière des deux | false",
        "FR | 11 | 1 | celui de one | true",
        "FR | 11 | 1 | celui de one : 172.18.0.0/16 | true",
        "EN | 11 | 1 | that of two | false",
        "EN | 1 | 6 | the same number | true",
        "FR | 1 | 6 | autant qu'avant | true",
        "FR | 1 | 6 | le même nombre | true",
        "EN | 3 | 1 | the gateway | true",
        "EN | 3 | 1 | its default gateway | true",
        "EN | 3 | 1 | the router | false",
        "FR | 3 | 1 | la passerelle | true",
        "FR | 3 | 1 | sa passerelle par défaut | true",
        "FR | 3 | 1 | l'adresse de docker0 | true",
        "EN | 3 | 2 | the host | true",
        "EN | 3 | 2 | that of the host | true",
        "EN | 3 | 3 | the container | true",
        "EN | 3 | 3 | the address of the container | true",
        "EN | 4 | 2 | the port of the container | true",
        "EN | 4 | 2 | the container port | true",
        "FR | 4 | 2 | le port du conteneur | true",
        "EN | 4 | 4 | the laptop | true",
        "EN | 4 | 4 | theirs | true",
        "FR | 4 | 4 | la leur | true",
        "FR | 4 | 4 | celle du client | true",
        "FR | 4 | 4 | celle de l'hôte | false",
        "EN | 5 | 5 | the gateway | true",
        "EN | 5 | 5 | docker0's address | true",
        "FR | 5 | 5 | la passerelle du pont | true",
        "EN | 7 | 1 | as many as the host | true",
        "FR | 7 | 1 | autant que l'hôte | true",
        "EN | 8 | 1 | the same address | true",
        "EN | 8 | 1 | the same one | true",
        "EN | 8 | 1 | the same as that of web | true",
        "FR | 8 | 1 | la même adresse | true",
        "FR | 8 | 1 | la même que celle de web | true",
        "FR | 8 | 1 | une autre | false",
        "EN | 11 | 1 | the same as one | true",
        "EN | 11 | 2 | the first of the range | true",
        "FR | 11 | 2 | la première de la plage | true",
        "EN | 11 | 2 | 10.4.0.129 | false",
      })
  void anAnswerInOtherWordsIsTakenForWhatItSays(
      Language language, int lesson, int step, String typed, boolean right) throws Exception {
    Lesson taken = new LessonLibrary(Path.of("../lessons")).all(language).get(lesson - 1);
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
