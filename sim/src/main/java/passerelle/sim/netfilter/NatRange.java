package passerelle.sim.netfilter;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Ipv4Address;
import passerelle.netfilter.NatTarget;
import passerelle.netfilter.PortRange;

/**
 * From what a translation may choose ({@code struct nf_nat_range2}).
 *
 * @param low lowest address as 32 bits, when addresses are given
 * @param high highest address
 * @param ports the ports or identifiers to choose from; empty for "as it is, if that is free"
 * @param basePort original port that maps to the first one of a shifted range
 * @param random start the search for a port anywhere
 * @param fullyRandom do so even when the port is free
 * @param persistent the same address for a client whatever its destination
 */
record NatRange(
    OptionalInt low,
    OptionalInt high,
    Optional<PortRange> ports,
    OptionalInt basePort,
    boolean random,
    boolean fullyRandom,
    boolean persistent) {

  static NatRange of(NatTarget target) {
    OptionalInt low = OptionalInt.empty();
    OptionalInt high = OptionalInt.empty();
    if (target.addresses().isPresent()
        && target.addresses().get().first() instanceof Ipv4Address first
        && target.addresses().get().last() instanceof Ipv4Address last) {
      low = OptionalInt.of(first.bits());
      high = OptionalInt.of(last.bits());
    }
    return new NatRange(
        low,
        high,
        target.ports(),
        target.basePort(),
        target.flags().contains(NatTarget.Flag.RANDOM),
        target.flags().contains(NatTarget.Flag.RANDOM_FULLY),
        target.flags().contains(NatTarget.Flag.PERSISTENT));
  }

  /** The range of one address, everything else free: a null binding. */
  static NatRange single(int address) {
    OptionalInt only = OptionalInt.of(address);
    return new NatRange(only, only, Optional.empty(), OptionalInt.empty(), false, false, false);
  }

  /** The same choice of ports for one address, as MASQUERADE and REDIRECT determine it. */
  NatRange at(int address) {
    OptionalInt only = OptionalInt.of(address);
    return new NatRange(only, only, ports, basePort, random, fullyRandom, persistent);
  }

  boolean isRandom() {
    return random || fullyRandom;
  }

  boolean containsAddress(int address) {
    return low.isEmpty()
        || Integer.compareUnsigned(address, low.getAsInt()) >= 0
            && Integer.compareUnsigned(address, high.getAsInt()) <= 0;
  }

  boolean containsPort(int port) {
    return ports.isEmpty() || ports.get().contains(port);
  }
}
