package passerelle.lessons;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers as people type them: case, blanks, quotes, accents and a final dot do not count. */
final class AnswerText {
  private static final Set<String> UNKNOWN =
      Set.of(
          "?",
          "i don't know",
          "i do not know",
          "don't know",
          "no idea",
          "je ne sais pas",
          "je sais pas",
          "aucune idee");

  private static final String ACCENTED = "àâäçéèêëîïôöùûüÿ";
  private static final String BARE = "aaaceeeeiioouuuy";

  /** From 0 on, in English and French; what several mean stands there more than once. */
  private static final List<Set<String>> NUMBERS =
      List.of(
          Set.of("zero", "none", "no", "nothing", "aucun", "aucune", "rien", "pas"),
          Set.of("one", "un", "une"),
          Set.of("two", "deux", "both"),
          Set.of("three", "trois"),
          Set.of("four", "quatre"),
          Set.of("five", "cinq"),
          Set.of("six"),
          Set.of("seven", "sept"),
          Set.of("eight", "huit"),
          Set.of("nine", "neuf"),
          Set.of("ten", "dix"));

  /** Beside a value they deny it; alone, most of them mean zero. */
  private static final Set<String> DENIALS = Set.of("not", "no", "pas", "ni", "isn't", "n'est");

  /** Of whoever does not know. */
  private static final Set<String> DOUBTS = Set.of("idea", "idee", "know", "sais");

  /** Between an address and its port, as people write it. */
  private static final Pattern PORT =
      Pattern.compile("(?<=\\d),? (?:(?:on|tcp|sur|le|the) )*port (?=\\d)");

  /** What stands before a thing that is named: whose address it is, and articles. */
  private static final Pattern NAMING =
      Pattern.compile(
          "^(?:the same(?: one)? as |la meme que )?"
              + "(?:(?:celle|celui|that|(?:l'|le |the )?(?:adresse|address|ip|port)(?: source)?)"
              + " (?:of |de |du |d')?)?(?:le |la |les |l'|du |the |its |sa |son )?");

  /** What stands behind one: whose, and what of it. */
  private static final Pattern NAMED =
      Pattern.compile("(?:'s)?(?: own)?(?: (?:address|ip|port))?$");

  /** Between things of which several are named. */
  private static final Pattern BETWEEN = Pattern.compile("[ ,;+&]+(?:(?:and|et) )?");

  /** Where the reason begins, or what is not meant. */
  private static final Pattern REASON =
      Pattern.compile(
          "(?: ?[,;:]| \\(| (?:car|puisque|et pas|and not|because|since|sans)(?= )) ?(?!\\d)");

  private static final Pattern NOT_ONE =
      Pattern.compile("^(?:pas|not) (?:une?|one|a single one|a single)\\b");

  private static final Pattern LENGTH = Pattern.compile("/\\d+$");
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

  /** Whether an answer names one of some things: {@code celle de l'hôte}, {@code the host's}. */
  static boolean names(String answer, Set<String> things) {
    List<String> named = named(answer);
    return !named.isEmpty() && things.stream().map(AnswerText::named).anyMatch(named::equals);
  }

  /** The things that are named, in whatever order they are. */
  private static List<String> named(String text) {
    String bare = NAMED.matcher(NAMING.matcher(plain(text)).replaceFirst("")).replaceFirst("");
    return Stream.of(BETWEEN.split(bare)).filter(word -> !word.isEmpty()).sorted().toList();
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

  /**
   * Whether an answer has one of some values, whatever words stand around it: {@code 2}, {@code two
   * interfaces} and {@code deux}; an address also with the length of its subnet, unless a length is
   * asked for.
   */
  static boolean hasValue(String answer, Set<String> values) {
    String addressed = PORT.matcher(plain(answer)).replaceAll(":");
    String given = value(withoutReason(NOT_ONE.matcher(addressed).replaceFirst("0")));
    Set<String> wanted = values.stream().map(AnswerText::plain).collect(Collectors.toSet());
    boolean sized = wanted.stream().anyMatch(value -> LENGTH.matcher(value).find());
    String bare =
        sized ? given : LENGTH.matcher(given).replaceAll("").replaceFirst("/(tcp|udp)$", "");
    return wanted.contains(given) || bare.indexOf('.') > 0 && wanted.contains(bare);
  }

  /** What stands before the reason, if that has the value, and not "the first one". */
  private static String withoutReason(String text) {
    return REASON
        .matcher(text)
        .results()
        .map(reason -> text.substring(0, reason.start()))
        .filter(before -> !DENIALS.contains(before) && !before.matches(".* (?:one|une?)"))
        .filter(before -> !value(before).isEmpty())
        .findFirst()
        .orElse(text);
  }

  /** The one word with digits, else the one that means a number, else nothing. */
  private static String value(String text) {
    List<String> words =
        Stream.of(text.split(" ")).map(w -> w.replaceAll("^[(\"']+|[,;.!)\"']+$", "")).toList();
    List<String> digits =
        words.stream().filter(w -> w.chars().anyMatch(c -> c >= '0' && c <= '9')).toList();
    if (words.stream().anyMatch(DOUBTS::contains)) {
      return "";
    }
    if (!digits.isEmpty()) {
      boolean sure = digits.size() == 1 && words.stream().noneMatch(DENIALS::contains);
      return sure ? digits.get(0) : "";
    }
    List<Integer> numbers =
        IntStream.range(0, NUMBERS.size())
            .filter(n -> words.stream().anyMatch(NUMBERS.get(n)::contains))
            .boxed()
            .toList();
    return numbers.size() == 1 ? String.valueOf(numbers.get(0)) : "";
  }

  /** Whether it says that one does not know. */
  static boolean isUnknown(String answer) {
    return UNKNOWN.contains(plain(answer)) || answer.strip().equals("?");
  }
}
