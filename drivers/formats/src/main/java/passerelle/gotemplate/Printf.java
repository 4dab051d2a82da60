package passerelle.gotemplate;

import java.util.List;

/** Go's {@code fmt.Sprintf} (Go: fmt {@code print.go:doPrintf}). */
final class Printf {
  private static final int TOO_LARGE = 1_000_000;

  private final String format;
  private final List<GoValue> args;
  private final GoPrinter printer = new GoPrinter();
  private int pos;
  private int arg;
  private boolean afterIndex;
  private boolean reordered;
  private boolean goodArgument;

  private Printf(String format, List<GoValue> args) {
    this.format = format;
    this.args = args;
  }

  static String sprintf(String format, List<GoValue> args) throws GoTemplateException {
    Printf printf = new Printf(format, args);
    printf.run();
    return printf.printer.text();
  }

  private void run() {
    while (pos < format.length()) {
      int percent = format.indexOf('%', pos);
      printer.write(format.substring(pos, percent < 0 ? format.length() : percent));
      if (percent < 0) {
        break;
      }
      pos = percent + 1;
      goodArgument = true;
      afterIndex = false;
      printer.flags = new FormatFlags();
      readFlags();
      readWidth();
      readPrecision();
      if (!afterIndex) {
        readArgumentNumber();
      }
      if (pos >= format.length()) {
        printer.write("%!(NOVERB)");
        break;
      }
      verb();
    }
    extra();
  }

  private void readFlags() {
    for (; pos < format.length(); pos++) {
      switch (format.charAt(pos)) {
        case '#' -> printer.flags.sharp = true;
        case '0' -> printer.flags.zero = true;
        case '+' -> printer.flags.plus = true;
        case '-' -> printer.flags.minus = true;
        case ' ' -> printer.flags.space = true;
        default -> {
          return;
        }
      }
    }
  }

  private boolean at(char c) {
    return pos < format.length() && format.charAt(pos) == c;
  }

  private void readWidth() {
    readArgumentNumber();
    FormatFlags flags = printer.flags;
    if (at('*')) {
      pos++;
      flags.width = integerArgument();
      if (flags.width == Integer.MIN_VALUE) {
        printer.write("%!(BADWIDTH)");
        flags.width = -1;
      } else if (flags.width < 0) {
        flags.width = -flags.width;
        flags.minus = true;
        flags.zero = false;
      }
      afterIndex = false;
    } else {
      flags.width = readNumber(format.length());
      if (afterIndex && flags.width >= 0) {
        goodArgument = false;
      }
    }
  }

  private void readPrecision() {
    if (!at('.') || pos + 1 >= format.length()) {
      return;
    }
    pos++;
    if (afterIndex) {
      goodArgument = false;
    }
    readArgumentNumber();
    FormatFlags flags = printer.flags;
    if (at('*')) {
      pos++;
      flags.precision = integerArgument();
      if (flags.precision < 0) {
        flags.precision = -1;
        printer.write("%!(BADPREC)");
      }
      afterIndex = false;
    } else {
      flags.precision = Math.max(0, readNumber(format.length()));
    }
  }

  /** The int argument that a star stands for, or MIN_VALUE when it is none. */
  private int integerArgument() {
    if (arg >= args.size()) {
      return Integer.MIN_VALUE;
    }
    GoValue value = args.get(arg++);
    boolean good =
        value instanceof GoValue.Int n && n.value() <= TOO_LARGE && n.value() >= -TOO_LARGE;
    return good ? (int) ((GoValue.Int) value).value() : Integer.MIN_VALUE;
  }

  /** A number of decimal digits, or -1; an absurd one ends the format, as in Go. */
  private int readNumber(int end) {
    int n = -1;
    while (pos < end && format.charAt(pos) >= '0' && format.charAt(pos) <= '9') {
      if (n > TOO_LARGE) {
        pos = end;
        return -1;
      }
      n = Math.max(n, 0) * 10 + format.charAt(pos++) - '0';
    }
    return n;
  }

  /** Reads {@code [n]}, which says which argument is next. */
  private void readArgumentNumber() {
    afterIndex = false;
    if (!at('[')) {
      return;
    }
    reordered = true;
    int open = pos;
    int close = format.indexOf(']', pos + 1);
    if (close < 0) {
      pos++;
      goodArgument = false;
      return;
    }
    pos++;
    int n = readNumber(close);
    boolean number = n >= 0 && pos == close;
    pos = close + 1;
    if (number && n >= 1 && n <= args.size()) {
      arg = n - 1;
      afterIndex = true;
    } else {
      goodArgument = false;
      afterIndex = number && close > open + 1;
    }
  }

  private void verb() {
    int verb = format.codePointAt(pos);
    pos += Character.charCount(verb);
    String shown = Character.toString(verb);
    if (verb == '%') {
      printer.write("%");
    } else if (!goodArgument) {
      printer.write("%!" + shown + "(BADINDEX)");
    } else if (arg >= args.size()) {
      printer.write("%!" + shown + "(MISSING)");
    } else {
      if (verb == 'v' || verb == 'w') {
        printer.flags.beginV();
      }
      printer.print(args.get(arg++), verb);
    }
  }

  private void extra() {
    if (reordered || arg >= args.size()) {
      return;
    }
    printer.flags = new FormatFlags();
    printer.write("%!(EXTRA ");
    for (int i = arg; i < args.size(); i++) {
      printer.write(i > arg ? ", " : "");
      if (args.get(i).isValid()) {
        printer.write(args.get(i).type() + "=");
      }
      printer.print(args.get(i), 'v');
    }
    printer.write(")");
  }
}
