package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.process.Process;
import passerelle.text.CNumber;

/** {@code printf} (POSIX XCU printf): the format is used again while arguments are left. */
public final class Printf {
  private static final Pattern CONVERSION =
      Pattern.compile(
          "%([-+ 0#']*)(\\*|\\d{1,6})?(?:\\.(\\*|\\d{0,6}))?(?:[hlLjzt]*)(.)?", Pattern.DOTALL);

  private final Process self;
  private final Dialect dialect;
  private final String format;
  private final List<String> arguments;
  private final List<Complaint> errors = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();
  private int next;
  private boolean stopped;

  /** One call of printf. */
  public Printf(Process self, Dialect dialect, String format, List<String> arguments) {
    this.self = self;
    this.dialect = dialect;
    this.format = format;
    this.arguments = arguments;
  }

  /**
   * Something is wrong with an argument or the format.
   *
   * @param text without a prefix
   * @param written how many characters stand on the screen before it
   */
  public record Complaint(String text, int written) {}

  /** What is wrong. */
  public List<Complaint> errors() {
    return errors;
  }

  /** Lines come out as they are whole; dash says first what is wrong. */
  private void complain(String text) {
    int written = dialect == Dialect.DASH ? 0 : out.lastIndexOf("\n") + 1;
    errors.add(new Complaint(text, written));
  }

  /** The text printed. */
  public String format() {
    int before;
    do {
      before = next;
      once();
      self.spend(1);
    } while (!stopped && next > before && next < arguments.size());
    return out.toString();
  }

  private void once() {
    Matcher matcher = CONVERSION.matcher(format);
    int at = 0;
    while (!stopped && at < format.length()) {
      int percent = format.indexOf('%', at);
      int end = percent < 0 ? format.length() : percent;
      literal(format.substring(at, end));
      if (percent < 0 || stopped) {
        return;
      }
      matcher.find(percent);
      convert(matcher);
      at = matcher.end();
    }
  }

  private void literal(String text) {
    Escapes.Result result = Escapes.interpret(text, false, dialect);
    out.append(result.text());
    stopped = result.stopped();
  }

  private void convert(Matcher matcher) {
    String flags = matcher.group(1);
    int width = size(matcher.group(2)).orElse(0);
    if (width < 0) {
      flags += "-";
    }
    Optional<Integer> precision =
        Optional.ofNullable(matcher.group(3))
            .flatMap(text -> text.isEmpty() ? Optional.of(0) : size(text));
    String letter = matcher.group(4) == null ? "" : matcher.group(4);
    String text =
        switch (letter) {
          case "%" -> "%";
          case "s" -> cut(argument(), precision);
          case "b" -> escaped(precision);
          case "q", "Q" -> quoted(matcher);
          case "c" -> cut(argument(), Optional.of(1));
          case "d", "i" -> signed(flags, precision);
          case "u" -> digits(Long.toUnsignedString(number()), precision);
          case "x" -> prefixed(flags, "0x", digits(Long.toHexString(number()), precision));
          case "X" ->
              prefixed(flags, "0X", digits(Long.toHexString(number()), precision))
                  .toUpperCase(Locale.ROOT);
          case "o" -> prefixed(flags, "0", digits(Long.toOctalString(number()), precision));
          case "f", "F", "e", "E", "g", "G" ->
              floating(flags, precision.orElse(6), letter.charAt(0));
          default -> {
            bad(matcher);
            yield "";
          }
        };
    boolean numeric = "diuxXofFeEgG".contains(letter) && precision.isEmpty();
    out.append(pad(text, flags, Math.abs(width), numeric || "fFeEgG".contains(letter)));
  }

  private Optional<Integer> size(String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    long size = text.equals("*") ? number() : Long.parseLong(text);
    return Optional.of((int) Math.max(-100_000, Math.min(100_000, size)));
  }

  private void bad(Matcher matcher) {
    stopped = true;
    String conversion = matcher.group();
    String letter = matcher.group(4) == null ? "" : matcher.group(4);
    int end = Math.max(matcher.end(1), Math.max(matcher.end(2), matcher.end(3)));
    String begun = format.substring(matcher.start(), end);
    complain(
        dialect.choose(
            conversion.length() == 1
                ? "`%': missing format character"
                : "`" + conversion.charAt(conversion.length() - 1) + "': invalid format character",
            begun + letter + format.substring(matcher.end()) + ": invalid format",
            format.substring(matcher.start(), Math.min(end + 1, format.length()))
                + ": invalid directive"));
  }

  private String argument() {
    return next < arguments.size() ? arguments.get(next++) : skip();
  }

  private String skip() {
    next++;
    return "";
  }

  private static String cut(String text, Optional<Integer> precision) {
    int length = precision.filter(p -> p >= 0).orElse(text.length());
    return text.substring(0, Math.min(length, text.length()));
  }

  private String escaped(Optional<Integer> precision) {
    Escapes.Result result = Escapes.interpret(argument(), true, dialect);
    stopped |= result.stopped();
    return cut(result.text(), precision);
  }

  private String quoted(Matcher matcher) {
    if (dialect == Dialect.BASH) {
      return Quoting.backslashed(argument());
    }
    bad(matcher);
    return "";
  }

  private String signed(String flags, Optional<Integer> precision) {
    long value = number();
    String digits = digits(Long.toString(value).replace("-", ""), precision);
    String sign = value < 0 ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
    return sign + digits;
  }

  private static String digits(String digits, Optional<Integer> precision) {
    int missing = precision.orElse(0) - digits.length();
    return missing > 0 ? "0".repeat(missing) + digits : digits;
  }

  private static String prefixed(String flags, String prefix, String digits) {
    return flags.contains("#") && !digits.equals("0") ? prefix + digits : digits;
  }

  private String floating(String flags, int precision, char letter) {
    String argument = argument();
    double value = 0;
    try {
      value = argument.isEmpty() ? 0 : Double.parseDouble(argument.strip());
    } catch (NumberFormatException notNumber) {
      invalid(argument, false);
    }
    return (flags.contains("+") && value >= 0 ? "+" : "")
        + CNumber.format(value, letter, Math.min(precision, 60));
  }

  private long number() {
    String argument = argument();
    String text = argument.strip();
    if (text.isEmpty()) {
      if (dialect == Dialect.ASH) {
        invalid(argument, false);
      }
      return 0;
    }
    if (text.charAt(0) == '\'' || text.charAt(0) == '"') {
      return text.length() > 1 ? text.charAt(1) : 0;
    }
    Matcher matcher = Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|[0-9]+)").matcher(text);
    boolean leading = matcher.lookingAt();
    if (!leading || matcher.end() < text.length()) {
      invalid(argument, leading);
      leading &= dialect != Dialect.ASH;
    }
    return leading ? parse(matcher.group()) : 0;
  }

  private void invalid(String argument, boolean begun) {
    complain(
        dialect.choose(
            argument + ": invalid number",
            "invalid number '" + argument + "'",
            argument + (begun ? ": not completely converted" : ": expected numeric value")));
  }

  private long parse(String text) {
    try {
      return Long.decode(text);
    } catch (NumberFormatException tooBig) {
      if (text.matches("[-+]?0[0-9]*")) {
        return 0;
      }
      complain(text + ": Numerical result out of range");
      return text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static String pad(String text, String flags, int width, boolean zeros) {
    int missing = width - text.length();
    if (missing <= 0) {
      return text;
    }
    if (flags.contains("-")) {
      return text + " ".repeat(missing);
    }
    if (flags.contains("0") && zeros) {
      int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
      return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
    }
    return " ".repeat(missing) + text;
  }
}
