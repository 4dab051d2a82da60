package passerelle.capture.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.Ipv6Address;
import passerelle.capture.filter.Token.Kind;

/**
 * Cuts an expression into tokens as libpcap's scanner.l does: the longest match wins, of equally
 * long ones the rule that stands first. An error becomes a token, so that an error that the parser
 * finds before it is reported first.
 */
final class Lexer {
  private static final String HEX = "[0-9A-Fa-f]";
  private static final String B = HEX + HEX + "?";
  private static final String B2 = HEX + "{4}";
  private static final String N = "(?:0[xX]" + HEX + "+|[0-9]+)";

  private static final Pattern BLANK = Pattern.compile("[ \\r\\n\\t]+");
  private static final Pattern OPERATOR =
      Pattern.compile(">=|<=|!=|==|<<|>>|&&|\\|\\||[-+*/%:\\[\\]!<>()&|^=]");
  private static final Pattern BOGUS_MAC = Pattern.compile(B + ":+(?:" + B + ":+){1,64}");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9](?:[-_.A-Za-z0-9]*[.A-Za-z0-9])?");
  private static final Pattern ESCAPED = Pattern.compile("\\\\[^ !()\\n\\t]+");
  private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  /** In scanner.l's order, which decides between matches of one length. */
  private static final List<Rule> RULES =
      List.of(
          new Rule(Kind.OPERATOR, OPERATOR),
          new Rule(Kind.ARCNET, Pattern.compile("\\$" + B)),
          new Rule(
              Kind.MAC,
              Pattern.compile(
                  B
                      + "(?:(?::"
                      + B
                      + "){5}|(?:-"
                      + B
                      + "){5}|(?:\\."
                      + B
                      + "){5})"
                      + "|"
                      + B2
                      + "\\."
                      + B2
                      + "\\."
                      + B2
                      + "|"
                      + HEX
                      + "{12}")),
          new Rule(Kind.NUMBER, Pattern.compile(N)),
          new Rule(Kind.IPV4, Pattern.compile(N + "(?:\\." + N + "){1,3}")));

  private final String text;
  private final List<Token> tokens = new ArrayList<>();

  private record Rule(Kind kind, Pattern pattern) {}

  private Lexer(String text) {
    this.text = text;
  }

  /** The tokens, the last of kind END or ERROR. */
  static List<Token> tokens(String expression) {
    return new Lexer(expression).run();
  }

  private List<Token> run() {
    int at = 0;
    while (at < text.length()) {
      int blanks = length(BLANK, at);
      if (blanks > 0) {
        at += blanks;
        continue;
      }
      int used = next(at);
      if (used == 0) {
        return tokens;
      }
      at += used;
    }
    tokens.add(new Token(Kind.END, "", 0));
    return tokens;
  }

  /** Adds the token at {@code at}; its length, or 0 after an error. */
  private int next(int at) {
    Kind kind = Kind.ERROR;
    int longest = 0;
    for (Rule rule : RULES) {
      int length = length(rule.pattern, at);
      if (length > longest) {
        longest = length;
        kind = rule.kind;
      }
    }
    int address = ipv6Length(at);
    if (address > longest) {
      longest = address;
      kind = Kind.IPV6;
    }
    int bogus = length(BOGUS_MAC, at);
    if (bogus > longest) {
      String what = text.substring(at, at + bogus);
      return error("bogus ethernet address " + what);
    }
    int name = Math.max(length(NAME, at), length(ESCAPED, at));
    if (name > longest) {
      longest = name;
      kind = Kind.NAME;
    }
    if (longest == 0) {
      return error("can't parse filter expression: syntax error");
    }
    return add(kind, text.substring(at, at + longest)) ? longest : 0;
  }

  private boolean add(Kind kind, String word) {
    switch (kind) {
      case NUMBER -> {
        return addNumber(word);
      }
      case NAME -> addName(word);
      case OPERATOR -> tokens.add(new Token(kind, operator(word), 0));
      default -> tokens.add(new Token(kind, word, 0));
    }
    return true;
  }

  private static String operator(String word) {
    return switch (word) {
      case "&&" -> "and";
      case "||" -> "or";
      case "==" -> "=";
      default -> word;
    };
  }

  private void addName(String word) {
    if (word.startsWith("\\")) {
      tokens.add(new Token(Kind.NAME, word.substring(1), 0));
    } else if (Names.CONSTANTS.containsKey(word)) {
      tokens.add(new Token(Kind.NUMBER, word, Names.CONSTANTS.get(word)));
    } else if (word.equals("not")) {
      tokens.add(new Token(Kind.OPERATOR, "!", 0));
    } else if (Names.KEYWORDS.contains(word)) {
      tokens.add(new Token(Kind.KEYWORD, word.equals("length") ? "len" : word, 0));
    } else {
      tokens.add(new Token(Kind.NAME, word, 0));
    }
  }

  /** Decimal, hexadecimal after 0x, or octal after 0, as strtoul; 32 bits at most. */
  private boolean addNumber(String word) {
    boolean hex = word.startsWith("0x") || word.startsWith("0X");
    int radix = hex ? 16 : word.startsWith("0") ? 8 : 10;
    long value = 0;
    for (int i = hex ? 2 : 0; i < word.length(); i++) {
      int digit = Character.digit(word.charAt(i), radix);
      if (digit < 0) {
        return error("number " + word + " contains non-octal digit") > 0;
      }
      value = value * radix + digit;
      if (value > Value.MASK) {
        // libpcap's message shows what is left to read, not the number.
        return error("number " + word.substring(i + 1) + " overflows 32 bits") > 0;
      }
    }
    tokens.add(new Token(Kind.NUMBER, word, value));
    return true;
  }

  private int error(String message) {
    tokens.add(new Token(Kind.ERROR, message, 0));
    return 0;
  }

  private int ipv6Length(int at) {
    int length = length(IPV6_CHARACTERS, at);
    if (text.indexOf(':', at) < 0) {
      return 0;
    }
    while (length >= 2 && Ipv6Address.parse(text.substring(at, at + length)).isEmpty()) {
      length--;
    }
    return length < 2 ? 0 : length;
  }

  private int length(Pattern pattern, int at) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    return matcher.lookingAt() ? matcher.end() - at : 0;
  }
}
