package passerelle.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Answers as people type them: case, blanks, quotes, accents and a final dot do not count. */
final class AnswerText {
  private static final Set<String> UNKNOWN =
      Set.of("?", "i don't know", "i do not know", "don't know", "je ne sais pas", "aucune idee");

  private static final String ACCENTED = "àâäçéèêëîïôöùûüÿ";
  private static final String BARE = "aaaceeeeiioouuuy";

  private static final Pattern BLANKS = Pattern.compile("[\\s\u00a0\u202f]+");
  private static final Pattern AROUND = Pattern.compile("^['\"«]+ ?|(?: ?['\"»]|\\.)+$");

  private AnswerText() {}

  /** An answer without what does not count. */
  static String plain(String answer) {
    StringBuilder bare = new StringBuilder();
    for (char c : answer.toLowerCase(Locale.ROOT).toCharArray()) {
      int accented = ACCENTED.indexOf(c);
      bare.append(accented < 0 ? c : BARE.charAt(accented));
    }
    String text = bare.toString().replace("`", "").replace('\u2019', '\'');
    return AROUND.matcher(BLANKS.matcher(text).replaceAll(" ").strip()).replaceAll("");
  }

  /** Whether an answer has some words, whole and one behind the other. */
  static boolean hasWords(String answer, String words) {
    String text = plain(answer);
    String part = plain(words);
    int at = part.isEmpty() ? -1 : text.indexOf(part);
    while (at >= 0 && (isInWord(text, at) || isInWord(text, at + part.length()))) {
      at = text.indexOf(part, at + 1);
    }
    return at >= 0;
  }

  private static boolean isInWord(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at));
  }

  /**
   * The forms that an item of a list names, with commas between them; a choice is one form,
   * whatever commas stand in it.
   */
  static List<String> forms(String item, List<String> choices) {
    List<String> texts = choices.stream().map(AnswerText::plain).toList();
    List<String> parts = List.of(item.split(","));
    List<String> forms = new ArrayList<>();
    int from = 0;
    while (from < parts.size()) {
      int to = parts.size();
      while (to > from + 1 && !texts.contains(plain(String.join(",", parts.subList(from, to))))) {
        to--;
      }
      forms.add(String.join(",", parts.subList(from, to)).strip());
      from = to;
    }
    return List.copyOf(forms);
  }

  /** Whether it says that one does not know. */
  static boolean isUnknown(String answer) {
    return UNKNOWN.contains(plain(answer)) || answer.strip().equals("?");
  }
}
