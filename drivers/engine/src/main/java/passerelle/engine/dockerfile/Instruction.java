package passerelle.engine.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One instruction of a Dockerfile.
 *
 * @param keyword in capitals
 * @param flags {@code --from=web}, by name without dashes
 * @param arguments what is behind them, lines joined
 * @param documents texts of here-documents, by their names
 * @param first its first line, counted from 1
 * @param last its last line
 */
public record Instruction(
    String keyword,
    Map<String, String> flags,
    String arguments,
    Map<String, String> documents,
    int first,
    int last) {
  private static final Pattern ELEMENT = Pattern.compile("\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*");
  private static final Pattern WORD =
      Pattern.compile("(?:\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|\\\\.|[^\\s\"'])+");

  /** As progress shows it: keyword, flags and arguments. */
  public String text() {
    StringBuilder text = new StringBuilder(keyword);
    flags.forEach((name, value) -> text.append(" --").append(name).append('=').append(value));
    return text.append(' ').append(arguments).toString().strip();
  }

  /** The words of {@code ["a", "b"]}; empty when the arguments are no such list. */
  public Optional<List<String>> list() {
    return list(arguments);
  }

  /** The words of {@code ["a", "b"]}; empty when a text is no such list. */
  public static Optional<List<String>> list(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("[") || !stripped.endsWith("]")) {
      return Optional.empty();
    }
    String inner = stripped.substring(1, stripped.length() - 1);
    List<String> words = new ArrayList<>();
    Matcher element = ELEMENT.matcher(inner);
    int at = 0;
    while (at < inner.length()) {
      boolean more = element.region(at, inner.length()).lookingAt();
      if (!more) {
        return inner.isBlank() ? Optional.of(words) : Optional.empty();
      }
      words.add(element.group(1).replaceAll("\\\\(.)", "$1"));
      at = element.end();
      if (at < inner.length()) {
        if (inner.charAt(at) != ',') {
          return Optional.empty();
        }
        at++;
      }
    }
    return Optional.of(words);
  }

  /** The words of the arguments, with their quotes. */
  public List<String> words() {
    return WORD.matcher(arguments).results().map(r -> r.group()).toList();
  }

  /** A word without its quotes and backslashes. */
  public static String unquoted(String word) {
    StringBuilder plain = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < word.length()) {
        plain.append(word.charAt(++i));
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /**
   * Names and values of {@code ENV}, {@code LABEL} and {@code ARG}: {@code a=b c="d e"}, or the old
   * {@code a b}.
   */
  public List<Map.Entry<String, String>> pairs() {
    List<String> words = words();
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    if (isOldPair()) {
      String name = words.get(0);
      String value = arguments.strip().substring(name.length()).strip();
      return List.of(Map.entry(unquoted(name), unquoted(value)));
    }
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        pairs.add(
            Map.entry(unquoted(word.substring(0, equals)), unquoted(word.substring(equals + 1))));
      }
    }
    return pairs;
  }

  /** {@code ENV name value}. */
  public boolean isOldPair() {
    List<String> words = words();
    return words.size() > 1 && words.get(0).indexOf('=') < 0;
  }
}
