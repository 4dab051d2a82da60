package passerelle.netfilter;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code -m time}: dates, days and times of day (extensions/libxt_time.c).
 *
 * @param dateStart seconds since 1970 from which on it holds
 * @param dateStop seconds since 1970 up to which it holds
 * @param dayStart second of the day, 0..86399
 * @param dayStop second of the day, 0..86399; before {@code dayStart}: on the next day
 * @param weekdays bit 1 for Monday to bit 7 for Sunday
 * @param monthDays bit 1 for the first to bit 31
 * @param kernelZone times are those of the kernel's time zone, which is UTC as well
 * @param contiguous a time over midnight belongs to the day on which it began
 */
public record TimeMatch(
    long dateStart,
    long dateStop,
    int dayStart,
    int dayStop,
    int weekdays,
    int monthDays,
    boolean kernelZone,
    boolean contiguous)
    implements Match {
  private static final long LAST_DATE = Integer.MAX_VALUE;
  private static final int LAST_SECOND = 24 * 60 * 60 - 1;
  private static final int ALL_WEEKDAYS = 0xfe;
  private static final int ALL_MONTHDAYS = 0xffff_fffe;
  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

  static final Extension<Match> EXTENSION =
      Extension.of(
          "time",
          TimeMatch::parse,
          Option.value("datestart"),
          Option.value("datestop"),
          Option.value("timestart"),
          Option.value("timestop"),
          Option.value("weekdays").orNot(),
          Option.value("monthdays").orNot(),
          Option.flag("contiguous"),
          Option.flag("kerneltz"),
          Option.flag("utc"),
          Option.flag("localtz"));

  private static Match parse(OptionValues values) throws IptablesException {
    if (values.has("localtz")) {
      throw IptablesException.unmodelled("option --localtz of match time");
    }
    int weekdays = values.has("weekdays") ? weekdays(values.word("weekdays")) : ALL_WEEKDAYS;
    int monthDays = values.has("monthdays") ? monthDays(values.word("monthdays")) : ALL_MONTHDAYS;
    TimeMatch match = of(values, weekdays, monthDays);
    if (match.contiguous && match.dayStart < match.dayStop) {
      throw IptablesException.incomplete(
          "time: --contiguous only makes sense when stoptime is smaller than starttime");
    }
    return match;
  }

  private static TimeMatch of(OptionValues values, int weekdays, int monthDays)
      throws IptablesException {
    return new TimeMatch(
        values.has("datestart") ? date(values.word("datestart")) : 0,
        values.has("datestop") ? date(values.word("datestop")) : LAST_DATE,
        values.has("timestart") ? time(values.word("timestart")) : 0,
        values.has("timestop") ? time(values.word("timestop")) : LAST_SECOND,
        values.negated("weekdays") ? ~weekdays & ALL_WEEKDAYS : weekdays,
        values.negated("monthdays") ? ~monthDays & ALL_MONTHDAYS : monthDays,
        values.has("kerneltz"),
        values.has("contiguous"));
  }

  /** {@code YYYY[-MM[-DD[Thh[:mm[:ss]]]]]}. */
  private static long date(String text) throws IptablesException {
    String[] halves = text.split("T", 2);
    String[] day = halves[0].split("-", -1);
    try {
      int year = Integer.parseInt(day[0]);
      int month = day.length > 1 ? Integer.parseInt(day[1]) : 1;
      int dayOfMonth = day.length > 2 ? Integer.parseInt(day[2]) : 1;
      LocalDateTime start = LocalDateTime.of(year, month, dayOfMonth, 0, 0);
      int seconds =
          halves.length > 1
              ? time((halves[1] + ":00").replaceFirst("^([0-9]+:[0-9]+:[0-9]+):00$", "$1"))
              : 0;
      if (year >= 1970 && year <= 2038 && day.length <= 3) {
        return start.toEpochSecond(ZoneOffset.UTC) + seconds;
      }
    } catch (NumberFormatException | java.time.DateTimeException malformed) {
      throw badDate(text);
    }
    throw badDate(text);
  }

  private static IptablesException badDate(String text) {
    return IptablesException.parameter(
        "Invalid date \"" + text + "\" specified. Should be YYYY[-MM[-DD[Thh[:mm[:ss]]]]]");
  }

  /** {@code hh:mm[:ss]}. */
  private static int time(String text) throws IptablesException {
    String[] parts = text.split(":", -1);
    boolean numbers = text.matches("[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2})?");
    if (numbers) {
      int hour = Integer.parseInt(parts[0]);
      int minute = Integer.parseInt(parts[1]);
      int second = parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
      if (hour < 24 && minute < 60 && second < 60) {
        return (hour * 60 + minute) * 60 + second;
      }
    }
    throw IptablesException.parameter(
        "invalid time \""
            + text
            + "\" specified, should be hh:mm[:ss] format and within the boundaries");
  }

  private static int weekdays(String text) throws IptablesException {
    int days = 0;
    for (String word : text.split(",", -1)) {
      int day = word.matches("[1-7]") ? Integer.parseInt(word) : named(word);
      if (day == 0) {
        throw IptablesException.parameter(word + " is not a valid day specifier");
      }
      days |= 1 << day;
    }
    return days;
  }

  private static int named(String word) {
    for (int i = 0; i < DAYS.size(); i++) {
      String name = DAYS.get(i);
      if (word.equals(name) || word.equals(name.substring(0, 2))) {
        return i + 1;
      }
    }
    return 0;
  }

  private static int monthDays(String text) throws IptablesException {
    int days = 0;
    for (String word : text.split(",", -1)) {
      int day = Numbers.parse(word, 31).orElse(0);
      if (day == 0) {
        throw IptablesException.parameter(word + " is not a valid day for --monthdays");
      }
      days |= 1 << day;
    }
    return days;
  }

  /** Whether it holds at a moment (net/netfilter/xt_time.c:time_mt). */
  public boolean holdsAt(long epochSecond) {
    if (epochSecond < dateStart || epochSecond > dateStop) {
      return false;
    }
    int second = (int) (epochSecond % (LAST_SECOND + 1));
    long day = epochSecond;
    if (dayStart < dayStop) {
      if (second < dayStart || second > dayStop) {
        return false;
      }
    } else if (second < dayStart && second > dayStop) {
      return false;
    } else if (contiguous && second <= dayStop) {
      day -= LAST_SECOND + 1;
    }
    LocalDateTime date = LocalDateTime.ofEpochSecond(day, 0, ZoneOffset.UTC);
    return (weekdays & 1 << date.getDayOfWeek().getValue()) != 0
        && (monthDays & 1 << date.getDayOfMonth()) != 0;
  }

  private static String clock(int second) {
    return String.format(
        Locale.ROOT, "%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
  }

  private static String dateText(long second) {
    return DATE.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
  }

  private String weekdayWords() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < DAYS.size(); i++) {
      if ((weekdays & 2 << i) != 0) {
        words.add(DAYS.get(i));
      }
    }
    return String.join(",", words);
  }

  private String monthDayWords(boolean ordinal) {
    List<String> words = new ArrayList<>();
    for (int day = 1; day <= 31; day++) {
      if ((monthDays & 1 << day) != 0) {
        words.add(day + (ordinal ? suffix(day) : ""));
      }
    }
    return String.join(",", words);
  }

  private static String suffix(int day) {
    if (day / 10 == 1) {
      return "th";
    }
    return switch (day % 10) {
      case 1 -> "st";
      case 2 -> "nd";
      case 3 -> "rd";
      default -> "th";
    };
  }

  /** Not all dates up to the last that a 32-bit clock knows. */
  public boolean limitsDates() {
    return dateStart != 0 || dateStop != LAST_DATE;
  }

  public boolean limitsWeekdays() {
    return weekdays != ALL_WEEKDAYS;
  }

  public boolean limitsMonthDays() {
    return monthDays != ALL_MONTHDAYS;
  }

  /** Not the whole day. */
  public boolean limitsTime() {
    return dayStart != 0 || dayStop != LAST_SECOND;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.time(this);
  }

  @Override
  public String text() {
    return "-m time"
        + (limitsTime() ? " --timestart " + clock(dayStart) + " --timestop " + clock(dayStop) : "")
        + (!limitsMonthDays() ? "" : " --monthdays " + monthDayWords(false))
        + (!limitsWeekdays() ? "" : " --weekdays " + weekdayWords())
        + (dateStart == 0 ? "" : " --datestart " + dateText(dateStart))
        + " --datestop "
        + dateText(dateStop)
        + (kernelZone ? " --kerneltz" : "")
        + (contiguous ? " --contiguous" : "");
  }

  @Override
  public String listing(ListingStyle style) {
    return "TIME"
        + (limitsTime() ? " from " + clock(dayStart) + " to " + clock(dayStop) : "")
        + (!limitsWeekdays() ? "" : " on " + weekdayWords())
        + (!limitsMonthDays() ? "" : " on " + monthDayWords(true))
        + (dateStart == 0 ? "" : " starting from " + dateText(dateStart).replace('T', ' '))
        + (dateStop == LAST_DATE ? "" : " until date " + dateText(dateStop).replace('T', ' '))
        + (kernelZone ? "" : " UTC")
        + (contiguous ? " contiguous" : "");
  }
}
