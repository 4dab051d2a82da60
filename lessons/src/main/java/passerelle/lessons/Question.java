package passerelle.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is to be predicted.
 *
 * @param text the question
 * @param choices what may be answered; none where a value is asked
 */
public record Question(String text, List<String> choices) {
  /** So many choices there may be. */
  static final int MOST_CHOICES = 6;

  /** The letter before a choice, {@code a} before the first one. */
  static String letter(int choice) {
    return String.valueOf((char) ('a' + choice));
  }

  /** Question and choices, each with its letter. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(Paragraphs.of(text));
    for (int i = 0; i < choices.size(); i++) {
      lines.add("  " + letter(i) + ") " + choices.get(i));
    }
    return lines;
  }

  /**
   * The choice that a word means: its text, else its letter, else its number from 1; empty when it
   * means none.
   */
  Optional<Integer> choice(String typed) {
    String word = AnswerText.plain(typed).replaceFirst("^\\(", "").replaceFirst("\\)$", "");
    for (int i = 0; i < choices.size(); i++) {
      if (AnswerText.plain(choices.get(i)).equals(AnswerText.plain(typed))) {
        return Optional.of(i);
      }
    }
    for (int i = 0; i < choices.size(); i++) {
      if (word.equals(letter(i)) || word.equals(String.valueOf(i + 1))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /**
   * What is meant by what somebody typed: the text of a choice, of which words are enough that no
   * other choice has; or the value itself.
   */
  public Optional<String> meant(String typed) {
    if (choices.isEmpty()) {
      return Optional.of(typed.strip());
    }
    return choice(typed).map(choices::get).or(() -> withWords(typed));
  }

  private Optional<String> withWords(String words) {
    List<String> having =
        choices.stream().filter(choice -> AnswerText.hasWords(choice, words)).toList();
    return having.size() == 1 ? Optional.of(having.get(0)) : Optional.empty();
  }

  /** The letters that there are, for instance {@code a, b, c}. */
  public String letters() {
    return IntStream.range(0, choices.size())
        .mapToObj(Question::letter)
        .collect(Collectors.joining(", "));
  }
}
