package passerelle.firewall;

import passerelle.addr.Ipv4Prefix;

/**
 * What a firewall must know of a bridge network.
 *
 * @param device the Linux bridge
 * @param subnet the network's addresses
 * @param internal nothing goes in or out
 * @param icc containers of the network may talk to each other
 * @param masquerade packets that leave the network get the host's address
 */
public record BridgeRules(
    String device, Ipv4Prefix subnet, boolean internal, boolean icc, boolean masquerade) {}
