package passerelle.sim.uapi;

import passerelle.netfilter.Rule;

/**
 * A rule as the kernel tells it ({@code NFT_MSG_GETRULE}).
 *
 * @param text as {@code iptables -S} shows it behind the chain's name
 * @param handle its number in the table
 * @param packets how many it applied to
 * @param bytes octets of those packets
 */
public record RuleInfo(Rule rule, String text, long handle, long packets, long bytes) {}
