package passerelle.gotemplate;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import passerelle.text.Columns;

/** Docker's way to write durations, sizes, ids and commands for people (docker/go-units). */
public final class Units {
  private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
  private static final String[] BINARY = {
    "B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"
  };
  private static final long NANOS = 1_000_000_000L;

  private static final Pattern SIZE =
      Pattern.compile("\\d+(\\.\\d+)?\\s*[bkmgtpBKMGTP]?[iI]?[bB]?");
  private static final Pattern UNIT = Pattern.compile("i?b$");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");

  private Units() {}

  /** Whether it can be read as a size: {@code 512m} (docker/go-units). */
  public static boolean isSize(String text) {
    return SIZE.matcher(text).matches();
  }

  /** {@code 512m} (RAMInBytes); -1 is without limit, and 0 what cannot be read. */
  public static long octets(String text) {
    String lower = UNIT.matcher(text.toLowerCase(Locale.ROOT)).replaceFirst("").strip();
    int unit = lower.isEmpty() ? -1 : "kmgtp".indexOf(lower.charAt(lower.length() - 1));
    String number = unit < 0 ? lower : lower.substring(0, lower.length() - 1).strip();
    return NUMBER.matcher(number).matches()
        ? new BigDecimal(number).multiply(new BigDecimal(1L << 10 * (unit + 1))).longValue()
        : 0;
  }

  /**
   * A duration in words, such as {@code About a minute} ({@code duration.go:HumanDuration}).
   *
   * @param nanoseconds the duration; a negative one is less than a second
   */
  public static String humanDuration(long nanoseconds) {
    long seconds = nanoseconds / NANOS;
    long minutes = seconds / 60;
    long hours = (long) (nanoseconds / (3600.0 * NANOS) + 0.5);
    if (seconds < 1) {
      return "Less than a second";
    } else if (seconds == 1) {
      return "1 second";
    } else if (seconds < 60) {
      return seconds + " seconds";
    } else if (minutes == 1) {
      return "About a minute";
    } else if (minutes < 60) {
      return minutes + " minutes";
    } else if (hours == 1) {
      return "About an hour";
    } else if (hours < 48) {
      return hours + " hours";
    } else if (hours < 24 * 7 * 2) {
      return hours / 24 + " days";
    } else if (hours < 24 * 30 * 2) {
      return hours / 24 / 7 + " weeks";
    } else if (hours < 24 * 365 * 2) {
      return hours / 24 / 30 + " months";
    }
    return minutes / 60 / 24 / 365 + " years";
  }

  /** A size with four digits, such as {@code 12.3MB} ({@code size.go:HumanSize}). */
  public static String humanSize(double bytes) {
    return humanSize(bytes, 4);
  }

  /** A size with so many digits ({@code size.go:HumanSizeWithPrecision}); docker ps has 3. */
  public static String humanSize(double bytes, int digits) {
    return size(bytes, 1000, digits, DECIMAL);
  }

  /** A size in powers of two, such as {@code 44KiB} ({@code size.go:BytesSize}). */
  public static String bytesSize(double bytes) {
    return size(bytes, 1024, 4, BINARY);
  }

  private static String size(double bytes, double base, int digits, String[] units) {
    double size = bytes;
    int unit = 0;
    while (size >= base && unit < units.length - 1) {
      size /= base;
      unit++;
    }
    return GoFloat.format(size, 'g', digits) + units[unit];
  }

  /** The first 12 digits of an id, without its algorithm (docker: stringid.TruncateID). */
  public static String truncateId(String id) {
    String digits = id.substring(id.indexOf(':') + 1);
    return digits.length() > 12 ? digits.substring(0, 12) : digits;
  }

  /**
   * A text cut to a width with an ellipsis at its end (docker/cli {@code displayutils.go}).
   *
   * @param maxWidth the places on the terminal that it may take
   */
  public static String ellipsis(String s, int maxWidth) {
    if (maxWidth <= 0) {
      return "";
    } else if (maxWidth == 1) {
      return GoStrings.firstRunes(s, 1);
    }
    int total = 0;
    StringBuilder out = new StringBuilder();
    for (int c : s.codePoints().toArray()) {
      total += Columns.isWide(c) ? 2 : 1;
      if (total <= maxWidth - 1) {
        out.appendCodePoint(c);
      }
    }
    boolean keep = total <= maxWidth || out.isEmpty();
    return keep ? s : out.append('…').toString();
  }

  /** The COMMAND column: quoted, and cut to 20 places before that unless asked not to. */
  public static String command(String command, boolean truncate) {
    return GoQuote.quote(truncate ? ellipsis(command, 20) : command);
  }
}
