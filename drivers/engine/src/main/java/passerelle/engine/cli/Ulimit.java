package passerelle.engine.cli;

import java.util.Set;
import passerelle.gotemplate.GoQuote;
import passerelle.text.WordSet;

/** {@code nofile=1024:2048}: a limit's name, soft and hard (docker/go-units ulimit.go). */
final class Ulimit {
  private static final Set<String> NAMES =
      WordSet.of(
          """
          core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime
          sigpending stack
          """);

  private static final String ORDER =
      "ulimit soft limit must be less than or equal to hard limit: ";

  private Ulimit() {}

  /** What is wrong with it; empty when nothing is. */
  static String problem(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return "invalid ulimit argument: " + text;
    }
    String name = text.substring(0, equals);
    if (!NAMES.contains(name)) {
      return "invalid ulimit type: " + name;
    }
    String values = text.substring(equals + 1);
    String[] limits = values.split(":", -1);
    if (limits.length > 2) {
      return "too many limit value arguments - "
          + (values + ", can only have up to two, `soft[:hard]`");
    }
    for (int i = limits.length - 1; i >= 0; i--) {
      if (!limits[i].matches("[+-]?\\d{1,18}")) {
        return "strconv.ParseInt: parsing " + GoQuote.quote(limits[i]) + ": invalid syntax";
      }
    }
    return order(Long.parseLong(limits[0]), Long.parseLong(limits[limits.length - 1]));
  }

  private static String order(long soft, long hard) {
    if (hard == -1 || soft <= hard && soft != -1) {
      return "";
    }
    return soft == -1 ? ORDER + "soft: -1 (unlimited), hard: " + hard : ORDER + soft + " > " + hard;
  }
}
