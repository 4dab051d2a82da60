package passerelle.text;

/** Text in XML 1.0 and HTML. */
public final class Xml {
  private Xml() {}

  /** Text between tags: what XML has no place for (production Char) is replaced by U+FFFD. */
  public static String text(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                default -> out.appendCodePoint(isChar(c) ? c : 0xfffd);
              }
            });
    return out.toString();
  }

  private static boolean isChar(int c) {
    return "\t\n\r".indexOf(c) >= 0
        || c >= 0x20 && c <= 0xd7ff
        || c >= 0xe000 && c <= 0xfffd
        || c >= 0x10000;
  }

  /** Text within quotes of either kind. */
  public static String attribute(String text) {
    return text(text).replace("\"", "&quot;").replace("'", "&#39;");
  }
}
