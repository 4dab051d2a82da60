package passerelle.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.engine.EngineException;
import passerelle.network.NetworkSpec;
import passerelle.network.SubnetSpec;

/** {@code docker network create} (docker/cli network/create.go, api/types/network/ipam.go). */
final class NetworkCreateCommand {
  private NetworkCreateCommand() {}

  static int run(Invocation call) throws EngineException, CliException {
    ParsedFlags flags = call.flags();
    if (flags.on("ipv6")) {
      throw Unmodelled.refuse("option --ipv6");
    }
    if (flags.has("ipv4") && !flags.on("ipv4")) {
      throw Unmodelled.refuse("option --ipv4=false");
    }
    List<SubnetSpec> subnets =
        new IpamOptions(flags, pairs(flags.all("aux-address")), call.style()).specs();
    NetworkSpec spec =
        new NetworkSpec(
            call.arguments().get(0),
            flags.text("driver").orElse("bridge"),
            subnets.isEmpty() ? SubnetSpec.ANY : subnets.get(0),
            flags.on("internal"),
            flags.on("attachable"),
            new TreeMap<>(pairs(flags.all("opt"))),
            pairs(flags.all("label")),
            extras(flags, subnets));
    call.line(call.engine().createNetwork(spec).id());
    return 0;
  }

  private static NetworkSpec.Extras extras(ParsedFlags flags, List<SubnetSpec> subnets)
      throws CliException {
    String scope = flags.text("scope").orElse("");
    if (!List.of("", "local", "swarm").contains(scope)) {
      throw Unmodelled.refuse("option --scope " + scope);
    }
    return new NetworkSpec.Extras(
        subnets.stream().skip(1).flatMap(s -> s.subnet().stream()).toList(),
        flags.text("ipam-driver").orElse("default"),
        pairs(flags.all("ipam-opt")),
        flags.on("config-only"),
        flags.text("config-from").orElse(""),
        flags.on("ingress"),
        scope);
  }

  private static Map<String, String> pairs(List<String> values) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String value : values) {
      int equals = value.indexOf('=');
      pairs.put(
          equals < 0 ? value : value.substring(0, equals),
          equals < 0 ? "" : value.substring(equals + 1));
    }
    return pairs;
  }
}
