package passerelle.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a command of SQL, read one after the other. */
final class SqlWords {
  private static final Pattern WORD =
      Pattern.compile(
          "\\s+|--[^\\n]*|'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`|[A-Za-z_][A-Za-z_0-9.$]*"
              + "|[0-9]+(?:\\.[0-9]+)?|<>|<=|>=|!=|.",
          Pattern.DOTALL);

  private final String text;
  private final SqlDialect dialect;
  private final List<String> words = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private int at;

  SqlWords(String text, SqlDialect dialect) {
    this.text = text;
    this.dialect = dialect;
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = matcher.group();
      if (!word.isBlank() && !word.startsWith("--")) {
        words.add(word);
        starts.add(matcher.start());
      }
    }
  }

  /** The commands between semicolons that are in no text. */
  static List<String> commands(String text) {
    List<String> out = new ArrayList<>();
    StringBuilder one = new StringBuilder();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      if (matcher.group().equals(";")) {
        out.add(one.toString());
        one.setLength(0);
      } else {
        one.append(matcher.group());
      }
    }
    out.add(one.toString());
    out.removeIf(String::isBlank);
    return out;
  }

  boolean isAtEnd() {
    return at >= words.size();
  }

  String peek() {
    return isAtEnd() ? "" : words.get(at);
  }

  boolean is(String word) {
    return peek().equalsIgnoreCase(word);
  }

  boolean take(String word) {
    if (is(word)) {
      at++;
      return true;
    }
    return false;
  }

  /** Takes several words, if they all come now. */
  boolean takeAll(String... all) {
    for (int i = 0; i < all.length; i++) {
      if (at + i >= words.size() || !words.get(at + i).equalsIgnoreCase(all[i])) {
        return false;
      }
    }
    at += all.length;
    return true;
  }

  String next() throws SqlFault {
    if (isAtEnd()) {
      throw syntax();
    }
    return words.get(at++);
  }

  void require(String word) throws SqlFault {
    if (!take(word)) {
      throw syntax();
    }
  }

  /** A name, without what quotes it. */
  String name() throws SqlFault {
    if (!peek().matches("[A-Za-z_`\"].*")) {
      throw syntax();
    }
    String word = next();
    boolean quoted = word.startsWith("\"") || word.startsWith("`");
    return quoted ? word.substring(1, word.length() - 1) : word.toLowerCase(Locale.ROOT);
  }

  /** What stands here does not fit. */
  SqlFault syntax() {
    String rest = isAtEnd() ? "" : text.substring(starts.get(at)).strip();
    return new SqlFault(SqlFault.Kind.SYNTAX, dialect.syntax(peek(), rest));
  }

  /**
   * Where in the command a fault lies, from 1; 0 when that cannot be told.
   *
   * @param named what the message is about
   */
  int position(SqlFault.Kind kind, String named) {
    return switch (kind) {
      case NO_TABLE -> starts.get(Math.max(0, at - 1)) + 1;
      case SYNTAX -> isAtEnd() ? text.length() + 1 : starts.get(at) + 1;
      case NO_COLUMN -> {
        int found = words.indexOf(named);
        yield found < 0 ? 0 : starts.get(found) + 1;
      }
      default -> 0;
    };
  }

  /** Goes over what stands in parentheses here. */
  void skipParentheses() throws SqlFault {
    if (!take("(")) {
      return;
    }
    for (int depth = 1; depth > 0; ) {
      String word = next();
      depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
    }
  }
}
