package passerelle.sim.netfilter;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.netfilter.NatTarget;
import passerelle.netfilter.PortRange;

/**
 * From what a translation may choose ({@code struct nf_nat_range2}).
 *
 * @param low lowest address, when addresses are given
 * @param high highest address
 * @param ports the ports or identifiers to choose from; empty for "as it is, if that is free"
 * @param basePort original port that maps to the first one of a shifted range
 * @param random start the search for a port anywhere
 * @param fullyRandom do so even when the port is free
 * @param persistent the same address for a client whatever its destination
 */
record NatRange(
    Optional<IpAddress> low,
    Optional<IpAddress> high,
    Optional<PortRange> ports,
    OptionalInt basePort,
    boolean random,
    boolean fullyRandom,
    boolean persistent) {

  static NatRange of(NatTarget target) {
    return new NatRange(
        target.addresses().map(NatTarget.Range::first),
        target.addresses().map(NatTarget.Range::last),
        target.ports(),
        target.basePort(),
        target.flags().contains(NatTarget.Flag.RANDOM),
        target.flags().contains(NatTarget.Flag.RANDOM_FULLY),
        target.flags().contains(NatTarget.Flag.PERSISTENT));
  }

  /** The range of one address, everything else free: a null binding. */
  static NatRange single(IpAddress address) {
    Optional<IpAddress> only = Optional.of(address);
    return new NatRange(only, only, Optional.empty(), OptionalInt.empty(), false, false, false);
  }

  /** The same choice of ports for one address, as MASQUERADE and REDIRECT determine it. */
  NatRange at(IpAddress address) {
    Optional<IpAddress> only = Optional.of(address);
    return new NatRange(only, only, ports, basePort, random, fullyRandom, persistent);
  }

  boolean isRandom() {
    return random || fullyRandom;
  }

  boolean containsAddress(IpAddress address) {
    return low.isEmpty() || address.compareTo(low.get()) >= 0 && address.compareTo(high.get()) <= 0;
  }

  boolean containsPort(int port) {
    return ports.isEmpty() || ports.get().contains(port);
  }
}
