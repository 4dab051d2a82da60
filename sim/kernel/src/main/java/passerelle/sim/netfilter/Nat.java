package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.netfilter.Hook;
import passerelle.netfilter.NatTarget;
import passerelle.netfilter.NetmapTarget;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Packet;
import passerelle.sim.core.Machine;
import passerelle.sim.link.Device;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;
import passerelle.trace.HopEvent.NatKind;

/**
 * Network address translation (net/netfilter/nf_nat_core.c). Only the first packet of a connection
 * is shown to table nat; what is decided there is written into the connection's reply tuple, and
 * every packet is rewritten from the tuples.
 */
final class Nat {
  private final Conntrack conntrack;
  private final UniqueTuple unique;
  private final Map<Hook, List<HookFunction>> chains = new EnumMap<>(Hook.class);

  Nat(Machine machine, Conntrack conntrack, String netns) {
    this.conntrack = conntrack;
    unique = new UniqueTuple(conntrack.table(), machine.random().stream("nat").stream(netns));
  }

  /** Registers a chain of type nat at its hook; its priority counts among those only. */
  void addChain(Hook hook, HookFunction chain) {
    List<HookFunction> at = chains.computeIfAbsent(hook, h -> new ArrayList<>(1));
    at.add(chain);
    at.sort(Comparator.comparingInt(HookFunction::priority));
  }

  void removeChains() {
    chains.clear();
  }

  /** Some chain is there: all four hooks are registered ({@code nf_nat_register_fn}). */
  boolean isActive() {
    return !chains.isEmpty();
  }

  private static boolean changesSource(Hook hook) {
    return hook == Hook.POSTROUTING || hook == Hook.INPUT;
  }

  /** {@code nf_nat_inet_fn}. */
  Verdict run(PacketContext packet) {
    Optional<Tracking> found = packet.tracking();
    if (found.isEmpty()) {
      return Verdict.ACCEPT;
    }
    Tracking tracking = found.get();
    Connection connection = tracking.connection();
    boolean source = changesSource(packet.hook());
    boolean icmp = packet.skb().ip().transport() instanceof IcmpMessage;
    if (tracking.state().isRelated() && icmp) {
      return error(packet, tracking, source);
    }
    if (tracking.state() == PacketState.NEW && !connection.isNatDone(source)) {
      Verdict verdict = consult(packet, connection, source);
      if (verdict != Verdict.ACCEPT) {
        return verdict;
      }
    } else if (leavesElsewhere(packet, tracking)) {
      conntrack.table().remove(connection);
      packet
          .skb()
          .drop(
              packet.services().netns(),
              packet.device(),
              "nf_nat_inet_fn",
              DropReason.NETFILTER_DROP,
              "masqueraded connection would leave by another device than it began");
      return Verdict.DROP;
    }
    rewrite(packet, tracking, source);
    return Verdict.ACCEPT;
  }

  /** Shows a connection's first packet to the rules; without a decision it stays as it is. */
  private Verdict consult(PacketContext packet, Connection connection, boolean source) {
    for (HookFunction chain : chains.getOrDefault(packet.hook(), List.of())) {
      Verdict verdict = chain.function().apply(packet);
      if (verdict != Verdict.ACCEPT || connection.isNatDone(source)) {
        return verdict;
      }
    }
    if (!connection.isNatDone(source)) {
      Tuple current = connection.reply();
      IpAddress address = source ? current.destination() : current.source();
      setUp(connection, NatRange.single(address), source, packet);
    }
    return Verdict.ACCEPT;
  }

  /** {@code nf_nat_oif_changed}. */
  private static boolean leavesElsewhere(PacketContext packet, Tracking tracking) {
    int device = tracking.connection().masqueradeDevice();
    return device != 0
        && packet.hook() == Hook.POSTROUTING
        && !tracking.state().isReply()
        && packet.out().filter(out -> out.index() != device).isPresent();
  }

  /** A target of table nat has matched. */
  Step decide(PacketContext packet, NatTarget target, NatRange range) {
    Optional<Tracking> tracking = packet.tracking();
    boolean source = target.kind().changesSource();
    if (tracking.isEmpty() || tracking.get().connection().isNatDone(source)) {
      return Step.ACCEPT;
    }
    Connection connection = tracking.get().connection();
    if (target.kind() == NatTarget.Kind.MASQUERADE) {
      Device out = packet.out().orElseThrow();
      Optional<IpAddress> address =
          packet.services().sourceFor(out, packet.skb().ip().destination());
      if (address.isEmpty()) {
        return Step.DROP;
      }
      connection.setMasqueradeDevice(out.index());
      setUp(connection, range.at(address.get()), source, packet);
    } else if (target.kind() == NatTarget.Kind.REDIRECT) {
      Optional<IpAddress> address = redirectAddress(packet);
      if (address.isEmpty()) {
        return Step.DROP;
      }
      setUp(connection, range.at(address.get()), source, packet);
    } else {
      setUp(connection, range, source, packet);
    }
    return Step.ACCEPT;
  }

  /** {@code NETMAP} (net/netfilter/xt_NETMAP.c): another network, the same host in it. */
  Step map(PacketContext packet, NetmapTarget target) {
    Optional<Tracking> tracking = packet.tracking();
    boolean source = changesSource(packet.hook());
    if (tracking.isEmpty() || tracking.get().connection().isNatDone(source)) {
      return Step.ACCEPT;
    }
    IpAddress old = source ? packet.source() : packet.destination();
    IpAddress mapped = old.and(target.mask().not()).or(target.network());
    setUp(tracking.get().connection(), NatRange.single(mapped), source, packet);
    return Step.ACCEPT;
  }

  /** nf_nat_redirect.c: the first address of the incoming device; our own packets stay local. */
  private static Optional<IpAddress> redirectAddress(PacketContext packet) {
    return packet.in().isEmpty()
        ? Optional.of(packet.destination().family().loopback())
        : packet.services().firstAddress(packet.in().get());
  }

  /** {@code nf_nat_setup_info}. */
  private void setUp(Connection connection, NatRange range, boolean source, PacketContext packet) {
    long now = packet.skb().machine().now();
    Tuple current = connection.reply().inverse();
    Tuple chosen = unique.choose(current, range, connection, source, now);
    if (!chosen.equals(current)) {
      connection.setReply(chosen.inverse());
      connection.setNat(source);
    }
    connection.setNatDone(source);
  }

  /** Whether packets of this direction are rewritten on this side, undoing or doing NAT. */
  private static boolean concerns(Connection connection, boolean source, boolean reply) {
    return source != reply ? connection.isSourceNat() : connection.isDestinationNat();
  }

  /** {@code nf_nat_packet}. */
  private void rewrite(PacketContext packet, Tracking tracking, boolean source) {
    boolean reply = tracking.state().isReply();
    Connection connection = tracking.connection();
    if (concerns(connection, source, reply)) {
      Tuple target = connection.tuple(!reply).inverse();
      replace(packet, PacketMangler.change(packet.skb().ip(), target, source), source, reply);
    }
  }

  /**
   * An ICMP error is rewritten as its connection's packets are; a redirect would lead around us who
   * rewrite them, or may still do so, and is dropped ({@code nf_nat_icmp_reply_translation}).
   */
  private Verdict error(PacketContext packet, Tracking tracking, boolean source) {
    boolean reply = tracking.state().isReply();
    Connection connection = tracking.connection();
    boolean redirect =
        packet.skb().ip().transport() instanceof IcmpMessage icmp
            && icmp.type() == IcmpMessage.REDIRECT;
    boolean undecided = !connection.isNatDone(true) || !connection.isNatDone(false);
    boolean rewritten = connection.isSourceNat() || connection.isDestinationNat();
    if (redirect && (undecided || rewritten)) {
      packet
          .skb()
          .drop(
              packet.services().netns(),
              packet.device(),
              "nf_nat_icmp_reply_translation",
              DropReason.NETFILTER_DROP,
              "a redirect");
      return Verdict.DROP;
    }
    if (concerns(connection, source, reply)) {
      Tuple answer = connection.tuple(!reply);
      Ipv4Packet changed = PacketMangler.changeError(packet.skb().ip(), answer, source);
      replace(packet, changed, source, reply);
    }
    return Verdict.ACCEPT;
  }

  private static void replace(
      PacketContext packet, Ipv4Packet changed, boolean source, boolean reply) {
    Ipv4Packet before = packet.skb().ip();
    if (changed.equals(before)) {
      return;
    }
    packet.skb().setPacket(changed);
    packet.refresh();
    if (packet.isTraced()) {
      NatKind kind =
          reply ? source ? NatKind.UN_DNAT : NatKind.UN_SNAT : source ? NatKind.SNAT : NatKind.DNAT;
      packet.trace("nf_nat_manip_pkt", hop -> new HopEvent.Translated(hop, kind, before, changed));
    }
  }
}
