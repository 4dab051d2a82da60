package passerelle.sim.netfilter;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import passerelle.addr.IpAddress;
import passerelle.netfilter.AddrtypeMatch;
import passerelle.sim.link.Device;

/** {@code -m addrtype} (net/netfilter/xt_addrtype.c). */
final class AddrtypeCondition implements Condition {
  private final Set<String> source;
  private final Set<String> destination;
  private final AddrtypeMatch match;

  AddrtypeCondition(AddrtypeMatch match) {
    this.match = match;
    source = names(match.source());
    destination = names(match.destination());
  }

  private static Set<String> names(Optional<Set<AddrtypeMatch.AddressType>> types) {
    return types.orElse(EnumSet.noneOf(AddrtypeMatch.AddressType.class)).stream()
        .map(AddrtypeMatch.AddressType::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean test(PacketContext packet) {
    Optional<Device> device =
        switch (match.limit()) {
          case NONE -> Optional.empty();
          case IN -> packet.in();
          case OUT -> packet.out();
        };
    return (match.source().isEmpty()
            || is(source, packet.skb().ip().source(), device, packet) != match.sourceNegated())
        && (match.destination().isEmpty()
            || is(destination, packet.skb().ip().destination(), device, packet)
                != match.destinationNegated());
  }

  private static boolean is(
      Set<String> types, IpAddress address, Optional<Device> device, PacketContext packet) {
    return types.contains(packet.services().addressType(address, device));
  }
}
