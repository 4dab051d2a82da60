package passerelle.scenarios.slides;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What BusyBox's ping prints, and that of macOS and of the BSDs, in the words of iputils: which of
 * them answers is a matter of the image, or of the author's machine.
 */
final class OtherPing {
  private static final Pattern HEAD = Pattern.compile("(PING \\S+ \\(\\S+\\)): \\d+ data bytes");
  private static final Pattern ANY_HEAD = Pattern.compile("PING \\S+ .*");
  private static final Pattern ANSWER =
      Pattern.compile("(\\d+ bytes from \\S+): (?:icmp_)?seq=(\\d+ ttl=.*)");
  private static final Pattern COUNT =
      Pattern.compile(
          "(\\d+ packets transmitted, \\d+)(?: packets)? received,(?: \\+\\d+"
              + " (?:errors|duplicates),)* ([\\d.]+% packet loss)(?:, time \\d+ms)?");
  private static final Pattern TIMES =
      Pattern.compile("(?:rtt|round-trip) min/avg/max(?:/(?:mdev|stddev))? = .*");

  /** What each says of a packet that nothing came back for. */
  private static final Pattern LOST =
      Pattern.compile("From \\S+ icmp_seq=\\d+ .*|Request timeout for icmp_seq \\d+|pipe \\d+");

  private OtherPing() {}

  /** Whether lines were printed by one of the others. */
  static boolean is(List<String> lines) {
    return lines.stream().anyMatch(line -> HEAD.matcher(line.strip()).matches());
  }

  /** Whether they are of any ping. */
  static boolean isAny(List<String> lines) {
    return lines.stream().anyMatch(line -> ANY_HEAD.matcher(line.strip()).matches());
  }

  /** The same lines in common words. */
  static List<String> common(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> !LOST.matcher(line).matches())
        .map(line -> HEAD.matcher(line).replaceFirst("$1 56(84) bytes of data."))
        .map(line -> ANSWER.matcher(line).replaceFirst("$1: icmp_seq=$2"))
        .map(line -> COUNT.matcher(line).replaceFirst("$1 received, $2, time 0ms"))
        .map(line -> TIMES.matcher(line).replaceFirst("rtt min/avg/max/mdev = 0/0/0/0 ms"))
        .toList();
  }
}
