package passerelle.trace;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.netfilter.Hook;
import passerelle.netfilter.RuleReference;
import passerelle.packet.IpPacket;

/**
 * One step of a packet's way. Every skb's steps end in exactly one {@link Terminal} event; where
 * one packet becomes several (flood, fragments), that event names the copies.
 */
public sealed interface HopEvent {

  Hop hop();

  /** Calls the visitor's method for this step. */
  <R> R accept(Visitor<R> visitor);

  /** The rule, or the policy, at which the packet was looked in this step. */
  default Optional<RuleReference> looked() {
    return Optional.empty();
  }

  /** Says something of each kind of step, so that none is forgotten. */
  interface Visitor<R> {
    R originated(Originated e);

    R routed(Routed e);

    R hookEntered(HookEntered e);

    R ruleEvaluated(RuleEvaluated e);

    R policyApplied(PolicyApplied e);

    R tracked(Tracked e);

    R translated(Translated e);

    R ttlDecremented(TtlDecremented e);

    R neighbourFound(NeighbourFound e);

    R neighbourQueued(NeighbourQueued e);

    R transmitted(Transmitted e);

    R received(Received e);

    R fdbLearned(FdbLearned e);

    R fdbLookup(FdbLookup e);

    R neighbourUpdated(NeighbourUpdated e);

    R delivered(Delivered e);

    R dropped(Dropped e);

    R split(Split e);

    R reassembled(Reassembled e);
  }

  /** The last event of an skb. */
  sealed interface Terminal extends HopEvent {}

  /** A socket, or the kernel itself (ARP, ICMP errors, RST), made the packet. */
  record Originated(Hop hop, String by, Optional<Long> causedBy) implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.originated(this);
    }
  }

  /** The routing decision: the route that won, in iproute2's words. */
  record Routed(
      Hop hop,
      String route,
      RouteKind kind,
      String outDevice,
      Optional<IpAddress> nextHop,
      Optional<IpAddress> preferredSource)
      implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.routed(this);
    }
  }

  /** What a route leads to. */
  enum RouteKind {
    LOCAL,
    BROADCAST,
    MULTICAST,
    UNICAST
  }

  /** The hook is entered; its rules follow as events of their own. */
  record HookEntered(Hop hop, Hook hook) implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.hookEntered(this);
    }
  }

  /** A rule was looked at. */
  record RuleEvaluated(Hop hop, RuleReference rule, boolean matched, String verdict)
      implements HopEvent {
    @Override
    public Optional<RuleReference> looked() {
      return Optional.of(rule);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ruleEvaluated(this);
    }
  }

  /** The end of a built-in chain: its policy decides. */
  record PolicyApplied(Hop hop, RuleReference policy) implements HopEvent {
    @Override
    public Optional<RuleReference> looked() {
      return Optional.of(policy);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.policyApplied(this);
    }
  }

  /** Connection tracking saw the packet: its state, and the entry as conntrack prints tuples. */
  record Tracked(
      Hop hop, String state, boolean replyDirection, boolean created, String original, String reply)
      implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.tracked(this);
    }
  }

  /** NAT rewrote the packet. */
  record Translated(Hop hop, NatKind kind, IpPacket before, IpPacket after) implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.translated(this);
    }
  }

  /** Which side NAT changed, and whether it undid an earlier change on a reply. */
  enum NatKind {
    SNAT,
    DNAT,
    UN_SNAT,
    UN_DNAT
  }

  /** The TTL went down by one on forwarding. */
  record TtlDecremented(Hop hop, int ttl) implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ttlDecremented(this);
    }
  }

  /** The next hop's MAC address was known. */
  record NeighbourFound(Hop hop, IpAddress nextHop, MacAddress mac, String state)
      implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.neighbourFound(this);
    }
  }

  /** The next hop's MAC address is not known: the packet waits while ARP asks. */
  record NeighbourQueued(Hop hop, IpAddress nextHop) implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.neighbourQueued(this);
    }
  }

  /** The packet left through a device. */
  record Transmitted(Hop hop) implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.transmitted(this);
    }
  }

  /** The packet came in from a device. */
  record Received(Hop hop) implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.received(this);
    }
  }

  /** A bridge learned, or confirmed, behind which port an address is. */
  record FdbLearned(Hop hop, MacAddress mac, String port, boolean isNew) implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.fdbLearned(this);
    }
  }

  /** A bridge looked up the destination address. */
  record FdbLookup(Hop hop, MacAddress mac, FdbResult result, List<String> ports)
      implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.fdbLookup(this);
    }
  }

  /** What a bridge does with a frame. */
  enum FdbResult {
    FORWARD,
    FLOOD,
    LOCAL
  }

  /** A neighbour entry changed because of this packet. */
  record NeighbourUpdated(Hop hop, IpAddress address, MacAddress mac, String state)
      implements HopEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.neighbourUpdated(this);
    }
  }

  /** The packet reached a socket, or the protocol code that it was for. */
  record Delivered(Hop hop, String to) implements Terminal {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.delivered(this);
    }
  }

  /** The packet was dropped; {@code detail} names the rule, route or size that did it. */
  record Dropped(Hop hop, DropReason reason, String detail) implements Terminal {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dropped(this);
    }
  }

  /** The packet was cut into fragments, or copied to several bridge ports. */
  record Split(Hop hop, String why, List<Long> into) implements Terminal {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.split(this);
    }
  }

  /** The fragment was joined with the others into a whole packet. */
  record Reassembled(Hop hop, long into) implements Terminal {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reassembled(this);
    }
  }
}
