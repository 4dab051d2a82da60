package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes awk's values fit the conversions of a format. */
final class AwkFormat {
  private static final Pattern CONVERSION =
      Pattern.compile("%[-+ 0#]*(\\*|\\d*)(?:\\.(\\*|\\d*))?([a-zA-Z%])");

  private AwkFormat() {}

  /** One argument for each conversion: whole numbers for %d, one character for %c. */
  static List<String> arguments(String format, List<AwkValue> values) {
    List<String> arguments = new ArrayList<>();
    Matcher matcher = CONVERSION.matcher(format);
    while (matcher.find()) {
      boolean width = "*".equals(matcher.group(1));
      boolean precision = "*".equals(matcher.group(2));
      for (int stars = (width ? 1 : 0) + (precision ? 1 : 0); stars > 0; stars--) {
        arguments.add(AwkValue.text(Math.rint(next(values, arguments.size()).number()), ""));
      }
      char letter = matcher.group(3).charAt(0);
      if (letter != '%') {
        arguments.add(argument(letter, next(values, arguments.size())));
      }
    }
    return arguments;
  }

  private static AwkValue next(List<AwkValue> values, int index) {
    return index < values.size() ? values.get(index) : AwkValue.UNSET;
  }

  private static String argument(char letter, AwkValue value) {
    return switch (letter) {
      case 'd', 'i', 'o', 'x', 'X', 'u' -> Long.toString((long) value.number());
      case 'e', 'E', 'f', 'F', 'g', 'G' -> Double.toString(value.number());
      case 'c' ->
          value.numeric() && !value.text().isEmpty()
              ? String.valueOf((char) value.number())
              : value.text();
      default -> value.text();
    };
  }
}
