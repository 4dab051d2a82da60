package passerelle.kernel;

import java.util.Map;
import passerelle.text.Digits;

/**
 * What a process may use of something ({@code setrlimit(2)}).
 *
 * @param resource its name: {@code nofile}
 * @param soft the limit in force, -1 for none; octets, seconds, or a count
 * @param hard the highest that it may be set to, -1 for none
 */
public record ResourceLimit(String resource, long soft, long hard) {
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("core", "c"),
          Map.entry("cpu", "t"),
          Map.entry("data", "d"),
          Map.entry("fsize", "f"),
          Map.entry("locks", "x"),
          Map.entry("memlock", "l"),
          Map.entry("msgqueue", "q"),
          Map.entry("nice", "e"),
          Map.entry("nofile", "n"),
          Map.entry("nproc", "u"),
          Map.entry("rss", "m"),
          Map.entry("rtprio", "r"),
          Map.entry("rttime", "R"),
          Map.entry("sigpending", "i"),
          Map.entry("stack", "s"));

  /** {@code nofile=1024:2048} as Docker takes it: soft, then hard, or both. */
  public static ResourceLimit parse(String text) {
    String[] parts = text.split("[=:]", 3);
    long soft = Digits.orZero(parts.length > 1 ? parts[1] : "");
    return new ResourceLimit(parts[0], soft, parts.length > 2 ? Digits.orZero(parts[2]) : soft);
  }

  /** The option of {@code ulimit} that shows it. */
  public String letter() {
    return LETTERS.getOrDefault(resource, resource);
  }

  /** A limit of it in the units in which {@code ulimit} has it. */
  public long shown(long limit) {
    return limit >= 0 && "cdflms".contains(letter()) ? limit / 1024 : limit;
  }
}
