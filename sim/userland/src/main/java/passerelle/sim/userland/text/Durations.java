package passerelle.sim.userland.text;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.core.EventLoop;

/** Durations as {@code sleep} and {@code timeout} take them: {@code 1.5m}. */
final class Durations {
  private static final Pattern DURATION =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{0,9})?|\\.\\d{1,9})([smhd]?)");

  private Durations() {}

  /** Nanoseconds of virtual time; empty if the text is no duration. */
  static Optional<Long> parse(String text) {
    if (text.equals("infinity") || text.equals("inf")) {
      return Optional.of(Long.MAX_VALUE / 4);
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long unit =
        switch (matcher.group(2)) {
          case "m" -> 60;
          case "h" -> 3600;
          case "d" -> 86400;
          default -> 1;
        };
    BigDecimal nanos =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit * EventLoop.SECOND));
    return Optional.of(nanos.min(BigDecimal.valueOf(Long.MAX_VALUE / 4)).longValue());
  }
}
