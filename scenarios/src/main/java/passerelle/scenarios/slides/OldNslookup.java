package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What BusyBox's nslookup printed before 1.31 (2019; Alpine had the old one until 3.10), as it
 * prints the same today: it numbered addresses and put the names behind them that it was told.
 */
final class OldNslookup {
  private static final Pattern NAME = Pattern.compile("Name: +(\\S+)\\s*");
  private static final Pattern ADDRESS = Pattern.compile("Address \\d+: (\\S+)(?: \\S+)?\\s*");

  /** What it said besides, as the server's own name was asked for. */
  private static final Pattern ASIDE = Pattern.compile("nslookup: can't resolve '\\(null\\)'.*");

  private static final Pattern NO_NAME =
      Pattern.compile("nslookup: can't resolve '([^']+)'(?:: .*)?");

  private OldNslookup() {}

  /** Whether lines were printed by it. */
  static boolean is(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .anyMatch(line -> ADDRESS.matcher(line).matches() || NO_NAME.matcher(line).matches());
  }

  /** The same lines in the words of today. */
  static List<String> today(List<String> lines) {
    List<String> today = new ArrayList<>();
    String name = "";
    for (String line : lines) {
      Matcher named = NAME.matcher(line.strip());
      Matcher address = ADDRESS.matcher(line.strip());
      Matcher none = NO_NAME.matcher(line.strip());
      if (named.matches()) {
        name = named.group(1);
      } else if (address.matches() && name.isEmpty()) {
        today.add("Address: " + address.group(1) + ":53");
      } else if (address.matches()) {
        today.addAll(List.of("Name: " + name, "Address: " + address.group(1)));
      } else if (!ASIDE.matcher(line.strip()).matches()) {
        today.add(none.matches() ? "** server can't find " + none.group(1) + ": NXDOMAIN" : line);
      }
    }
    return today;
  }
}
