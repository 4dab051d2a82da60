package passerelle.cli.why.question;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Lookup;
import passerelle.cli.lab.Sites;
import passerelle.lab.LabTopology;

/**
 * Names as those mean them who ask: an address, a name that the place's own resolver knows, or a
 * machine; on a machine, or in a namespace made by hand, also a container, a service or such a
 * namespace, by whose address it is reached there.
 */
public record Names(Lab lab) {
  /** Looks a name up from a place. */
  public Lookup of(Sites.Site from, String host) {
    Optional<IpAddress> literal =
        Family.IPV4.parse(host).or(() -> Family.IPV6.parse(host.replaceFirst("^\\[(.*)]$", "$1")));
    if (literal.isPresent()) {
      return new Lookup(Lookup.Outcome.FOUND, List.of(literal.get()));
    }
    Sites sites = new Sites(lab);
    boolean machine = lab.machines().contains(host);
    boolean nameless = lab.machines().contains(from.name()) || from.isMadeByHand();
    if (machine || nameless && (isContainer(host) || sites.find(host).isPresent())) {
      String there = onHost(host) ? LabTopology.HOST : host;
      Optional<IpAddress> known =
          there.equals(from.name()) ? Optional.of(Family.IPV4.loopback()) : sites.address(there);
      return known
          .map(address -> new Lookup(Lookup.Outcome.FOUND, addresses(there, address)))
          .orElse(new Lookup(Lookup.Outcome.UNKNOWN, List.of()));
    }
    if (host.equals("localhost")) {
      return new Lookup(
          Lookup.Outcome.FOUND, List.of(Family.IPV4.loopback(), Family.IPV6.loopback()));
    }
    return lab.lookup(from, host);
  }

  /** Servers of the Internet have an address each, all of them on one machine. */
  private List<IpAddress> addresses(String machine, IpAddress first) {
    return machine.equals(LabTopology.INTERNET)
        ? Stream.concat(
                Stream.of(first),
                Routing.links(lab, machine).stream()
                    .flatMap(link -> link.addresses().stream())
                    .map(inet -> inet.address().address())
                    .filter(address -> address.family() == Family.IPV4 && !address.isLoopback()))
            .distinct()
            .toList()
        : List.of(first);
  }

  /** A container that lives in the host's namespace. */
  private boolean onHost(String host) {
    return lab.engine().containers().stream()
        .anyMatch(c -> c.name().equals(host) && Engines.isOnHost(c));
  }

  private boolean isContainer(String host) {
    return lab.engine().containers().stream().anyMatch(c -> c.name().equals(host));
  }
}
