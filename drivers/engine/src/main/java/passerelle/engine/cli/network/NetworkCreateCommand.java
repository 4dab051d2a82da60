package passerelle.engine.cli.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.engine.EngineException;
import passerelle.engine.Trait;
import passerelle.engine.Wording;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Unmodelled;
import passerelle.gotemplate.GoBool;
import passerelle.network.NetworkSpec;
import passerelle.network.SubnetSpec;

/** {@code docker network create} (docker/cli network/create.go, api/types/network/ipam.go). */
public final class NetworkCreateCommand {
  private NetworkCreateCommand() {}

  public static int run(Invocation call) throws EngineException, CliException {
    ParsedFlags flags = call.flags();
    Map<String, String> options = new TreeMap<>(flags.pairs("opt"));
    if (call.engine().profile().wording().has(Trait.OPTIONS_CHOOSE_FAMILIES)) {
      boolean four = wants(flags, options, "ipv4", true);
      boolean six = wants(flags, options, "ipv6", false);
      if (!four && !six) {
        throw EngineException.bad("IPv4 or IPv6 must be enabled");
      }
    }
    if (flags.on("ipv6")) {
      throw Unmodelled.refuse("option --ipv6");
    }
    if (flags.has("ipv4") && !flags.on("ipv4")) {
      throw Unmodelled.refuse("option --ipv4=false");
    }
    checkFamily(call, options, "com.docker.network.enable_ipv4", true);
    checkFamily(call, options, "com.docker.network.enable_ipv6", false);
    List<SubnetSpec> subnets =
        new IpamOptions(flags, flags.pairs("aux-address"), call.style()).specs();
    NetworkSpec spec =
        new NetworkSpec(
            call.arguments().get(0),
            flags.text("driver").filter(d -> !d.isEmpty()).orElse("bridge"),
            subnets.isEmpty() ? SubnetSpec.ANY : subnets.get(0),
            flags.on("internal"),
            flags.on("attachable"),
            options,
            flags.pairs("label"),
            extras(flags, subnets));
    call.line(call.engine().createNetwork(spec).id());
    return 0;
  }

  /** Whether the network is to have an address family: a flag takes the driver option's place. */
  private static boolean wants(
      ParsedFlags flags, Map<String, String> options, String family, boolean usual) {
    String option = "com.docker.network.enable_" + family;
    if (flags.has(family)) {
      options.remove(option);
      return flags.on(family);
    }
    return GoBool.parse(options.getOrDefault(option, "")).orElse(usual);
  }

  /** An address family that a driver option gives or takes (daemon/network.go:createNetwork). */
  private static void checkFamily(
      Invocation call, Map<String, String> options, String option, boolean usual)
      throws EngineException, CliException {
    String value = options.getOrDefault(option, String.valueOf(usual));
    Wording wording = call.engine().profile().wording();
    boolean on = GoBool.isTrue(value);
    if (GoBool.parse(value).isEmpty()) {
      Optional<String> refusal = wording.familyRefused(option, value);
      if (refusal.isPresent()) {
        throw EngineException.bad(refusal.get());
      }
    } else if (on != usual && wording.has(Trait.OPTIONS_CHOOSE_FAMILIES)) {
      throw Unmodelled.refuse("option " + option + "=" + value);
    }
  }

  private static NetworkSpec.Extras extras(ParsedFlags flags, List<SubnetSpec> subnets)
      throws CliException {
    return new NetworkSpec.Extras(
        subnets.stream().skip(1).toList(),
        flags.text("ipam-driver").orElse("default"),
        flags.pairs("ipam-opt"),
        flags.on("config-only"),
        flags.text("config-from").orElse(""),
        flags.on("ingress"),
        flags.text("scope").orElse(""));
  }
}
