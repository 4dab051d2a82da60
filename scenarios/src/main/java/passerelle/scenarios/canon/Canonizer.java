package passerelle.scenarios.canon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings single lines of a text into canonical form. Lines are independent but for the MAC
 * addresses that the whole text makes fixed; naming values is left to the caller, so that lines can
 * be compared one by one.
 *
 * <p>While the patterns run, a value stands in the line as a mark: its class and its number in the
 * line between two Unicode noncharacters. Like the {@code <id1>} of the executable definition a
 * mark begins and ends with what is neither word nor blank, so later patterns see the same borders.
 */
public record Canonizer(FixedMacs fixed) {
  /**
   * Stands for {@code [..]} in a line to be matched: a Unicode noncharacter, so that no pattern
   * takes it for part of a value.
   */
  public static final char ANYTHING = '\uFDD5';

  private static final char FIRST_MARK = '\uFDD0';
  private static final char OPEN = '\uFDD6';
  private static final char CLOSE = '\uFDD7';
  private static final Pattern RESERVED = Pattern.compile("[\uFDD0-\uFDD4\uFDD6\uFDD7]");
  private static final Pattern MARK = Pattern.compile(OPEN + "[a-z]+(\\d{1,9})" + CLOSE);

  private static final String EPHEMERAL =
      "(?:3276[89]|327[7-9]\\d|32[89]\\d\\d|3[3-9]\\d{3}|[45]\\d{4}|60\\d{3})";
  private static final Pattern LONG_ID = Regex.python("\\b[0-9a-f]{64}\\b");
  private static final Pattern SHORT_ID =
      Regex.python("(?<![0-9a-f:./-])[0-9a-f]{12}(?![0-9a-f:])");
  private static final Pattern ID_IN_NAME =
      Regex.python("(?:(?<=br-)|(?<=/netns/))[0-9a-f]{12}\\b");
  private static final Pattern MAC = Regex.python("\\b(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}\\b");
  private static final Pattern BRIDGE_ID = Regex.python("\\b8000\\.([0-9a-f]{12})\\b");
  private static final Pattern VETH = Regex.python("\\bveth[0-9a-f]{7}\\b");
  private static final Pattern LINK_LOCAL = Regex.python("\\bfe80::(?!ff:fe00:)[0-9a-f:]+");
  private static final Pattern DNS_PORT = Regex.python("(?<=127\\.0\\.0\\.11:)\\d{4,5}\\b");
  private static final Pattern CONNTRACK_PORT =
      Regex.python("(?:(?<=\\bsport=)|(?<=\\bdport=))" + EPHEMERAL + "\\b");
  private static final Pattern NFT_PORT =
      Regex.python(
          "(?:(?<=ip saddr 127\\.0\\.0\\.11 udp sport )|(?<=ip saddr 127\\.0\\.0\\.11 tcp sport ))"
              + EPHEMERAL
              + "\\b");
  private static final Pattern CAPTURED_PORT =
      Regex.python("(?<=[0-9a-f]\\.)" + EPHEMERAL + "(?=[ :])");

  /** The character that stands for a value of this class in a {@link CanonicalLine#shape}. */
  public static char mark(ValueClass kind) {
    return (char) (FIRST_MARK + kind.ordinal());
  }

  /** Whether a character of a shape stands for a value. */
  public static boolean isMark(char c) {
    return c >= FIRST_MARK && c < FIRST_MARK + ValueClass.values().length;
  }

  /** A text in which no character can be taken for a mark. */
  public static String plain(String text) {
    return RESERVED.matcher(text).replaceAll("\uFFFD");
  }

  /** The canonical form of one line, without its line end. */
  public CanonicalLine line(String raw) {
    String line = Regex.stripEnd(raw);
    if (Erasures.DROPPED.matcher(line).find()) {
      return CanonicalLine.DROPPED;
    }
    List<Value> seen = new ArrayList<>();
    String marked = markValues(plain(line), seen);
    return unmark(Erasures.apply(marked), seen);
  }

  private String markValues(String raw, List<Value> seen) {
    Function<MatchResult, String> id = m -> mark(seen, ValueClass.ID, m.group().substring(0, 12));
    Function<MatchResult, String> port = m -> mark(seen, ValueClass.PORT, m.group());
    String line = LONG_ID.matcher(raw).replaceAll(id);
    line = SHORT_ID.matcher(line).replaceAll(id);
    line = ID_IN_NAME.matcher(line).replaceAll(id);
    line = replace(":", MAC, line, m -> mac(seen, m.group().toLowerCase(Locale.ROOT)));
    line =
        replace(
            "8000.",
            BRIDGE_ID,
            line,
            m -> "8000." + mark(seen, ValueClass.MAC, colons(m.group(1))));
    line = replace("veth", VETH, line, m -> mark(seen, ValueClass.VETH, m.group()));
    line = replace("fe80::", LINK_LOCAL, line, m -> mark(seen, ValueClass.LL, m.group()));
    line = replace("127.0.0.11:", DNS_PORT, line, port);
    line = replace("port=", CONNTRACK_PORT, line, port);
    if (Erasures.TCPDUMP.matcher(line).find()) {
      line = CAPTURED_PORT.matcher(line).replaceAll(port);
    }
    line = replace("ip saddr 127.0.0.11 ", NFT_PORT, line, port);
    return line;
  }

  /** Replaces all matches; a line without a text that they all need is quickly done. */
  private static String replace(
      String needs, Pattern pattern, String line, Function<MatchResult, String> by) {
    return line.contains(needs) ? pattern.matcher(line).replaceAll(by) : line;
  }

  private String mac(List<Value> seen, String mac) {
    return fixed.contains(mac) ? mac : mark(seen, ValueClass.MAC, mac);
  }

  private static String colons(String digits) {
    return digits.replaceAll("(..)(?=.)", "$1:");
  }

  private static String mark(List<Value> seen, ValueClass kind, String key) {
    seen.add(new Value(kind, key));
    return OPEN + kind.label() + (seen.size() - 1) + CLOSE;
  }

  private static CanonicalLine unmark(String marked, List<Value> seen) {
    List<Value> values = new ArrayList<>();
    Matcher m = MARK.matcher(marked);
    String shape =
        m.replaceAll(
            found -> {
              Value value = seen.get(Integer.parseInt(found.group(1)));
              values.add(value);
              return String.valueOf(mark(value.kind()));
            });
    return new CanonicalLine(shape, List.copyOf(values), List.copyOf(seen), false);
  }
}
