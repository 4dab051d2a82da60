package passerelle.sim.uapi;

import java.util.List;
import java.util.Optional;
import passerelle.netfilter.Hook;
import passerelle.netfilter.Policy;

/**
 * A chain as the kernel tells it ({@code NFT_MSG_GETCHAIN}).
 *
 * @param hook where packets enter it, if it is built in
 * @param policy of a built-in chain
 * @param packets how many the policy applied to
 * @param bytes octets of those packets
 * @param references rules that lead to it
 * @param handle its number in the table; 0 of a built-in one that nobody has used yet
 */
public record ChainInfo(
    String name,
    Optional<Hook> hook,
    Policy policy,
    long packets,
    long bytes,
    int references,
    long handle,
    List<RuleInfo> rules) {}
