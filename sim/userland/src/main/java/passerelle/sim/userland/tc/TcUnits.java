package passerelle.sim.userland.tc;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.core.EventLoop;
import passerelle.sim.uapi.Chance;
import passerelle.text.CNumber;
import passerelle.text.WordMap;

/**
 * Times, rates, sizes and shares as {@code tc} reads and writes them (tc/tc_util.c, lib/utils.c).
 */
final class TcUnits {
  private static final Pattern NUMBER =
      Pattern.compile("([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(.*)");

  private static final long KIBI = 1024;
  private static final long MEBI = KIBI * KIBI;

  /** In nanoseconds. */
  private static final Map<String, Integer> TIMES =
      WordMap.numbers(
          """
          =1000 s=1000000000 sec=1000000000 secs=1000000000 ms=1000000 msec=1000000 msecs=1000000
          us=1000 usec=1000 usecs=1000 ns=1 nsec=1 nsecs=1
          """);

  /** In octets. */
  private static final Map<String, Integer> SIZES =
      WordMap.numbers(
          """
          =1 b=1 k=1024 kb=1024 m=1048576 mb=1048576 g=1073741824 gb=1073741824 kbit=128
          mbit=131072 gbit=134217728
          """);

  private static final String PREFIXES = "kmgt";

  private TcUnits() {}

  private static Optional<Matcher> split(String text) {
    Matcher matcher = NUMBER.matcher(text);
    return matcher.matches() ? Optional.of(matcher) : Optional.empty();
  }

  /** Nanoseconds; a number alone is microseconds. */
  static OptionalLong time(String text) {
    return scaled(text, TIMES);
  }

  /** Octets. */
  static OptionalLong size(String text) {
    return scaled(text, SIZES);
  }

  private static OptionalLong scaled(String text, Map<String, Integer> units) {
    Optional<Matcher> parts = split(text);
    Optional<Integer> unit = parts.map(m -> m.group(2).toLowerCase(Locale.ROOT)).map(units::get);
    return unit.isPresent()
        ? OptionalLong.of((long) (Double.parseDouble(parts.get().group(1)) * unit.get()))
        : OptionalLong.empty();
  }

  /** Octets a second, of {@code 1mbit}, {@code 100kbps} (octets), {@code 8000} (bits). */
  static OptionalLong rate(String text) {
    Optional<Matcher> parts = split(text);
    if (parts.isEmpty()) {
      return OptionalLong.empty();
    }
    String unit = parts.get().group(2).toLowerCase(Locale.ROOT);
    double bits = Double.parseDouble(parts.get().group(1));
    Matcher named = Pattern.compile("([kmgt]?)(i?)(bit|bps)").matcher(unit);
    if (named.matches()) {
      int power = named.group(1).isEmpty() ? 0 : PREFIXES.indexOf(named.group(1)) + 1;
      bits *= Math.pow(named.group(2).isEmpty() ? 1000 : KIBI, power);
      bits *= named.group(3).equals("bps") ? 8 : 1;
    } else if (!unit.isEmpty()) {
      return OptionalLong.empty();
    }
    return bits < 0 ? OptionalLong.empty() : OptionalLong.of((long) (bits / 8));
  }

  /** A share of 1 of {@code 10%} or {@code 10}. */
  static OptionalDouble share(String text) {
    Optional<Matcher> parts = split(text);
    if (parts.isEmpty() || !parts.get().group(2).matches("%?")) {
      return OptionalDouble.empty();
    }
    double share = Double.parseDouble(parts.get().group(1)) / 100;
    return share < 0 || share > 1 ? OptionalDouble.empty() : OptionalDouble.of(share);
  }

  /** {@code 100ms} ({@code sprint_time64}). */
  static String time(long nanoseconds) {
    if (nanoseconds >= EventLoop.SECOND) {
      return general(nanoseconds / 1e9, 3) + "s";
    }
    if (nanoseconds >= EventLoop.MILLISECOND) {
      return general(nanoseconds / 1e6, 3) + "ms";
    }
    return nanoseconds >= 1000 ? general(nanoseconds / 1e3, 3) + "us" : nanoseconds + "ns";
  }

  /** {@code 400ms} of a time that is known to the microsecond ({@code sprint_time}). */
  static String microseconds(long micros) {
    return micros >= 1000 ? time(micros * 1000) : micros + "us";
  }

  /** {@code 1500Kbit} ({@code print_rate}). */
  static String rate(long octetsPerSecond) {
    long bits = octetsPerSecond * 8;
    int unit = 0;
    while (unit < PREFIXES.length() && bits >= 1000 && (bits % 1000 == 0 || bits >= 1_000_000)) {
      bits /= 1000;
      unit++;
    }
    String prefix = unit == 0 ? "" : PREFIXES.substring(unit - 1, unit).toUpperCase(Locale.ROOT);
    return bits + prefix + "bit";
  }

  /** {@code 32Kb}, {@code 1540b} ({@code sprint_size}). */
  static String size(long octets) {
    double mebi = Math.rint((double) octets / MEBI);
    if (octets >= MEBI && Math.abs(MEBI * mebi - octets) < KIBI) {
      return general(mebi, 6) + "Mb";
    }
    double kibi = Math.rint((double) octets / KIBI);
    if (octets >= KIBI && Math.abs(KIBI * kibi - octets) < 16) {
      return general(kibi, 6) + "Kb";
    }
    return octets + "b";
  }

  /** {@code 0.1%} of a chance. */
  static String percent(long chance) {
    return general(100.0 * chance / Chance.ALWAYS, 6) + "%";
  }

  /** As {@code %g} prints it. */
  static String general(double value, int digits) {
    return CNumber.format(value, 'g', digits);
  }
}
