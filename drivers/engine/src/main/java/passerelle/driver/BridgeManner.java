package passerelle.driver;

/**
 * In what engine versions' bridge drivers differ, rules and cables aside.
 *
 * @param forwardsWithNetworks each network makes the host a router, not the engine's start
 * @param filtersForHairpin bridged packets must pass iptables where there is no userland proxy, and
 *     not only where containers of one network may not talk to each other
 * @param filtersAlways the engine loads the module br_netfilter as it starts, so that bridged
 *     packets pass iptables from then on; later ones do only where rules need it (moby's pull
 *     request 48492)
 */
public record BridgeManner(
    boolean forwardsWithNetworks, boolean filtersForHairpin, boolean filtersAlways) {}
