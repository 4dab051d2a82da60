package passerelle.web.jdk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * Methods of the JDK that TeaVM lacks; {@code passerelle.web.compiler.Additions} puts calls of them
 * there.
 */
public final class Missing {
  private static final String PERCENT = "\uE000";

  private Missing() {}

  /** TeaVM 0.16.0's Formatter lets %% use up an argument. */
  public static String format(Locale locale, String format, Object[] args) {
    return new Formatter(locale)
        .format(format.replace("%%", PERCENT), args)
        .toString()
        .replace(PERCENT, "%");
  }

  public static String format(String format, Object[] args) {
    return format(Locale.ROOT, format, args);
  }

  public static String formatted(String format, Object[] args) {
    return format(Locale.ROOT, format, args);
  }

  public static Stream<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        lines.add(text.substring(start, i));
        if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines.stream();
  }

  public static String replaceAll(Matcher matcher, Function<MatchResult, String> replacer) {
    matcher.reset();
    StringBuffer out = new StringBuffer();
    while (matcher.find()) {
      matcher.appendReplacement(out, replacer.apply(matcher));
    }
    matcher.appendTail(out);
    return out.toString();
  }

  public static Stream<Object> ofNullable(Object element) {
    return element == null ? Stream.empty() : Stream.of(element);
  }

  public static Stream<MatchResult> results(Matcher matcher) {
    List<MatchResult> results = new ArrayList<>();
    matcher.reset();
    while (matcher.find()) {
      results.add(matcher.toMatchResult());
    }
    return results.stream();
  }

  public static int compare(long[] a, long[] b) {
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i] != b[i]) {
        return Long.compare(a[i], b[i]);
      }
    }
    return a.length - b.length;
  }

  /** The sequence that the documentation of {@code java.util.Random} lays down. */
  public static int nextInt(Random random, int bound) {
    int bits = random.nextInt() >>> 1;
    if ((bound & -bound) == bound) {
      return (int) ((long) bound * bits >> 31);
    }
    int value = bits % bound;
    while (bits - value + (bound - 1) < 0) {
      bits = random.nextInt() >>> 1;
      value = bits % bound;
    }
    return value;
  }

  public static long toSeconds(Duration span) {
    return span.getSeconds();
  }

  public static int toHoursPart(Duration span) {
    return (int) (span.toHours() % 24);
  }

  public static int toMinutesPart(Duration span) {
    return (int) (span.toMinutes() % 60);
  }

  public static int toSecondsPart(Duration span) {
    return (int) (span.getSeconds() % 60);
  }

  public static int toMillisPart(Duration span) {
    return span.getNano() / 1_000_000;
  }

  public static LocalDate ofInstant(Instant moment, ZoneId zone) {
    return moment.atZone(zone).toLocalDate();
  }

  public static long transferTo(Reader in, Writer out) throws IOException {
    char[] buffer = new char[8192];
    long all = 0;
    int n = in.read(buffer, 0, buffer.length);
    while (n >= 0) {
      out.write(buffer, 0, n);
      all += n;
      n = in.read(buffer, 0, buffer.length);
    }
    return all;
  }

  public static void writeBytes(ByteArrayOutputStream out, byte[] bytes) {
    out.write(bytes, 0, bytes.length);
  }

  public static long parseUnsignedLong(String text, int radix) {
    if (text.isEmpty()) {
      throw new NumberFormatException("For input string: \"\"");
    }
    long limit = Long.divideUnsigned(-1L, radix);
    long value = 0;
    for (int i = text.charAt(0) == '+' && text.length() > 1 ? 1 : 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0 || Long.compareUnsigned(value, limit) > 0) {
        throw new NumberFormatException("For input string: \"" + text + "\"");
      }
      long next = value * radix + digit;
      if (Long.compareUnsigned(next, value * radix) < 0) {
        throw new NumberFormatException("For input string: \"" + text + "\"");
      }
      value = next;
    }
    return value;
  }

  public static ByteBuffer slice(ByteBuffer buffer, int index, int length) {
    ByteBuffer part = buffer.duplicate();
    part.clear();
    part.position(index);
    part.limit(index + length);
    return part.slice();
  }

  public static String toString(int codePoint) {
    return new String(Character.toChars(codePoint));
  }

  public static <K, V> SortedMap<K, V> unmodifiableSortedMap(SortedMap<K, V> map) {
    return new TreeMap<>(map);
  }
}
