package passerelle.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.addr.IpPrefix;
import passerelle.engine.Engine;
import passerelle.engine.EngineProfile;
import passerelle.gotemplate.GoTime;
import passerelle.gotemplate.GoType;
import passerelle.network.Endpoint;
import passerelle.network.Network;
import passerelle.network.NetworkSpec;
import passerelle.network.SubnetSpec;

/** The document of {@code docker network inspect} (daemon/network.go:buildNetworkResource). */
final class NetworkDocument {
  private NetworkDocument() {}

  static Map<String, Object> build(Engine engine, Network network, GoType type) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Name", network.name());
    values.put("Id", network.id());
    values.put("Created", GoTime.json(engine.date(network.created())));
    values.put("Scope", network.scope());
    values.put("Driver", network.spec().driver());
    values.put("EnableIPv4", true);
    values.put("IPAM", ipam(network, engine.profile().answers()));
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
    network
        .pool()
        .ifPresent(
            pool -> {
              Map<String, Object> counts = new LinkedHashMap<>();
              counts.put("IPsInUse", pool.inUse());
              counts.put("DynamicIPsAvailable", pool.available());
              subnets.put(pool.subnet().toString(), counts);
            });
    return Map.of("IPAM", subnets.isEmpty() ? Map.of() : Map.of("Subnets", subnets));
  }

  /** Shows what was asked for; a subnet that was chosen shows the chosen gateway too. */
  private static Map<String, Object> ipam(Network network, EngineProfile.Answers answers) {
    Map<String, Object> ipam = new LinkedHashMap<>();
    NetworkSpec.Extras extras = network.spec().extras();
    ipam.put("Driver", "default");
    ipam.put(
        "Options", network.isPredefined() ? Optional.empty() : new TreeMap<>(extras.ipamOptions()));
    SubnetSpec asked = network.spec().subnet();
    Optional<IpPrefix> subnet = network.subnet().or(asked::subnet);
    if (subnet.isEmpty()) {
      ipam.put("Config", extras.configOnly() ? List.of() : Optional.empty());
      return ipam;
    }
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("Subnet", subnet.get().toString());
    asked.range().ifPresent(range -> config.put("IPRange", range.toString()));
    asked
        .gateway()
        .or(
            () ->
                answers.chosenGateway() || asked.subnet().isEmpty()
                    ? network.gateway()
                    : Optional.empty())
        .ifPresent(gateway -> config.put("Gateway", gateway.toString()));
    if (!asked.auxiliary().isEmpty()) {
      Map<String, Object> auxiliary = new TreeMap<>();
      asked.auxiliary().forEach((name, address) -> auxiliary.put(name, address.toString()));
      config.put("AuxiliaryAddresses", auxiliary);
    }
    ipam.put("Config", List.of(config));
    return ipam;
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
