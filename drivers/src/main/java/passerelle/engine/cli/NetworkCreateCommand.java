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
    for (String option : List.of("ipv6", "config-from", "config-only", "ingress", "ipam-opt")) {
      if (flags.has(option)) {
        throw Unmodelled.refuse("option --" + option);
      }
    }
    if (flags.has("ipv4") && !flags.on("ipv4")) {
      throw Unmodelled.refuse("option --ipv4=false");
    }
    if (!flags.text("scope").orElse("local").equals("local")) {
      throw Unmodelled.refuse("option --scope " + flags.text("scope").orElse(""));
    }
    String driver = flags.text("driver").orElse("bridge");
    SubnetSpec subnet =
        new IpamOptions(flags, pairs(flags.all("aux-address")), call.style()).spec();
    NetworkSpec spec =
        new NetworkSpec(
            call.arguments().get(0),
            driver,
            subnet,
            flags.on("internal"),
            flags.on("attachable"),
            new TreeMap<>(pairs(flags.all("opt"))),
            pairs(flags.all("label")));
    call.line(call.engine().createNetwork(spec).id());
    return 0;
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
