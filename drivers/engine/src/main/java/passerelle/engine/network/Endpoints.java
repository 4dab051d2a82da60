package passerelle.engine.network;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.Identities;
import passerelle.network.AddressPool;
import passerelle.network.Endpoint;
import passerelle.network.EndpointOptions;
import passerelle.network.EndpointSpec;
import passerelle.network.Network;
import passerelle.network.NetworkException;
import passerelle.network.Subnet;

/** Makes endpoints: an address from the network's pool, a hardware address, names. */
public record Endpoints(EngineProfile profile, Identities identities) {
  /** An endpoint that is in no sandbox yet. */
  Endpoint make(Container container, EndpointSpec spec, Network network) throws EngineException {
    EndpointOptions options = options(spec);
    checkLinkLocal(spec);
    if (network.options().sharesMac() && spec.mac().isPresent()) {
      throw EngineException.system(
          "ipvlan interfaces do not support custom mac address assignment");
    }
    Optional<IpAddress> wanted = spec.address().flatMap(Family.IPV4::parse);
    AddressPool pool =
        wanted
            .flatMap(network::subnetOf)
            .map(Subnet::pool)
            .orElseGet(() -> network.pool().orElseThrow());
    if (wanted.isPresent() && !pool.take(wanted.get())) {
      throw EngineException.forbidden("Address already in use");
    }
    Optional<IpAddress> address = wanted.isPresent() ? wanted : pool.take();
    if (address.isEmpty()) {
      throw EngineException.system(
          "no available IPv4 addresses on this network's address pools: "
              + (network.name() + " (" + network.id() + ")"));
    }
    Endpoint endpoint =
        new Endpoint(
            identities.id(),
            network,
            spec,
            options,
            address,
            mac(spec, network, address),
            identities.vethName());
    endpoint.containerName(container.name());
    if (network.isUserDefined()) {
      endpoint.dnsNames(dnsNames(container, spec));
    }
    return endpoint;
  }

  /** The hardware address that is asked for, or a new one, where interfaces have their own. */
  private Optional<MacAddress> mac(
      EndpointSpec spec, Network network, Optional<IpAddress> address) {
    return network.options().sharesMac()
        ? Optional.empty()
        : spec.mac().or(() -> address.map(a -> profile.containerMac(identities, a)));
  }

  private static void checkLinkLocal(EndpointSpec spec) throws EngineException {
    for (String address : spec.linkLocal()) {
      boolean isOne = address.startsWith("169.254.") || address.matches("(?i)fe[89ab].:.*");
      if (!isOne) {
        throw EngineException.bad("invalid link local IP address: " + address);
      }
    }
  }

  private EndpointOptions options(EndpointSpec spec) throws EngineException {
    try {
      return EndpointOptions.of(spec.options(), profile.unknownOptions());
    } catch (NetworkException e) {
      throw EngineException.refused(e);
    }
  }

  static List<String> dnsNames(Container container, EndpointSpec spec) {
    Set<String> names = new LinkedHashSet<>();
    names.add(container.name());
    names.addAll(spec.aliases());
    names.add(container.shortId());
    names.add(container.hostname());
    return List.copyOf(names);
  }

  /** The container has another name, by which it is found from now on. */
  public static void rename(Endpoint endpoint, Container container) {
    endpoint.containerName(container.name());
    if (endpoint.network().isUserDefined()) {
      endpoint.dnsNames(dnsNames(container, endpoint.spec()));
    }
  }

  /** Gives the address back. */
  static void release(Endpoint endpoint) {
    endpoint
        .address()
        .ifPresent(a -> endpoint.network().subnetOf(a).ifPresent(s -> s.pool().release(a)));
  }
}
