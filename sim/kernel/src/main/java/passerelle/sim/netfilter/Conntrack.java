package passerelle.sim.netfilter;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.codec.Codec;
import passerelle.sim.core.Machine;
import passerelle.sim.uapi.FlowChange;
import passerelle.sim.uapi.NewFlow;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** Connection tracking of one namespace (net/netfilter/nf_conntrack_core.c). */
public final class Conntrack {
  private final Machine machine;
  private final ConntrackSettings settings = new ConntrackSettings();
  private final ConntrackCounters counters = new ConntrackCounters();
  private final ConntrackEvents events;
  private final ConnectionTable table;
  private final ProtocolTracker tcp = new TcpTracker(settings);
  private final ProtocolTracker udp = new UdpTracker(settings);
  private final ProtocolTracker icmp = new IcmpTracker(settings);
  private final ProtocolTracker other = new GenericTracker(settings);
  private long lastId;

  Conntrack(Machine machine) {
    this.machine = machine;
    events = new ConntrackEvents(machine, this::collect);
    table = new ConnectionTable(events::left);
  }

  public ConntrackSettings settings() {
    return settings;
  }

  /** What has been counted. */
  public ConntrackCounters counters() {
    return counters;
  }

  /** What happens to connections. */
  public ConntrackEvents events() {
    return events;
  }

  private void collect() {
    table.sweep(machine.now());
  }

  ConnectionTable table() {
    return table;
  }

  /** All connections, the oldest first. */
  public List<Connection> connections() {
    return table.all(machine.now());
  }

  /** {@code nf_conntrack_count}. */
  public int count() {
    return connections().size();
  }

  /** Forgets the connections that fit; returns how many. */
  public int remove(Predicate<Connection> which) {
    List<Connection> gone = connections().stream().filter(which).toList();
    gone.forEach(table::remove);
    return gone.size();
  }

  /** Forgets the connections that fit, because a process asks for it. */
  public void removeFor(int pid, Predicate<Connection> which) {
    events.by(pid, () -> remove(which));
  }

  /**
   * Makes a connection that no packet has begun, because a process asks for it ({@code
   * ctnetlink_create_conntrack}).
   *
   * @return false when there is one with such a tuple
   */
  public boolean create(int pid, NewFlow flow, FlowChange told) {
    long now = machine.now();
    Tuple original = Tuple.of(flow.original());
    Tuple usual = original.inverse();
    Tuple reply =
        new Tuple(
            usual.protocol(),
            flow.source().orElse(usual.source()),
            flow.sourceId().orElse(usual.sourceId()),
            flow.destination().orElse(usual.destination()),
            flow.destinationId().orElse(usual.destinationId()));
    Connection made = new Connection(++lastId, original);
    made.setReply(reply);
    if (table.isTaken(original, made, now) || table.isTaken(reply, made, now)) {
      return false;
    }
    if (!reply.destination().equals(original.source())) {
      made.setNat(true);
    }
    if (!reply.source().equals(original.destination())) {
      made.setNat(false);
    }
    made.change(told, now);
    made.setConfirmed();
    table.add(made, now);
    counters.inserted();
    events.by(pid, () -> events.entered(made));
    return true;
  }

  /** Changes the connections that fit, because a process asks for it. */
  public void change(int pid, Predicate<Connection> which, FlowChange told) {
    for (Connection one : connections()) {
      if (which.test(one)) {
        one.change(told, machine.now());
        events.by(pid, () -> events.passed(one));
      }
    }
  }

  /** A packet comes in or goes out: finds or begins its connection ({@code nf_conntrack_in}). */
  Verdict track(PacketContext packet) {
    if (packet.tracking().isPresent() || packet.skb().isUntracked()) {
      return Verdict.ACCEPT;
    }
    Ipv4Packet ip = packet.skb().ip();
    if (ip.transport() instanceof IcmpMessage message && message.isError()) {
      Optional<Tracking> related = related(ip, message);
      related.ifPresent(packet.skb()::setTracking);
      tell(packet, related, false);
      return Verdict.ACCEPT;
    }
    Optional<Tuple> tuple = Tuple.of(ip);
    if (tuple.isEmpty()) {
      tell(packet, Optional.empty(), false);
      return Verdict.ACCEPT;
    }
    return resolve(packet, tuple.get());
  }

  /** {@code resolve_normal_ct} and the protocol's tracker. */
  private Verdict resolve(PacketContext packet, Tuple tuple) {
    long now = machine.now();
    Optional<Connection> found = table.find(tuple, now);
    if (found.isEmpty() && table.size() >= settings.max() && !makeRoom(now)) {
      counters.tableFull();
      packet.services().log("nf_conntrack: nf_conntrack: table full, dropping packet");
      drop(packet, DropReason.NETFILTER_DROP, "nf_conntrack: table full");
      return Verdict.DROP;
    }
    Connection connection = found.isPresent() ? found.get() : new Connection(++lastId, tuple);
    boolean reply = found.isPresent() && !tuple.equals(connection.original());
    PacketState state =
        reply
            ? PacketState.ESTABLISHED_REPLY
            : connection.hasSeenReply() ? PacketState.ESTABLISHED : PacketState.NEW;
    ProtocolTracker.Result result =
        tracker(tuple.protocol()).track(connection, packet.skb().ip(), reply, now);
    switch (result) {
      case INVALID -> {
        counters.invalidSeen();
        tell(packet, Optional.empty(), false);
        return Verdict.ACCEPT;
      }
      case FORGET_AND_REPEAT -> {
        table.remove(connection);
        return resolve(packet, tuple);
      }
      case FORGET -> table.remove(connection);
      case ACCEPT -> {
        if (reply) {
          connection.setSeenReply();
        }
      }
    }
    Tracking tracking = connection.tracking(state);
    packet.skb().setTracking(tracking);
    tell(packet, tracking.some(), found.isEmpty());
    return Verdict.ACCEPT;
  }

  private boolean makeRoom(long now) {
    boolean made = table.makeRoom(now);
    if (made) {
      counters.madeRoom();
    }
    return made;
  }

  private ProtocolTracker tracker(int protocol) {
    return switch (protocol) {
      case IpProtocol.TCP -> tcp;
      case IpProtocol.UDP -> udp;
      case IpProtocol.ICMP -> icmp;
      default -> other;
    };
  }

  /**
   * The connection that an ICMP error is about: the one whose answer the quoted packet's inverse
   * would be ({@code nf_conntrack_inet_error}).
   */
  private Optional<Tracking> related(Ipv4Packet error, IcmpMessage message) {
    if (!(message.body() instanceof IcmpBody.Quote quote)) {
      return Optional.empty();
    }
    Optional<Tuple> inner = Tuple.of(Codec.readable(quote.packet())).map(Tuple::inverse);
    Optional<Connection> found = inner.flatMap(t -> table.find(t, machine.now()));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    boolean reply = !inner.get().equals(found.get().original());
    if (!found.get().tuple(reply).destination().equals(error.destination())) {
      return Optional.empty();
    }
    PacketState state = reply ? PacketState.RELATED_REPLY : PacketState.RELATED;
    return found.get().tracking(state).some();
  }

  /**
   * The packet leaves or arrives: its connection enters the table ({@code nf_conntrack_confirm}).
   */
  Verdict confirm(PacketContext packet) {
    if (packet.skb().tracking().isEmpty()) {
      return Verdict.ACCEPT;
    }
    Tracking tracking = packet.tracking().orElseThrow();
    Connection connection = tracking.connection();
    if (connection.isConfirmed() && !connection.isDying()) {
      events.passed(connection);
    }
    if (connection.isConfirmed() || connection.isDying() || tracking.state().isReply()) {
      return Verdict.ACCEPT;
    }
    long now = machine.now();
    if (table.isTaken(connection.original(), connection, now)
        || table.isTaken(connection.reply(), connection, now)) {
      counters.insertionFailed();
      drop(
          packet,
          DropReason.NETFILTER_NAT_EXHAUSTED,
          "another connection has the same tuple: " + connection.reply());
      return Verdict.DROP;
    }
    connection.start(now);
    connection.setConfirmed();
    table.add(connection, now);
    events.entered(connection);
    return Verdict.ACCEPT;
  }

  private void tell(PacketContext packet, Optional<Tracking> tracking, boolean created) {
    if (!packet.isTraced()) {
      return;
    }
    String state = tracking.map(t -> t.state().word()).orElse("INVALID");
    boolean reply = tracking.map(t -> t.state().isReply()).orElse(false);
    String original =
        tracking
            .map(t -> t.connection().originalText())
            .orElseGet(() -> Tuple.of(packet.skb().ip()).map(Tuple::toString).orElse(""));
    String answers = tracking.map(t -> t.connection().replyText()).orElse("");
    packet.trace(
        "nf_conntrack_in",
        hop -> new HopEvent.Tracked(hop, state, reply, created, original, answers));
  }

  private static void drop(PacketContext packet, DropReason reason, String detail) {
    packet.skb().drop(packet.services().netns(), packet.device(), "nf_conntrack", reason, detail);
  }
}
