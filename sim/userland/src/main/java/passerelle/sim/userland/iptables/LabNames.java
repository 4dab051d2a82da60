package passerelle.sim.userland.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.capture.Services;
import passerelle.netfilter.NameService;

/**
 * Names from files: Debian's /etc/services and /etc/networks, and the /etc/hosts of the place. The
 * name server is not asked.
 */
public final class LabNames implements NameService {
  private static final Map<String, String> NETWORKS =
      Map.of("0.0.0.0", "default", "127.0.0.0", "loopback", "169.254.0.0", "link-local");
  private static final List<String> PROTOCOLS = List.of("tcp", "udp");

  private final List<Host> hosts = new ArrayList<>();

  private record Host(IpAddress address, List<String> names) {}

  /** Reads the text of a hosts file. */
  public LabNames(String etcHosts) {
    for (String line : etcHosts.lines().toList()) {
      String[] words = line.replaceAll("#.*", "").strip().split("[ \t]+");
      Optional<IpAddress> address = IpAddress.parse(words[0]);
      if (address.isPresent() && words.length > 1) {
        hosts.add(new Host(address.get(), List.of(words).subList(1, words.length)));
      }
    }
  }

  @Override
  public OptionalInt port(String name, String protocol) {
    for (String each : protocol.isEmpty() ? PROTOCOLS : List.of(protocol)) {
      OptionalInt port = Services.debian().port(name, each);
      if (port.isPresent()) {
        return port;
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public Optional<String> service(int port, String protocol) {
    for (String each : protocol.isEmpty() ? PROTOCOLS : List.of(protocol)) {
      Optional<String> name = Services.debian().name(port, each);
      if (name.isPresent()) {
        return name;
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> host(IpAddress address) {
    return hosts.stream()
        .filter(h -> h.address.equals(address))
        .map(h -> h.names.get(0))
        .findFirst()
        .or(() -> Optional.ofNullable(NETWORKS.get(address.toString())));
  }

  @Override
  public Optional<IpAddress> address(String host, Family family) {
    int width = family == Family.IPV4 ? 32 : 128;
    return hosts.stream()
        .filter(h -> h.address.width() == width && h.names.contains(host))
        .map(Host::address)
        .findFirst();
  }
}
