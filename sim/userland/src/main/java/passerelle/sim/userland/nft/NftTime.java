package passerelle.sim.userland.nft;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import passerelle.netfilter.TimeMatch;

/** How {@code nft} writes {@code -m time} (extensions/libxt_time.c:time_xlate). */
final class NftTime {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private static final int DAYS = 7;

  private NftTime() {}

  static String text(TimeMatch match) {
    if (match.limitsMonthDays()) {
      return "xt match \"time\"";
    }
    StringBuilder out = new StringBuilder();
    if (match.limitsDates()) {
      out.append("meta time ").append(range(date(match.dateStart()), date(match.dateStop())));
    }
    if (match.limitsTime()) {
      out.append(" meta hour ").append(range(clock(match.dayStart()), clock(match.dayStop())));
    }
    if (match.limitsWeekdays()) {
      List<String> days = new ArrayList<>();
      for (int day = 1; day <= DAYS; day++) {
        if ((match.weekdays() & 1 << day) != 0) {
          days.add("" + day % DAYS);
        }
      }
      String list = String.join(", ", days);
      out.append(" meta day ").append(days.size() == 1 ? list : "{ " + list + " }");
    }
    return out.toString();
  }

  private static String range(String from, String to) {
    return '"' + from + "\"-\"" + to + '"';
  }

  private static String date(long second) {
    return DATE.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
  }

  private static String clock(int second) {
    return CLOCK.format(LocalTime.ofSecondOfDay(second));
  }
}
