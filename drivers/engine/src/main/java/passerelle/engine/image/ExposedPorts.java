package passerelle.engine.image;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import passerelle.text.Cut;

/**
 * The ports that a word of EXPOSE stands for: {@code 80}, {@code 53/udp}, {@code 3000-3003}. A
 * host's address and port before them say nothing there (go-connections nat/nat.go:ParsePortSpec).
 */
public final class ExposedPorts {
  /** Those that a port may have. */
  public static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");

  private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
  private static final int LAST = 65535;

  private final String ports;
  private final String protocol;

  /** As it stands in a Dockerfile, its variables filled in. */
  public ExposedPorts(String word) {
    Cut target = Cut.first(word.substring(word.lastIndexOf(':') + 1), "/");
    ports = target.before();
    protocol = target.after().isEmpty() ? "tcp" : target.after().toLowerCase(Locale.ROOT);
  }

  /** Its port or its range of ports, as it is typed. */
  public String ports() {
    return ports;
  }

  /** In small letters; tcp where none is named. */
  public String protocol() {
    return protocol;
  }

  /** What cannot be read: {@code containerPort: abc}; empty where all can. */
  public String unread() {
    Matcher range = RANGE.matcher(ports);
    if (!range.matches() || first(range) > last(range) || last(range) > LAST) {
      return "containerPort: " + ports;
    }
    return PROTOCOLS.contains(protocol) ? "" : "proto: " + protocol;
  }

  /** Each port with its protocol; none where it cannot be read. */
  public List<String> all() {
    Matcher range = RANGE.matcher(ports);
    return !unread().isEmpty() || !range.matches()
        ? List.of()
        : IntStream.rangeClosed(first(range), last(range))
            .mapToObj(port -> port + "/" + protocol)
            .toList();
  }

  private static int first(Matcher range) {
    return Integer.parseInt(range.group(1));
  }

  private static int last(Matcher range) {
    return range.group(2) == null ? first(range) : Integer.parseInt(range.group(2));
  }
}
