package passerelle.cli.why.question;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.ProbeTarget.Protocol;

/**
 * Whether one place reaches another.
 *
 * @param from a machine or a container
 * @param host a name, as a program in {@code from} would look it up, or an address; one of IPv6 in
 *     brackets
 * @param port 1..65535; 0 for ICMP
 * @param protocol by what
 */
public record Question(String from, String host, int port, Protocol protocol) {
  private static final Pattern TARGET =
      Pattern.compile(
          "(?:([a-z]+)://)?(\\[[0-9A-Fa-f:.]+]|[^/:\\s]+)(?::([0-9]{1,5}))?(?:/(\\S*))?");

  private static final int HIGHEST_PORT = 65535;

  /**
   * Reads what follows the place that asks: {@code db:5432}, {@code db:53/udp}, {@code db}, {@code
   * db 5432}, {@code db icmp} or a URL.
   *
   * @return empty where it is none of these
   */
  public static Optional<Question> of(String from, List<String> words) {
    String text = String.join(" ", words).replaceFirst("^(\\S+) ([0-9]+)\\b", "$1:$2");
    Matcher target = TARGET.matcher(text.replace(' ', '/'));
    if (!target.matches()) {
      return Optional.empty();
    }
    Optional<String> scheme = Optional.ofNullable(target.group(1));
    String rest = target.group(4) == null ? "" : target.group(4).toLowerCase(Locale.ROOT);
    int port =
        target.group(3) == null
            ? scheme.map(s -> s.equals("https") ? 443 : 80).orElse(0)
            : Integer.parseInt(target.group(3));
    Optional<Protocol> protocol =
        scheme.isPresent() || rest.isEmpty()
            ? Optional.of(port == 0 ? Protocol.ICMP : Protocol.TCP)
            : protocol(rest);
    boolean zero = target.group(3) != null && port == 0;
    return protocol
        .filter(p -> (p == Protocol.ICMP) == (port == 0) && port <= HIGHEST_PORT && !zero)
        .map(p -> new Question(from, target.group(2), port, p));
  }

  private static Optional<Protocol> protocol(String name) {
    return List.of(Protocol.values()).stream()
        .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /** The target as it is typed: {@code db:5432}, {@code db:53/udp}, {@code db}. */
  public String target() {
    return host + (port == 0 ? "" : ":" + port) + (protocol == Protocol.UDP ? "/udp" : "");
  }

  /** Port and protocol: {@code 80/tcp}. */
  public String service() {
    return port + "/" + transport();
  }

  /** The protocol as sockets and rules call it: {@code tcp}. */
  public String transport() {
    return protocol.name().toLowerCase(Locale.ROOT);
  }

  /** The same for another target. */
  public Question at(String otherHost, int otherPort) {
    return new Question(from, otherHost, otherPort, protocol);
  }

  /** The same by another protocol. */
  public Question by(Protocol other) {
    return new Question(from, host, port, other);
  }
}
