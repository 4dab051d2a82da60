package passerelle.sim.shell;

/** Writes a POSIX expression in Java's syntax, with GNU's {@code \w \b \< \+ \?}. */
final class RegexTranslator {
  private final String in;
  private final boolean extended;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int groups;
  private int open;
  private boolean atStart = true;

  RegexTranslator(String in, boolean extended) {
    this.in = in;
    this.extended = extended;
  }

  String translate() throws Regex.Invalid {
    while (at < in.length()) {
      char c = in.charAt(at++);
      if (c == '\\') {
        escape();
      } else if (c == '[') {
        bracket();
      } else {
        plain(c);
      }
    }
    if (open > 0) {
      throw new Regex.Invalid(extended ? "Unmatched ( or \\(" : "Unmatched ( or \\(");
    }
    return out.toString();
  }

  private void plain(char c) throws Regex.Invalid {
    if (c == '^' && (extended || atStart)) {
      out.append('^');
    } else if (c == '$' && (extended || endsHere())) {
      out.append('$');
      atStart = false;
    } else if (c == '.') {
      literal(".");
    } else if (c == '*') {
      repeat("*");
    } else if (extended && "+?".indexOf(c) >= 0) {
      repeat(String.valueOf(c));
    } else if (extended && c == '{') {
      interval("}");
    } else if (extended && c == '(') {
      openGroup();
    } else if (extended && c == ')' && open > 0) {
      closeGroup();
    } else if (extended && c == '|') {
      out.append('|');
      atStart = true;
    } else {
      literal(quote(c));
    }
  }

  private boolean endsHere() {
    return at == in.length() || in.startsWith("\\)", at) || in.startsWith("\\|", at);
  }

  private void literal(String regex) {
    out.append(regex);
    atStart = false;
  }

  private static String quote(char c) {
    return "\\^$.|?*+()[]{}".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c);
  }

  /** A repetition with nothing before it is a plain character. */
  private void repeat(String operator) {
    if (atStart) {
      literal("\\" + operator);
    } else if (out.length() > 0
        && "*+?}".indexOf(out.charAt(out.length() - 1)) >= 0
        && !endsEscaped()) {
      wrapAndRepeat(operator);
    } else {
      out.append(operator);
    }
  }

  private boolean endsEscaped() {
    return out.length() > 1 && out.charAt(out.length() - 2) == '\\';
  }

  /** In Java {@code a**} would be possessive or wrong; a second star changes nothing. */
  private void wrapAndRepeat(String operator) {
    char last = out.charAt(out.length() - 1);
    if (!operator.equals(String.valueOf(last)) && last != '}') {
      out.setCharAt(out.length() - 1, '*');
    }
  }

  private void openGroup() {
    out.append('(');
    groups++;
    open++;
    atStart = true;
  }

  private void closeGroup() {
    out.append(')');
    open--;
    atStart = false;
  }

  private void interval(String closing) throws Regex.Invalid {
    int end = in.indexOf(closing, at);
    if (atStart || end < 0 || !in.substring(at, end).matches("\\d{0,5}(,\\d{0,5})?")) {
      if (extended) {
        literal("\\{");
        return;
      }
      throw new Regex.Invalid(end < 0 ? "Unmatched \\{" : "Invalid content of \\{\\}");
    }
    String bounds = in.substring(at, end);
    at = end + closing.length();
    String[] limits = bounds.split(",", -1);
    String low = limits[0].isEmpty() ? "0" : limits[0];
    String high = limits.length > 1 ? limits[1] : low;
    boolean tooBig = Integer.parseInt(low) > 32767;
    if (tooBig || !high.isEmpty() && Integer.parseInt(high) > 32767) {
      throw new Regex.Invalid("Regular expression too big");
    }
    if (!high.isEmpty() && Integer.parseInt(high) < Integer.parseInt(low)) {
      throw new Regex.Invalid("Invalid content of \\{\\}");
    }
    out.append('{').append(low).append(limits.length > 1 ? "," + high : "").append('}');
  }

  private void escape() throws Regex.Invalid {
    if (at == in.length()) {
      throw new Regex.Invalid("Trailing backslash");
    }
    char c = in.charAt(at++);
    switch (c) {
      case 'w', 'W', 's', 'S', 'b', 'B' -> literal("\\" + c);
      case '<' -> literal("\\b(?=\\w)");
      case '>' -> literal("\\b(?<=\\w)");
      case '`' -> literal("\\A");
      case 'n' -> literal("\n");
      case 't' -> literal("\t");
      default -> escaped(c);
    }
  }

  private void escaped(char c) throws Regex.Invalid {
    if (c >= '1' && c <= '9') {
      if (c - '0' > groups) {
        throw new Regex.Invalid("Invalid back reference");
      }
      literal("(?:\\" + c + ")");
    } else if (extended) {
      literal(quote(c));
    } else if (c == '(') {
      openGroup();
    } else if (c == ')') {
      if (open == 0) {
        throw new Regex.Invalid("Unmatched ) or \\)");
      }
      closeGroup();
    } else if (c == '{') {
      interval("\\}");
    } else if (c == '|') {
      out.append('|');
      atStart = true;
    } else if (c == '+' || c == '?') {
      repeat(String.valueOf(c));
    } else {
      literal(quote(c));
    }
  }

  private void bracket() throws Regex.Invalid {
    StringBuilder set = new StringBuilder("[");
    if (at < in.length() && in.charAt(at) == '^') {
      set.append('^');
      at++;
    }
    boolean first = true;
    while (at < in.length() && (first || in.charAt(at) != ']')) {
      first = false;
      if (in.startsWith("[:", at)) {
        namedClass(set);
        continue;
      }
      char c = in.charAt(at++);
      boolean range = c == '-' && set.length() > 1 && at < in.length() && in.charAt(at) != ']';
      set.append(range ? "-" : "\\^$.|?*+()[]{}&-~\"#".indexOf(c) >= 0 ? "\\" + c : "" + c);
    }
    if (at >= in.length()) {
      throw new Regex.Invalid("Unmatched [, [^, [:, [., or [=");
    }
    at++;
    literal(set.append(']').toString());
  }

  private void namedClass(StringBuilder set) throws Regex.Invalid {
    int end = in.indexOf(":]", at + 2);
    if (end < 0) {
      throw new Regex.Invalid("Unmatched [, [^, [:, [., or [=");
    }
    String name = in.substring(at + 2, end);
    for (char c = 1; c < 127; c++) {
      if (CharacterClass.contains(name, c)) {
        set.append(String.format("\\x%02x", (int) c));
      }
    }
    if (!CharacterClass.contains(name, 'a')
        && !CharacterClass.contains(name, ' ')
        && !CharacterClass.contains(name, '0')
        && !CharacterClass.contains(name, 'A')
        && !CharacterClass.contains(name, '!')
        && !CharacterClass.contains(name, '\t')) {
      throw new Regex.Invalid("Invalid character class name");
    }
    at = end + 2;
  }
}
