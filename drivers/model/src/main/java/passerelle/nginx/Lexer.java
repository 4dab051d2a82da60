package passerelle.nginx;

import java.util.ArrayList;
import java.util.List;

/** Parts a configuration into words, {@code ;} and braces ({@code ngx_conf_read_token}). */
final class Lexer {
  /** What a statement ends with. */
  enum End {
    SEMICOLON,
    OPEN,
    CLOSE,
    FILE
  }

  /** Words and what ended them. */
  record Statement(List<String> words, End end, int line) {}

  private final String text;
  private final String file;
  private int at;
  private int line = 1;

  Lexer(String text, String file) {
    this.text = text;
    this.file = file;
  }

  /** The next statement; with {@link End#FILE} and no words it is over. */
  Statement next() throws ConfigurationError {
    List<String> words = new ArrayList<>();
    int begun = line;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(c)) {
        skip();
      } else if (c == ';' || c == '{') {
        if (words.isEmpty()) {
          throw new ConfigurationError("unexpected \"" + c + "\"", file, line);
        }
        skip();
        return new Statement(words, c == ';' ? End.SEMICOLON : End.OPEN, line);
      } else if (c == '}') {
        if (!words.isEmpty()) {
          throw new ConfigurationError("unexpected \"}\"", file, line);
        }
        skip();
        return new Statement(words, End.CLOSE, line);
      } else {
        begun = words.isEmpty() ? line : begun;
        words.add(c == '"' || c == '\'' ? quoted(c, begun) : bare());
      }
    }
    if (!words.isEmpty()) {
      throw new ConfigurationError("unexpected end of file, expecting \";\" or \"}\"", file, line);
    }
    return new Statement(words, End.FILE, line);
  }

  private char skip() {
    char c = text.charAt(at);
    at++;
    if (c == '\n') {
      line++;
    }
    return c;
  }

  private String bare() {
    StringBuilder word = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean variable = c == '{' && word.length() > 0 && word.charAt(word.length() - 1) == '$';
      if (variable) {
        while (at < text.length() && text.charAt(at) != '}') {
          word.append(skip());
        }
        word.append('}');
        at = Math.min(text.length(), at + 1);
      } else if (Character.isWhitespace(c) || c == ';' || c == '{') {
        break;
      } else if (c == '\\' && at + 1 < text.length()) {
        escaped(word);
      } else {
        word.append(skip());
      }
    }
    return word.toString();
  }

  private String quoted(char quote, int begun) throws ConfigurationError {
    skip();
    StringBuilder word = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == quote) {
        skip();
        return word.toString();
      }
      if (c == '\\' && at + 1 < text.length()) {
        escaped(word);
      } else {
        word.append(skip());
      }
    }
    throw new ConfigurationError(
        "unexpected end of file, expecting \";\" or \"}\"", file, Math.max(line, begun));
  }

  private void escaped(StringBuilder word) {
    skip();
    char c = skip();
    switch (c) {
      case 't' -> word.append('\t');
      case 'r' -> word.append('\r');
      case 'n' -> word.append('\n');
      case '"', '\'', '\\', ' ', ';' -> word.append(c);
      default -> word.append('\\').append(c);
    }
  }
}
