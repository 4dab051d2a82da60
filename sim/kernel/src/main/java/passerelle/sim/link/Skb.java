package passerelle.sim.link;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import passerelle.addr.MacAddress;
import passerelle.packet.ArpPacket;
import passerelle.packet.EthernetFrame;
import passerelle.packet.IpPacket;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.L3Packet;
import passerelle.packet.VlanPacket;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.Machine;
import passerelle.trace.DropReason;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/**
 * A packet on its way ({@code struct sk_buff}): the immutable packet, and what the kernel notes
 * about it meanwhile. A header is changed by putting another packet in place. On its way to a
 * device it is an event, as the kernel's stands in a queue of its own kind ({@code
 * input_pkt_queue}).
 */
public final class Skb extends EventLoop.Event {

  /** To whom a frame is addressed ({@code skb->pkt_type}). */
  public enum PacketType {
    HOST,
    BROADCAST,
    MULTICAST,
    OTHERHOST
  }

  /** What connection tracking attaches to an skb; its own type stays with connection tracking. */
  public interface Tracking {
    /**
     * What the kernel's own answer to the packet gets, an ICMP error or a reset: it is related to
     * the same connection, the other way ({@code nf_conntrack_attach}).
     */
    Tracking ofAnswer();

    /** This, where there may be none. */
    Optional<? extends Tracking> some();
  }

  /**
   * The pieces that a packet was put together from.
   *
   * @param longest octets of the longest, header included ({@code IPCB(skb)->frag_max_size}); 0
   *     once that is forgotten
   * @param dontFragment that one had DF, and so will all pieces ({@code IPSKB_FRAG_PMTU})
   * @param payloads octets of each one's payload, in order ({@code frag_list})
   */
  public record Fragments(int longest, boolean dontFragment, List<Integer> payloads) {
    private Fragments forgetful() {
      return new Fragments(0, false, payloads);
    }
  }

  /** {@code INET_ECN_MASK}; with both bits set, "congestion experienced" (RFC 3168). */
  private static final int CONGESTION = 3;

  private final Machine machine;
  private final long id;
  private L3Packet packet;

  /** Where it arrives next ({@code skb->dev}). */
  private Device device;

  private MacAddress source = MacAddress.ZERO;
  private MacAddress destination = MacAddress.ZERO;

  /** The frame's addresses as steps are told of them, made when one asks. */
  private Optional<Hop.Ethernet> ethernet = Optional.empty();

  private boolean framed;
  private PacketType packetType = PacketType.HOST;
  private int mark;
  private Optional<? extends Tracking> tracking = Optional.empty();
  private boolean untracked;
  private boolean watched;
  private boolean attached;
  private NfBridgeInfo nfBridge = NfBridgeInfo.NONE;
  private Optional<Fragments> fragments = Optional.empty();
  private boolean ignoresDf;
  private boolean damaged;

  public Skb(Machine machine, L3Packet packet) {
    this.machine = machine;
    this.id = machine.nextSkb();
    this.packet = packet;
  }

  /** A copy with a number of its own, as {@code skb_clone} makes for a second bridge port. */
  public Skb copy() {
    Skb copy = new Skb(machine, packet);
    copy.source = source;
    copy.destination = destination;
    copy.framed = framed;
    copy.packetType = packetType;
    copy.mark = mark;
    copy.tracking = tracking;
    copy.untracked = untracked;
    copy.watched = watched;
    copy.attached = attached;
    copy.nfBridge = nfBridge;
    copy.fragments = fragments;
    copy.ignoresDf = ignoresDf;
    copy.damaged = damaged;
    return copy;
  }

  /**
   * An skb for another packet that inherits this one's mark, tracking and frame, as a fragment
   * does.
   */
  public Skb derive(L3Packet other) {
    Skb derived = copy();
    derived.packet = other;
    derived.fragments = Optional.empty();
    return derived;
  }

  /** Says where it is on its way to. */
  void arriveAt(Device next) {
    device = next;
  }

  /** It arrives ({@code process_backlog}). */
  @Override
  protected void run() {
    machine.backlog().leave();
    device.receive(this);
  }

  public long id() {
    return id;
  }

  public Machine machine() {
    return machine;
  }

  public L3Packet packet() {
    return packet;
  }

  public void setPacket(L3Packet packet) {
    this.packet = packet;
  }

  /** The packet, known to be IPv4 at this point of the path. */
  public Ipv4Packet ip() {
    return (Ipv4Packet) packet;
  }

  /** The packet, known to be IP of either version at this point of the path. */
  public IpPacket inet() {
    return (IpPacket) packet;
  }

  /** The packet, known to be ARP at this point of the path. */
  public ArpPacket arp() {
    return (ArpPacket) packet;
  }

  /**
   * Octets of the frame with its header, as devices count them: a VLAN's tag stands beside it
   * ({@code skb->vlan_tci}).
   */
  public int length() {
    int tag = packet instanceof VlanPacket ? VlanPacket.TAG_LENGTH : 0;
    return EthernetFrame.HEADER_LENGTH + packet.length() - tag;
  }

  /** The frame as it is on the wire now. */
  public EthernetFrame frame() {
    return new EthernetFrame(destination, source, packet);
  }

  public MacAddress source() {
    return source;
  }

  public MacAddress destination() {
    return destination;
  }

  /** Gives the packet its link-layer header ({@code dev_hard_header}). */
  public void setFrame(MacAddress from, MacAddress to) {
    source = from;
    destination = to;
    framed = true;
    ethernet = Optional.empty();
  }

  public PacketType packetType() {
    return packetType;
  }

  public void setPacketType(PacketType type) {
    packetType = type;
  }

  /** {@code skb->mark}: 32 bits that rules set and match. */
  public int mark() {
    return mark;
  }

  public void setMark(int value) {
    mark = value;
  }

  public Optional<? extends Tracking> tracking() {
    return tracking;
  }

  public void setTracking(Tracking value) {
    tracking = value.some();
  }

  /** Rules that it fits are told of ({@code nf_trace}). */
  public boolean isWatched() {
    return watched;
  }

  public void watch() {
    watched = true;
  }

  /** NOTRACK was said: connection tracking leaves the packet alone. */
  public boolean isUntracked() {
    return untracked;
  }

  /**
   * Says that tracking leaves the packet alone; of an answer to such a packet it does not ({@code
   * xt_ct_target}).
   */
  public void setUntracked() {
    untracked = !attached;
  }

  /**
   * It answers a packet that is not tracked, which is noted of it too, as an answer's state without
   * a connection: tracking looks at it whatever is said ({@code nf_conntrack_attach}).
   */
  public void attachToUntracked() {
    attached = true;
  }

  /**
   * Forgets what netfilter noted, as crossing a veth pair does ({@code skb_scrub_packet}); in
   * another namespace the mark means nothing either.
   */
  void scrub(Device from, Device to) {
    if (mark != 0 && !to.netns().equals(from.netns())) {
      mark = 0;
    }
    forgetTracking();
    nfBridge = NfBridgeInfo.NONE;
    ignoresDf = false;
    watched = false;
  }

  /** Belongs to no connection any more ({@code nf_reset_ct}). */
  public void forgetTracking() {
    tracking = Optional.empty();
    untracked = false;
    attached = false;
  }

  /** What it remembers of the bridge that shows it to IP's hooks. */
  public NfBridgeInfo nfBridge() {
    return nfBridge;
  }

  public void setNfBridge(NfBridgeInfo value) {
    nfBridge = value;
  }

  /** What it was put together from, where it came in pieces; it goes on in such pieces. */
  public Optional<Fragments> fragments() {
    return fragments;
  }

  public void setFragments(Fragments value) {
    fragments = Optional.of(value);
  }

  /** Whether it was put together here: then it goes on in pieces even where it need not. */
  public boolean cameInPieces() {
    return fragments.isPresent() && fragments.get().longest() != 0;
  }

  /**
   * IP takes it from a device, and forgets how long the pieces were that it was put together from
   * ({@code IPCB} is cleared); the pieces themselves are still there.
   */
  public void clearControlBlock() {
    if (fragments.isPresent()) {
      fragments = Optional.of(fragments.get().forgetful());
    }
  }

  /** DF is for others: this machine may cut the packet ({@code skb->ignore_df}). */
  public boolean ignoresDf() {
    return ignoresDf;
  }

  public void setIgnoresDf(boolean value) {
    ignoresDf = value;
  }

  /** A bit of it is wrong from now on: its checksum says so to who receives it. */
  public void damage() {
    damaged = true;
  }

  public boolean isDamaged() {
    return damaged;
  }

  /**
   * Notes congestion in the packet, where both its ends know of that ({@code INET_ECN_set_ce}).
   *
   * @return false when it says that they do not
   */
  public boolean markCongestion() {
    if (!(packet instanceof Ipv4Packet ip) || (ip.header().tos() & CONGESTION) == 0) {
      return false;
    }
    packet = ip.withHeader(ip.header().withTos(ip.header().tos() | CONGESTION));
    return true;
  }

  /** Where the packet is, for an event. */
  public Hop hop(String netns, String device, String function) {
    if (framed && ethernet.isEmpty()) {
      ethernet = Optional.of(new Hop.Ethernet(source, destination));
    }
    return new Hop(machine.now(), id, netns, device, function, ethernet, packet);
  }

  /** Where the packet is, at a device. */
  public Hop hop(Device device, String function) {
    return hop(device.netns(), device.name(), function);
  }

  /**
   * Tells of a step of the packet's way, if somebody listens.
   *
   * @param step the event, made from where the packet is
   */
  public void trace(String netns, String device, String function, Function<Hop, HopEvent> step) {
    if (machine.tracer().isOn()) {
      machine.tracer().emit(step.apply(hop(netns, device, function)));
    }
  }

  public void trace(Device device, String function, Function<Hop, HopEvent> step) {
    if (machine.tracer().isOn()) {
      machine.tracer().emit(step.apply(hop(device, function)));
    }
  }

  /**
   * Ends the packet's way with a reason ({@code kfree_skb_reason}).
   *
   * @param detail becomes text if somebody listens
   */
  public void drop(String netns, String device, String function, DropReason why, Object detail) {
    trace(netns, device, function, hop -> new HopEvent.Dropped(hop, why, detail.toString()));
  }

  public void drop(Device device, String function, DropReason why, Object detail) {
    drop(device.netns(), device.name(), function, why, detail);
  }
}
