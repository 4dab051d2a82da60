package passerelle.scenarios.slides;

import java.util.List;

/**
 * The file {@code /etc/resolv.conf} of a container, of which the engine takes some over from the
 * author's machine: its domains, its options, who has written it (resolv.conf(5)).
 */
final class ResolvConf {
  private static final String OF_THE_HOST =
      "(?:edns0|trust-ad|rotate|single-request\\S*|timeout:\\d+|attempts:\\d+)";

  private ResolvConf() {}

  /** Whether lines are those of the file. */
  static boolean is(List<String> lines) {
    return lines.stream().anyMatch(line -> line.matches("nameserver [0-9a-f.:]+\\s*"));
  }

  /** A line without what another machine has; nothing where that is all of it. */
  static String withoutHost(String line) {
    return line.matches("\\s*(?:[#;].*|(?:search|domain) .*)")
        ? ""
        : line.replaceAll("(?<=\\s)" + OF_THE_HOST + "(?:\\s|$)", "")
            .replaceFirst("^options\\s*$", "");
  }
}
