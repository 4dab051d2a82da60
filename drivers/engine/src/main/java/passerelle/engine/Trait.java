package passerelle.engine;

import static passerelle.engine.EngineVersion.V26_1;
import static passerelle.engine.EngineVersion.V28_5;
import static passerelle.engine.EngineVersion.V29_1;

import java.util.List;

/** What some versions of the engine or of its client do and others do not. */
public enum Trait {
  /** docker0 leaves a network that {@code --fixed-cidr} is no part of. */
  MOVES_DEFAULT_BRIDGE(V28_5, V29_1),

  /** It tells of a container's networks before the container's task is made. */
  JOINS_BEFORE_TASK(V26_1),

  /** A container does not start on networks that exclude each other (host and none). */
  CHECKS_NETWORKS_AT_START(V28_5, V29_1),

  /** It tells once more of a container that {@code docker network disconnect} takes off. */
  TELLS_DISCONNECTING(V26_1),

  /** Its image store knows layers by themselves, not as blobs of a manifest. */
  KEEPS_LAYERS_APART(V26_1, V28_5),

  /** On leaving a network, lines of /etc/hosts go by their names, not by their addresses. */
  FORGETS_HOSTS_BY_NAME(V26_1),

  /**
   * Driver options of a network choose its address families; where not, the client says of each
   * network whether it has IPv6, and that holds.
   */
  OPTIONS_CHOOSE_FAMILIES(V28_5, V29_1),

  /**
   * Links are written whenever a container joins the default bridge (addLegacyLinks), not only as
   * it starts: libnetwork/etchosts:Delete looks at names only, and the default bridge has none.
   */
  WRITES_LINKS_ON_JOIN(V28_5, V29_1),

  /** The embedded DNS server asks public servers when the host has none. */
  FALLS_BACK_TO_PUBLIC_SERVERS(V26_1),

  /**
   * The embedded DNS server asks all of the host's servers from the host's namespace, not only
   * those on the host's loopback interface.
   */
  FORWARDS_FROM_HOST(V28_5, V29_1),

  /** All that keeps the client from the daemon is told alike, not by what it asked. */
  NAMES_NO_QUESTION(V29_1),

  /** The client names capabilities by their whole names, each once, and sorts them. */
  NORMALIZES_CAPABILITIES(V28_5, V29_1),

  /** The client itself refuses {@code --link} on a network that is not the user's. */
  REFUSES_LINKS(V26_1),

  /**
   * INT and TERM are caught: they cancel what the command waits for, and the third one ends it by
   * force. Where not, the first one ends it.
   */
  COUNTS_SIGNALS(V28_5, V29_1),

  /** The port and protocol of {@code -p} are looked at before the address. */
  CHECKS_PORT_FIRST(V28_5, V29_1),

  /** {@code docker run -a stdin} does not wait for what it does not show; it tells its id. */
  LEAVES_UNSEEN(V26_1),

  /** {@code docker images} can tell how many containers use each. */
  COUNTS_CONTAINERS(V28_5, V29_1),

  /** {@code docker inspect --type ''} asks for no type at all. */
  NEEDS_TYPE(V28_5, V29_1),

  /**
   * {@code docker context ls --format json} tells what kind of place each is, in an order of its
   * own.
   */
  TELLS_CONTEXT_TYPE(V26_1),

  /** {@code docker stop --time} is called {@code --timeout}. */
  RENAMES_TIME(V28_5, V29_1),

  /** {@code --network} takes {@code gw-priority}. */
  KNOWS_GATEWAY_PRIORITY(V28_5, V29_1),

  /** The client reads a range before it looks for the range's subnet. */
  READS_RANGES(V28_5, V29_1),

  /** {@code docker images} tells what images take and whether they are used. */
  LISTS_USAGE(V29_1),

  /** {@code docker network ls} knows that networks may be without IPv4. */
  KNOWS_IPV4_NETWORKS(V28_5, V29_1),

  /** Addresses of IPv6 stand in brackets in the column PORTS. */
  SHOWS_BRACKETS(V28_5, V29_1),

  /** The column PORTS has ports that are reached by the container's own address. */
  SHOWS_ROUTED_PORTS(V26_1, V28_5),

  /** Several ports are published in ascending order; otherwise in descending order. */
  PUBLISHES_ASCENDING(V28_5, V29_1),

  /**
   * A port is taken for all addresses together, and one of all addresses for each single one too;
   * otherwise each address gets a port by itself.
   */
  TAKES_PORTS_TOGETHER(V28_5, V29_1),

  /**
   * A container whose ports could not be published at its start has lost that network, and starts
   * without it from then on (moby issue 51758).
   */
  DISCONNECTS_ON_FAILURE(V29_1),

  /** Exposed ports are told only when an endpoint leads out. */
  TELLS_PORTS_OF_GATEWAY(V26_1, V28_5),

  /** When a process of the host has a port of a range, the next one is tried. */
  RETRIES_RANGES(V28_5, V29_1),

  /** The client looks at link-local addresses, not the daemon. */
  READS_LINK_LOCAL(V29_1),

  /** A network's gateway is told even when only its subnet was asked for. */
  TELLS_CHOSEN_GATEWAY(V29_1),

  /** Servers for names are an empty list when none are given, otherwise null. */
  TELLS_EMPTY_LISTS(V26_1, V28_5),

  /** A container that has ended still tells its last sandbox. */
  TELLS_FORMER_SANDBOX(V26_1);

  private final List<EngineVersion> versions;

  Trait(EngineVersion... versions) {
    this.versions = List.of(versions);
  }

  boolean isOf(EngineVersion version) {
    return versions.contains(version);
  }
}
