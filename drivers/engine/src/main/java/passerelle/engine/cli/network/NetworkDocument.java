package passerelle.engine.cli.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.engine.EngineProfile;
import passerelle.engine.Trait;
import passerelle.engine.cli.Shape;
import passerelle.engine.compose.Project;
import passerelle.engine.daemon.Engine;
import passerelle.gotemplate.GoTime;
import passerelle.gotemplate.GoType;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.NetworkSpec;
import passerelle.network.Subnet;
import passerelle.network.SubnetSpec;

/** The document of {@code docker network inspect} (daemon/network.go:buildNetworkResource). */
public final class NetworkDocument {
  private NetworkDocument() {}

  public static Map<String, Object> build(Engine engine, Network network, GoType type) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Name", network.name());
    values.put("Id", network.id());
    values.put("Created", GoTime.json(engine.date(network.created())));
    values.put("Scope", network.scope());
    values.put("Driver", network.spec().driver());
    values.put("EnableIPv4", true);
    values.put("IPAM", ipam(network, engine.profile()));
    values.put("Internal", network.spec().internal());
    values.put("Attachable", network.spec().attachable());
    Map<String, Object> containers = new TreeMap<>();
    network.endpoints().forEach((id, e) -> containers.put(id, endpoint(e)));
    values.put("ConfigFrom", Map.of("Network", network.spec().extras().configFrom()));
    values.put("ConfigOnly", network.spec().extras().configOnly());
    values.put("Containers", containers);
    values.put("Options", new TreeMap<>(network.spec().options()));
    values.put("Labels", new TreeMap<>(network.spec().labels()));
    values.put("Status", status(network));
    return Shape.complete(type, values);
  }

  /** How full the network is; Engine 29 has a field for it. */
  private static Map<String, Object> status(Network network) {
    Map<String, Object> subnets = new LinkedHashMap<>();
    for (Subnet subnet : network.subnets()) {
      Map<String, Object> counts = new LinkedHashMap<>();
      counts.put("IPsInUse", subnet.pool().inUse());
      counts.put("DynamicIPsAvailable", subnet.pool().available());
      subnets.put(subnet.prefix().toString(), counts);
    }
    return Map.of("IPAM", subnets.isEmpty() ? Map.of() : Map.of("Subnets", subnets));
  }

  /** Shows what was asked for; a subnet that was chosen shows the chosen gateway too. */
  private static Map<String, Object> ipam(Network network, EngineProfile profile) {
    Map<String, Object> ipam = new LinkedHashMap<>();
    NetworkSpec.Extras extras = network.spec().extras();
    ipam.put("Driver", "default");
    // Docker's own command always tells of options; who makes a network for compose does not.
    boolean untold = network.isPredefined() || network.spec().labels().containsKey(Project.LABEL);
    ipam.put("Options", untold ? Optional.empty() : new TreeMap<>(extras.ipamOptions()));
    SubnetSpec asked = network.spec().subnet();
    Optional<IpPrefix> subnet = network.subnet().or(asked::subnet);
    if (subnet.isEmpty()) {
      ipam.put("Config", Optional.empty());
      return ipam;
    }
    List<Map<String, Object>> config = new ArrayList<>();
    config.add(subnet(subnet.get(), asked, network.gateway(), profile));
    network.subnets().stream()
        .skip(1)
        .forEach(s -> config.add(subnet(s.prefix(), s.asked(), s.gateway(), profile)));
    ipam.put("Config", config);
    return ipam;
  }

  private static Map<String, Object> subnet(
      IpPrefix prefix, SubnetSpec asked, Optional<IpAddress> gateway, EngineProfile profile) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("Subnet", prefix.toString());
    asked.range().ifPresent(range -> config.put("IPRange", range.toString()));
    asked
        .gateway()
        .or(
            () ->
                profile.has(Trait.TELLS_CHOSEN_GATEWAY) || asked.subnet().isEmpty()
                    ? gateway
                    : Optional.empty())
        .ifPresent(address -> config.put("Gateway", address.toString()));
    if (!asked.auxiliary().isEmpty()) {
      Map<String, Object> auxiliary = new TreeMap<>();
      asked.auxiliary().forEach((name, address) -> auxiliary.put(name, address.toString()));
      config.put("AuxiliaryAddresses", auxiliary);
    }
    return config;
  }

  private static Map<String, Object> endpoint(Endpoint endpoint) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Name", endpoint.containerName());
    values.put("EndpointID", endpoint.id());
    values.put("MacAddress", endpoint.mac().map(Object::toString).orElse(""));
    values.put("IPv4Address", endpoint.interfaceAddress().map(Object::toString).orElse(""));
    values.put("IPv6Address", "");
    return values;
  }
}
