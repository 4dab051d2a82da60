package passerelle.sim.userland.nft;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How nft writes spans of time (src/datatype.c, time_print and time_parse). */
final class NftDuration {
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:([0-9]{1,5})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,7})m)?"
              + "(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");
  private static final long MILLI = 1_000_000;
  private static final long[] UNITS = {86_400_000, 3_600_000, 60_000, 1000, 1};
  private static final String[] LETTERS = {"d", "h", "m", "s", "ms"};

  private NftDuration() {}

  /** A span in nanoseconds, a number alone counting seconds; empty for what is none. */
  static Optional<Long> parse(String text) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Long.parseLong(text) * 1000 * MILLI);
    }
    Matcher parts = PARTS.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    long out = 0;
    for (int i = 0; i < UNITS.length; i++) {
      String part = parts.group(i + 1);
      out += part == null ? 0 : Long.parseLong(part) * UNITS[i] * MILLI;
    }
    return Optional.of(out);
  }

  /** Nanoseconds, those of a started millisecond left out. */
  static String text(long nanoseconds) {
    long left = nanoseconds / MILLI;
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < UNITS.length; i++) {
      long part = left / UNITS[i];
      left %= UNITS[i];
      out.append(part == 0 ? "" : part + LETTERS[i]);
    }
    return out.isEmpty() ? "0s" : out.toString();
  }
}
