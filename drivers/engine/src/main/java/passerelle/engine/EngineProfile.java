package passerelle.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.driver.BridgeManner;
import passerelle.driver.VethLayout;
import passerelle.firewall.Firewall;
import passerelle.netfilter.FirewallBackend;
import passerelle.network.Ipam;
import passerelle.network.PortMapping;
import passerelle.network.WireOptions;

/** Everything in which engine versions differ, as strategies. */
public interface EngineProfile extends Versioned {

  /** The version's name. */
  default String label() {
    return version().label();
  }

  /** What {@code docker version} says of the engine and of its client. */
  Versions versions();

  /** The rules that it writes, by the backend that the daemon is told to use. */
  Map<FirewallBackend, Firewall.Maker> firewalls();

  /** How it lays veth pairs. */
  VethLayout veth();

  /** What else its bridge driver does in its own way. */
  BridgeManner bridge();

  /** What its drivers macvlan and ipvlan do in their own way. */
  WireOptions.Manner wires();

  /** Which default subnet it takes next. */
  Ipam.Order poolOrder();

  /** Hardware address of a new bridge. */
  MacAddress bridgeMac(Identities identities);

  /** Hardware address of a container's interface. */
  MacAddress containerMac(Identities identities, IpAddress address);

  /** The command line of the userland proxy of a published port. */
  List<String> proxyCommand(PortMapping mapping);

  /** Driver options of networks and endpoints that it takes for any other word. */
  default Set<String> unknownOptions() {
    return Set.of();
  }

  /** What a container does not see of /proc and /sys. */
  List<String> maskedPaths();

  /** In which manner links set environment variables. */
  Links.Manner linkVariables();

  /** Where on the host a container's file system is while it runs. */
  default String rootfs(Container container) {
    return has(Trait.KEEPS_LAYERS_APART)
        ? "/var/lib/docker/overlay2/" + Identities.derived("layer", container.id()) + "/merged"
        : "/var/lib/docker/rootfs/overlayfs/" + container.id();
  }

  /** What it says. */
  Wording wording();

  /** The profile of a version's name. */
  static Optional<EngineProfile> of(String label) {
    return EngineVersion.of(label).map(EngineVersion::profile);
  }

  /**
   * Version numbers.
   *
   * @param edition whose build it is, empty when it does not say
   * @param engine the engine's and its client's
   * @param api the newest API
   * @param oldestApi the oldest API that it still speaks
   * @param clientCommit what the client is built from
   * @param engineCommit what the engine is built from
   * @param built when
   * @param compose the version of Docker Compose that comes with it
   */
  record Versions(
      String edition,
      String engine,
      String api,
      String oldestApi,
      String clientCommit,
      String engineCommit,
      String built,
      String compose) {}
}
