package passerelle.cli.why.question;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.cli.lab.Lab;
import passerelle.kernel.LinkView;
import passerelle.kernel.op.RouteSpec;
import passerelle.lab.LabTopology;
import passerelle.network.Network;

/** Questions to the routes of namespaces, and to the networks behind their devices. */
public final class Routing {
  private static final List<Integer> TABLES =
      List.of(RouteSpec.LOCAL, RouteSpec.MAIN, RouteSpec.DEFAULT);

  private Routing() {}

  /**
   * The route that a packet of no rule's takes ({@code fib_lookup}): in the first table that has
   * one the longest prefix, and of these the lowest metric.
   */
  public static Optional<RouteSpec> find(Lab lab, String netns, IpAddress to) {
    List<RouteSpec> routes = lab.kernel().view().routes(netns);
    for (int table : TABLES) {
      Optional<RouteSpec> best =
          routes.stream()
              .filter(route -> route.table() == table && route.destination().contains(to))
              .max(
                  Comparator.comparingInt((RouteSpec route) -> route.destination().length())
                      .thenComparing(RouteSpec::metric, Comparator.reverseOrder()));
      if (best.filter(route -> route.type() != RouteSpec.Type.THROW).isPresent()) {
        return best;
      }
    }
    return Optional.empty();
  }

  /** As {@code ip route del} takes a route. */
  public static String words(RouteSpec route) {
    StringBuilder words = new StringBuilder();
    if (route.type() != RouteSpec.Type.UNICAST) {
      words.append(route.type().name().toLowerCase(java.util.Locale.ROOT)).append(' ');
    }
    words.append(prefix(route.destination()));
    route.gateway().ifPresent(gateway -> words.append(" via ").append(gateway));
    route
        .device()
        .filter(d -> route.gateway().isEmpty())
        .ifPresent(d -> words.append(" dev ").append(d));
    return words.toString();
  }

  /** As people write a prefix: a host without its length. */
  public static String prefix(IpPrefix prefix) {
    if (prefix.isAll()) {
      return "default";
    }
    return prefix.isHost() ? prefix.network().toString() : prefix.toString();
  }

  /** The network that a device of the host is. */
  public static Optional<Network> network(Lab lab, String netns, String device) {
    return netns.equals(LabTopology.HOST)
        ? lab.engine().networks().stream()
            .filter(n -> n.device().filter(device::equals).isPresent())
            .findFirst()
        : Optional.empty();
  }

  /** The network of a container that an address is of. */
  public static Optional<Network> network(Lab lab, IpAddress address) {
    return lab.engine().networks().stream()
        .filter(n -> n.subnet().filter(subnet -> subnet.contains(address)).isPresent())
        .findFirst();
  }

  /** Whether a device of a namespace has this address. */
  public static boolean has(Lab lab, String netns, IpAddress address) {
    return links(lab, netns).stream().anyMatch(link -> has(link, address));
  }

  /** Whether a device has this address. */
  public static boolean has(LinkView link, IpAddress address) {
    return link.addresses().stream().anyMatch(inet -> inet.address().address().equals(address));
  }

  /** The devices of a namespace; none of one that went with its container. */
  public static List<LinkView> links(Lab lab, String netns) {
    return lab.kernel().view().exists(netns) ? lab.kernel().view().links(netns) : List.of();
  }

  /** Whether no device has an address of a subnet. */
  public static boolean isVacant(Lab lab, IpPrefix subnet) {
    return lab.namespaces().stream()
        .flatMap(netns -> links(lab, netns).stream())
        .flatMap(link -> link.addresses().stream())
        .noneMatch(inet -> subnet.contains(inet.address().address()));
  }

  /** All namespaces in which an address is that of a device. */
  public static List<String> holders(Lab lab, IpAddress address) {
    return lab.namespaces().stream().filter(netns -> has(lab, netns, address)).toList();
  }
}
