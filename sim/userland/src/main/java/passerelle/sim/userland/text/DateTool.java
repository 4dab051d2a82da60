package passerelle.sim.userland.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.text.Align;

/** {@code date}: the lab's clock, or another time, in a format (coreutils, lib/nstrftime.c). */
record DateTool(Flavour flavour) {
  private static final Map<String, String> ISO =
      Map.of(
          "", "%F",
          "date", "%F",
          "hours", "%FT%H%:z",
          "minutes", "%FT%H:%M%:z",
          "seconds", "%FT%T%:z",
          "ns", "%FT%T,%N%:z");
  private static final Map<String, String> RFC_3339 =
      Map.of("date", "%F", "seconds", "%F %T%:z", "ns", "%F %T.%N%:z");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "sec", ChronoUnit.SECONDS,
          "second", ChronoUnit.SECONDS,
          "min", ChronoUnit.MINUTES,
          "minute", ChronoUnit.MINUTES,
          "hour", ChronoUnit.HOURS,
          "day", ChronoUnit.DAYS,
          "week", ChronoUnit.WEEKS,
          "month", ChronoUnit.MONTHS,
          "year", ChronoUnit.YEARS);

  void addTo(Toolset.Builder tools, String bin) {
    String words = "utc=u iso-8601=I rfc-3339=f date=d set=s rfc-email=R";
    tools.add(bin, flavour.tool("uRI::d:f:!s:r:", words, this::run), "date");
  }

  private int run(Process self, Options options) {
    ZonedDateTime now = LabClock.now(self).withZoneSameInstant(ZoneOffset.UTC);
    Optional<String> given = options.value('d');
    Optional<ZonedDateTime> time = given.isEmpty() ? Optional.of(now) : parse(given.get(), now);
    Optional<String> wrong =
        options.operands().stream().filter(operand -> !operand.startsWith("+")).findFirst();
    if (time.isEmpty() || wrong.isPresent()) {
      String what = wrong.isPresent() ? wrong.get() : given.orElseThrow();
      boolean gnu = flavour == Flavour.GNU;
      return self.stderr()
          .println("date: invalid date " + (gnu ? "‘" + what + "’" : "'" + what + "'"), 1);
    }
    Optional<String> format = options.operands().stream().map(f -> f.substring(1)).findFirst();
    String otherwise =
        options.has('I')
            ? ISO.getOrDefault(options.value('I').orElse(""), "%F")
            : options.has('f')
                ? RFC_3339.getOrDefault(options.value('f').orElse(""), "%F")
                : options.has('R') ? "%a, %d %b %Y %T %z" : "%a %b %e %T %Z %Y";
    self.stdout().println(format(time.get(), format.orElse(otherwise)));
    return 0;
  }

  /** A date, a time, and steps from there: what people type of {@code parse-datetime.y}. */
  private static Optional<ZonedDateTime> parse(String text, ZonedDateTime now) {
    ZonedDateTime time = now;
    boolean ago = text.endsWith(" ago");
    String[] words = text.replaceFirst(" ago$", "").strip().split("[ T]+");
    try {
      for (int i = 0; i < words.length; i++) {
        String word = words[i].toLowerCase(Locale.ROOT);
        if (word.matches("@-?[0-9]{1,12}([.][0-9]+)?")) {
          long second = Long.parseLong(word.substring(1).replaceFirst("[.].*", ""));
          time = Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC);
        } else if (word.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
          boolean timed = i + 1 < words.length && words[i + 1].contains(":");
          LocalTime at = timed ? time.toLocalTime() : LocalTime.MIDNIGHT;
          time = LocalDate.parse(word).atTime(at).atZone(ZoneOffset.UTC);
        } else if (word.matches("[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?z?")) {
          String digits = word.replace("z", "");
          LocalTime at = LocalTime.parse(digits.indexOf(':') == 1 ? "0" + digits : digits);
          time = time.with(at);
        } else if (word.matches("yesterday|tomorrow")) {
          time = time.plusDays(word.equals("tomorrow") ? 1 : -1);
        } else if (word.matches("[+-]?[0-9]{1,9}|next|last")) {
          long count = word.equals("next") ? 1 : word.equals("last") ? -1 : Long.parseLong(word);
          String name = i + 1 < words.length ? words[++i].replaceFirst("s$", "") : "";
          ChronoUnit unit = UNITS.get(name);
          if (unit == null) {
            return Optional.empty();
          }
          time = time.plus(ago ? -count : count, unit);
        } else if (!word.matches("now|today|utc|gmt|")) {
          return Optional.empty();
        }
      }
      return Optional.of(time);
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  /** Flags, a width and a letter after each percent sign. */
  private static String format(ZonedDateTime time, String format) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      int end = i + 1;
      while (end < format.length() && "-_0^#:".indexOf(format.charAt(end)) >= 0) {
        end++;
      }
      int digits = end;
      while (end < format.length() && Character.isDigit(format.charAt(end))) {
        end++;
      }
      if (format.charAt(i) != '%' || end == format.length()) {
        out.append(format.charAt(i++));
        continue;
      }
      String width = format.substring(digits, end);
      Optional<String> field = field(time, format.charAt(end));
      String flags = format.substring(i + 1, digits);
      out.append(
          field
              .map(f -> shaped(f, flags, width.isEmpty() ? 0 : Integer.parseInt(width)))
              .orElse(format.substring(i, end + 1)));
      i = end + 1;
    }
    return out.toString();
  }

  private static String shaped(String field, String flags, int width) {
    boolean nanos = field.length() == 10 && field.startsWith(".");
    if (nanos) {
      return field.substring(1, 1 + (width == 0 ? 9 : Math.min(9, width)))
          + "0".repeat(Math.max(0, width - 9));
    }
    String text = flags.contains("^") ? field.toUpperCase(Locale.ROOT) : field;
    if (text.equals("+0000") && flags.contains(":")) {
      text = "+00:00";
    }
    boolean number = text.matches("[ 0-9]+");
    if (number && (flags.contains("-") || flags.contains("_"))) {
      String bare = text.replaceFirst("^[ 0]+(?=[0-9])", "");
      int most = flags.contains("-") ? width : Math.max(width, text.length());
      return Align.right(bare, most);
    }
    String pad = number && !flags.contains("_") ? "0" : " ";
    return pad.repeat(Math.max(0, Math.min(200, width) - text.length())) + text;
  }

  private static Optional<String> field(ZonedDateTime time, char letter) {
    String pattern =
        switch (letter) {
          case 'Y' -> "yyyy";
          case 'y' -> "yy";
          case 'm' -> "MM";
          case 'd' -> "dd";
          case 'H' -> "HH";
          case 'I' -> "hh";
          case 'M' -> "mm";
          case 'S' -> "ss";
          case 'F' -> "yyyy-MM-dd";
          case 'T', 'X' -> "HH:mm:ss";
          case 'D', 'x' -> "MM/dd/yy";
          case 'R' -> "HH:mm";
          case 'a' -> "EEE";
          case 'A' -> "EEEE";
          case 'b', 'h' -> "MMM";
          case 'B' -> "MMMM";
          default -> "";
        };
    if (!pattern.isEmpty()) {
      return Optional.of(time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)));
    }
    String half = time.getHour() < 12 ? "AM" : "PM";
    int hour = (time.getHour() + 11) % 12 + 1;
    return Optional.ofNullable(
        switch (letter) {
          case 'e' -> "%2s".formatted(time.getDayOfMonth());
          case 'k' -> "%2s".formatted(time.getHour());
          case 'l' -> "%2s".formatted(hour);
          case 'N' -> String.format(Locale.ROOT, ".%09d", time.getNano());
          case 'p' -> half;
          case 'P' -> half.toLowerCase(Locale.ROOT);
          case 'C' -> Integer.toString(time.getYear() / 100);
          case 'q' -> Integer.toString((time.getMonthValue() + 2) / 3);
          case 'j' -> String.format(Locale.ROOT, "%03d", time.getDayOfYear());
          case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
          case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
          case 'c' -> format(time, "%a %b %e %T %Y");
          case 'r' -> format(time, "%I:%M:%S %p");
          case 's' -> Long.toString(time.toEpochSecond());
          case 'z' -> "+0000";
          case 'Z' -> "UTC";
          case 'n' -> "\n";
          case 't' -> "\t";
          case '%' -> "%";
          default -> null;
        });
  }
}
