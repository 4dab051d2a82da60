package passerelle.netfilter;

/**
 * {@code -m string}: a text in the packet, its headers included (extensions/libxt_string.c).
 *
 * @param pattern what is sought, a character for each octet
 * @param algorithm {@code bm} or {@code kmp}; both find the same
 * @param from first octet of the packet at which it may begin
 * @param to octet of the packet at which it must have ended
 * @param ignoreCase whether capital letters are like small ones
 * @param negated packets without it
 */
public record StringMatch(
    String pattern, String algorithm, int from, int to, boolean ignoreCase, boolean negated)
    implements Match {
  private static final int LONGEST = 128;
  private static final int END = 0xffff;

  static final Extension<Match> EXTENSION =
      Extension.of(
          "string",
          StringMatch::parse,
          Option.value("from"),
          Option.value("to"),
          Option.value("algo").must(),
          Option.value("string").orNot(),
          Option.value("hex-string").orNot(),
          Option.flag("icase"));

  private static Match parse(OptionValues values) throws IptablesException {
    values.exclusive("string", "hex-string");
    String option = values.has("hex-string") ? "hex-string" : "string";
    if (!values.has(option)) {
      throw IptablesException.incomplete(
          "STRING match: You must specify `--string' or `--hex-string'");
    }
    String pattern = option.equals("string") ? values.word(option) : unhex(values.word(option));
    if (pattern.length() > LONGEST) {
      throw IptablesException.parameter("STRING too long \"" + pattern + "\"");
    }
    return new StringMatch(
        pattern,
        values.get("algo").map(OptionValues.Value::word).orElse(""),
        values.has("from") ? values.number("from", 0, END) : 0,
        values.has("to") ? values.number("to", 0, END) : END,
        values.has("icase"),
        values.negated(option));
  }

  /** Text in which octets stand as hexadecimal digits between bars: {@code |0d 0a|GET}. */
  private static String unhex(String text) throws IptablesException {
    StringBuilder out = new StringBuilder();
    boolean hex = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '|') {
        hex = !hex;
      } else if (!hex) {
        out.append(c);
      } else if (c != ' ') {
        if (i + 1 >= text.length() || text.charAt(i + 1) == '|') {
          throw IptablesException.parameter("Odd number of hex digits");
        }
        out.append((char) (digit(c) << 4 | digit(text.charAt(++i))));
      }
    }
    return out.toString();
  }

  private static int digit(char c) throws IptablesException {
    int value = Character.digit(c, 16);
    if (value < 0) {
      throw IptablesException.parameter("Invalid hex char '" + c + "'");
    }
    return value;
  }

  private boolean needsHex() {
    return pattern.chars().anyMatch(c -> c < ' ' || c > '~')
        || pattern.endsWith("\\")
        || pattern.contains("|");
  }

  /** As it is printed: letters as they are, all else of a binary pattern in hexadecimal. */
  private String quoted() {
    StringBuilder out = new StringBuilder("\"");
    if (!needsHex()) {
      return out.append(pattern.replace("\\", "\\\\").replace("\"", "\\\"")).append('"').toString();
    }
    out.append('|');
    pattern.chars().forEach(c -> out.append("%02x".formatted(c & 0xff)));
    return out.append("|\"").toString();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.string(this);
  }

  @Override
  public String text() {
    return "-m string "
        + CommandWords.bang(negated)
        + (needsHex() ? "--hex-string " : "--string ")
        + quoted()
        + " --algo "
        + algorithm
        + (from == 0 ? "" : " --from " + from)
        + (to == END ? "" : " --to " + to)
        + (ignoreCase ? " --icase" : "");
  }

  @Override
  public String listing(ListingStyle style) {
    return "STRING match "
        + (negated ? "!" : "")
        + " "
        + quoted()
        + " ALGO name "
        + algorithm
        + (from == 0 ? "" : " FROM " + from)
        + (to == END ? "" : " TO " + to)
        + (ignoreCase ? " ICASE" : "");
  }
}
