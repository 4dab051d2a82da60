package passerelle.capture;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.text.Resources;

/**
 * The names of ports, as getservbyname(3) and getservbyport(3) read them from Debian 13's
 * /etc/services (package netbase).
 */
public final class Services {
  private static final Services DEBIAN = load();

  private final Map<String, Integer> portByName = new HashMap<>();
  private final Map<String, String> nameByPort = new HashMap<>();

  private Services() {}

  /** Debian's table. */
  public static Services debian() {
    return DEBIAN;
  }

  /** The port of a service name or alias over {@code protocol}, {@code tcp} or {@code udp}. */
  public OptionalInt port(String name, String protocol) {
    Integer port = portByName.get(name + "/" + protocol);
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** The first name of a port over {@code protocol}, {@code tcp} or {@code udp}. */
  public Optional<String> name(int port, String protocol) {
    return Optional.ofNullable(nameByPort.get(port + "/" + protocol));
  }

  private static Services load() {
    Services services = new Services();
    Resources.rows(Services.class, "services").forEach(services::add);
    return services;
  }

  private void add(String line) {
    String[] words = line.split(" ");
    String[] portAndProtocol = words[1].split("/");
    nameByPort.putIfAbsent(words[1], words[0]);
    for (int i = 0; i < words.length; i++) {
      if (i != 1) {
        portByName.putIfAbsent(
            words[i] + "/" + portAndProtocol[1], Integer.parseInt(portAndProtocol[0]));
      }
    }
  }
}
