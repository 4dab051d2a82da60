package passerelle.sim.netfilter;

import java.util.Optional;
import passerelle.netfilter.AddressMatch;
import passerelle.netfilter.ConnlimitMatch;
import passerelle.netfilter.HashlimitMatch;
import passerelle.netfilter.InterfaceMatch;
import passerelle.netfilter.LimitMatch;
import passerelle.netfilter.Match;
import passerelle.netfilter.PortsMatch;
import passerelle.netfilter.ProtocolMatch;
import passerelle.netfilter.QuotaMatch;
import passerelle.netfilter.RecentMatch;
import passerelle.netfilter.Rule;
import passerelle.netfilter.SetMatch;
import passerelle.netfilter.StatisticMatch;

/**
 * Keys by which a rule can be found from a packet, without a twin as {@link ChainIndex} is. A rule
 * has one key, made of its most telling exact condition; a packet has one of each kind. Equal keys
 * do not prove a match, different keys of one kind rule it out.
 */
final class IndexKeys {
  /** Rules without an exact condition: every packet has to look at them. */
  static final int ANY = 0;

  static final int DESTINATION_AND_PORT = 1;
  static final int DESTINATION = 2;
  static final int PORT = 3;
  static final int SOURCE = 4;
  static final int OUT = 5;
  static final int IN = 6;
  static final int KINDS = 7;
  private static final int KIND_SHIFT = 60;

  private IndexKeys() {}

  static int kind(long key) {
    return (int) (key >>> KIND_SHIFT);
  }

  static long of(Rule rule) {
    Optional<Integer> destination = exact(rule, AddressMatch.Side.DESTINATION);
    Optional<Integer> port = port(rule);
    if (destination.isPresent() && port.isPresent()) {
      return both(destination.get(), port.get());
    }
    if (destination.isPresent()) {
      return key(DESTINATION, destination.get());
    }
    if (port.isPresent()) {
      return key(PORT, port.get());
    }
    Optional<Integer> source = exact(rule, AddressMatch.Side.SOURCE);
    if (source.isPresent()) {
      return key(SOURCE, source.get());
    }
    for (Match match : rule.matches()) {
      if (match instanceof InterfaceMatch device
          && device.side() == InterfaceMatch.Side.OUT
          && isExact(device)) {
        return key(OUT, device.name().hashCode());
      }
    }
    for (Match match : rule.matches()) {
      if (match instanceof InterfaceMatch device && isExact(device)) {
        return key(IN, device.name().hashCode());
      }
    }
    return key(ANY, 0);
  }

  /** The key of one kind that a packet has. */
  static long of(int kind, PacketContext packet) {
    return switch (kind) {
      case DESTINATION_AND_PORT ->
          both(
              packet.destination().lastWord(),
              portKey(packet.protocol(), packet.destinationPort()));
      case DESTINATION -> key(DESTINATION, packet.destination().lastWord());
      case PORT -> key(PORT, portKey(packet.protocol(), packet.destinationPort()));
      case SOURCE -> key(SOURCE, packet.source().lastWord());
      case OUT -> key(OUT, packet.outName().hashCode());
      case IN -> key(IN, packet.inName().hashCode());
      default -> key(ANY, 0);
    };
  }

  private static long key(int kind, int value) {
    return (long) kind << KIND_SHIFT | value & 0xffff_ffffL;
  }

  /** The end of an address, protocol and port take 56 bits. */
  private static long both(int destination, int port) {
    return (long) DESTINATION_AND_PORT << KIND_SHIFT
        | (destination & 0xffff_ffffL) << 24
        | port & 0xff_ffffL;
  }

  private static int portKey(int protocol, int port) {
    return protocol << 16 | port;
  }

  private static Optional<Integer> exact(Rule rule, AddressMatch.Side side) {
    for (Match match : rule.matches()) {
      if (match instanceof AddressMatch address
          && address.side() == side
          && !address.negated()
          && address.network().isHost()) {
        return Optional.of(address.network().address().lastWord());
      }
    }
    return Optional.empty();
  }

  /** A single destination port together with a protocol that is not negated. */
  private static Optional<Integer> port(Rule rule) {
    Optional<Integer> protocol = Optional.empty();
    for (Match match : rule.matches()) {
      if (match instanceof ProtocolMatch p && !p.negated()) {
        protocol = Optional.of(p.protocol());
      }
      if (remembers(match)) {
        // What counts packets must see those of other ports too when it stands before them.
        return Optional.empty();
      }
      if (match instanceof PortsMatch ports
          && protocol.isPresent()
          && !ports.negations().destination()
          && ports.destination().filter(r -> r.isSingle()).isPresent()) {
        return Optional.of(portKey(protocol.get(), ports.destination().get().first()));
      }
    }
    return Optional.empty();
  }

  private static boolean remembers(Match match) {
    return match instanceof LimitMatch
        || match instanceof StatisticMatch
        || match instanceof ConnlimitMatch
        || match instanceof RecentMatch
        || match instanceof HashlimitMatch
        || match instanceof QuotaMatch
        || match instanceof SetMatch;
  }

  private static boolean isExact(InterfaceMatch match) {
    return !match.negated() && !match.name().endsWith("+");
  }
}
