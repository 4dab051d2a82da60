package passerelle.sim.shell;

import java.util.Optional;
import passerelle.sim.core.EventLoop;
import passerelle.text.CNumber;

/** What bash's {@code time} prints ({@code print_formatted_time}); computing takes no time here. */
final class Timing {
  /** {@code time -p}. */
  static final String POSIX = "real %2R\nuser %2U\nsys %2S";

  private static final String USUAL = "\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS";

  private Timing() {}

  /**
   * The text.
   *
   * @param format {@code TIMEFORMAT}: {@code %R}, {@code %U}, {@code %S}, with digits and {@code l}
   */
  static String report(Optional<String> format, long nanos) {
    String text = format.orElse(USUAL);
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '%' || i == text.length()) {
        out.append(c);
        continue;
      }
      int digits = 3;
      if (Character.isDigit(text.charAt(i))) {
        digits = Math.min(3, text.charAt(i++) - '0');
      }
      boolean minutes = i < text.length() && text.charAt(i) == 'l';
      i += minutes ? 1 : 0;
      char what = i < text.length() ? text.charAt(i++) : '%';
      out.append(
          switch (what) {
            case 'R' -> time(nanos, digits, minutes);
            case 'U', 'S' -> time(0, digits, minutes);
            case 'P' -> "0.00";
            default -> "" + what;
          });
    }
    return out.append(text.isEmpty() ? "" : "\n").toString();
  }

  private static String time(long nanos, int digits, boolean minutes) {
    long whole = minutes ? nanos / (60 * EventLoop.SECOND) : 0;
    double seconds = (nanos - whole * 60 * EventLoop.SECOND) / (double) EventLoop.SECOND;
    String text = CNumber.fixed(seconds, digits);
    return minutes ? whole + "m" + text + "s" : text;
  }
}
