package passerelle.sim.netfilter;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.IpAddress;
import passerelle.netfilter.ConntrackCondition;
import passerelle.netfilter.ConntrackCondition.CtState;
import passerelle.netfilter.ConntrackMatch;
import passerelle.netfilter.MarkMatch;

/** What rules ask of the packet's connection (net/netfilter/xt_conntrack.c:conntrack_mt). */
final class ConntrackConditions {
  private ConntrackConditions() {}

  static Condition of(ConntrackMatch match) {
    Condition[] all =
        match.conditions().stream().map(ConntrackConditions::one).toArray(Condition[]::new);
    return packet -> TransportConditions.all(all, packet);
  }

  private static Condition one(ConntrackCondition condition) {
    if (condition instanceof ConntrackCondition.State state) {
      EnumSet<CtState> states = EnumSet.noneOf(CtState.class);
      states.addAll(state.states());
      return packet -> state(packet, states) != state.negated();
    }
    boolean negated = condition.negated();
    return packet -> {
      Optional<Tracking> tracking = packet.tracking();
      return tracking.isPresent() && holds(condition, tracking.get(), packet) != negated;
    };
  }

  private static boolean state(PacketContext packet, Set<CtState> states) {
    if (packet.skb().isUntracked()) {
      return states.contains(CtState.UNTRACKED);
    }
    if (packet.skb().tracking().isEmpty()) {
      return states.contains(CtState.INVALID);
    }
    Tracking tracking = packet.tracking().orElseThrow();
    CtState state =
        switch (tracking.state()) {
          case NEW -> CtState.NEW;
          case RELATED, RELATED_REPLY -> CtState.RELATED;
          case ESTABLISHED, ESTABLISHED_REPLY -> CtState.ESTABLISHED;
        };
    return states.contains(state)
        || states.contains(CtState.SNAT) && tracking.connection().isSourceNat()
        || states.contains(CtState.DNAT) && tracking.connection().isDestinationNat();
  }

  /** {@code NF_CT_STATE_BIT} of what the packet is to its connection. */
  static long stateBit(PacketContext packet) {
    if (packet.skb().isUntracked()) {
      return 64;
    }
    if (packet.tracking().isEmpty()) {
      return 1;
    }
    return switch (packet.tracking().get().state()) {
      case NEW -> 8;
      case RELATED, RELATED_REPLY -> 4;
      case ESTABLISHED, ESTABLISHED_REPLY -> 2;
    };
  }

  private static boolean holds(
      ConntrackCondition condition, Tracking tracking, PacketContext packet) {
    Connection connection = tracking.connection();
    if (condition instanceof ConntrackCondition.Protocol protocol) {
      return connection.protocol() == protocol.protocol();
    }
    if (condition instanceof ConntrackCondition.Address address) {
      Tuple tuple = tuple(connection, address.part());
      IpAddress of = isSource(address.part()) ? tuple.source() : tuple.destination();
      return address.network().contains(of);
    }
    if (condition instanceof ConntrackCondition.Port port) {
      Tuple tuple = tuple(connection, port.part());
      return port.ports()
          .contains(isSource(port.part()) ? tuple.sourceId() : tuple.destinationId());
    }
    if (condition instanceof ConntrackCondition.Direction direction) {
      return tracking.state().isReply() == direction.reply();
    }
    if (condition instanceof ConntrackCondition.Expire expire) {
      long left = connection.secondsLeft(packet.skb().machine().now());
      return left >= expire.low() && left <= expire.high();
    }
    return condition instanceof ConntrackCondition.Status status && status(connection, status);
  }

  private static boolean status(Connection connection, ConntrackCondition.Status status) {
    if (status.statuses().isEmpty()) {
      return !connection.hasSeenReply() && !connection.isAssured() && !connection.isConfirmed();
    }
    for (ConntrackCondition.CtStatus one : status.statuses()) {
      boolean has =
          switch (one) {
            case EXPECTED -> false;
            case SEEN_REPLY -> connection.hasSeenReply();
            case ASSURED -> connection.isAssured();
            case CONFIRMED -> connection.isConfirmed();
          };
      if (has) {
        return true;
      }
    }
    return false;
  }

  private static Tuple tuple(Connection connection, ConntrackCondition.Part part) {
    return switch (part) {
      case ORIGSRC, ORIGDST -> connection.original();
      case REPLSRC, REPLDST -> connection.reply();
    };
  }

  private static boolean isSource(ConntrackCondition.Part part) {
    return part == ConntrackCondition.Part.ORIGSRC || part == ConntrackCondition.Part.REPLSRC;
  }

  /** {@code -m mark} and {@code -m connmark}. */
  static Condition mark(MarkMatch match) {
    if (!match.connection()) {
      return packet -> (packet.skb().mark() & match.mask()) == match.value() != match.negated();
    }
    return packet -> {
      Optional<Tracking> tracking = packet.tracking();
      return tracking.isPresent()
          && (tracking.get().connection().mark() & match.mask())
              == match.value()
              != match.negated();
    };
  }
}
