package passerelle.sim.link;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.VlanPacket;
import passerelle.sim.core.Backlog;
import passerelle.sim.core.Machine;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * A network device ({@code struct net_device}) in a namespace: name, index, address, MTU, state,
 * and the way in and out. In what kinds differ, {@link DeviceOps} says.
 */
public abstract class Device extends DeviceOps {
  /** {@code VLAN_HLEN}. */
  private static final int VLAN_TAG = 4;

  private final Machine machine;

  /** Nobody reads it before the device is whole. */
  @SuppressWarnings("this-escape")
  private final Optional<Device> some = Optional.of(this);

  private PacketTaps taps = PacketTaps.NONE;
  private String netns = "";
  private String name;
  private final Set<String> alternativeNames = new LinkedHashSet<>();
  private int index;
  private MacAddress mac;
  private int mtu;
  private boolean up;
  private boolean arp = true;
  private Optional<Device> master = Optional.empty();
  private Predicate<Skb> ingress = skb -> true;
  private Optional<RxHandler> rxHandler = Optional.empty();
  private Optional<Queue> queue = Optional.empty();
  private final TreeMap<Integer, Device> vlans = new TreeMap<>();
  private int[] ipv4Conf = {};
  private final List<Device> uppers = new ArrayList<>();
  private FrameHandler handler = (device, skb) -> {};
  private final DeviceStatistics statistics = new DeviceStatistics();
  private final LinkAttributes attributes = new LinkAttributes();

  /** What a namespace does with a frame that nobody takes before: hand it to ARP or IP. */
  public interface FrameHandler {
    void receive(Device device, Skb skb);
  }

  protected Device(Machine machine, String name, MacAddress mac, int mtu) {
    this.machine = machine;
    this.name = name;
    this.mac = mac;
    this.mtu = mtu;
  }

  /** Other names that find it ({@code IFLA_ALT_IFNAME}), which may be added and taken away. */
  public Set<String> alternativeNames() {
    return alternativeNames;
  }

  /** Whether that is its name, or an alternative one. */
  public final boolean isNamed(String word) {
    return name.equals(word) || alternativeNames.contains(word);
  }

  /** The index of {@link #link} where that is; without one its own ({@code ndo_get_iflink}). */
  public int linkIndex() {
    return link().map(Device::index).orElse(index);
  }

  /**
   * Sets the MTU, which is within the limits ({@code ndo_change_mtu}).
   *
   * @throws KernelException when what it stands on does not carry that much
   */
  public void changeMtu(int value) throws KernelException {
    setMtu(value);
  }

  /**
   * Says whether it takes that hardware address, a valid one.
   *
   * @throws KernelException EOPNOTSUPP from a device that has no address of its own
   */
  public void checkMac(MacAddress value) throws KernelException {}

  /** Sets the hardware address, a valid one ({@code ndo_set_mac_address}). */
  public void changeMac(MacAddress value) {
    setMac(value);
  }

  /** The device where there may be none, for a packet's path: made once. */
  public final Optional<Device> some() {
    return some;
  }

  public final Machine machine() {
    return machine;
  }

  /** Name of the namespace it is in. */
  public final String netns() {
    return netns;
  }

  public final String name() {
    return name;
  }

  public final void rename(String newName) {
    name = newName;
  }

  /** Interface index in its namespace, from 1. */
  public final int index() {
    return index;
  }

  /** Puts the device into a namespace: its name, the index there, and who takes its frames. */
  public final void place(String netnsName, int newIndex, FrameHandler frameHandler) {
    netns = netnsName;
    index = newIndex;
    handler = frameHandler;
  }

  public final MacAddress mac() {
    return mac;
  }

  public final void setMac(MacAddress value) {
    mac = value;
  }

  /** Largest packet in octets, link-layer header not counted. */
  public final int mtu() {
    return mtu;
  }

  /** Sets the MTU; a bridge that has this port follows. */
  public final void setMtu(int value) {
    mtu = value;
    if (master.isPresent()) {
      master.get().lowerResized(this);
    }
  }

  /** Sets the MTU without telling the master. */
  protected final void assignMtu(int value) {
    mtu = value;
  }

  /** Administratively up (IFF_UP). */
  public final boolean isUp() {
    return up;
  }

  public final void setUp(boolean value) {
    up = value;
    if (!up) {
      queue.ifPresent(Queue::reset);
    }
    stateChanged();
    tellMaster();
  }

  /** Tells the master that this may have got or lost its carrier. */
  public final void tellMaster() {
    if (master.isPresent()) {
      master.get().lowerChanged(this);
    }
  }

  /** Its neighbours are asked for by ARP, and answered; {@code IFF_NOARP} is not set. */
  public final boolean usesArp() {
    return arp;
  }

  public final void setArp(boolean on) {
    arp = on;
  }

  /**
   * Whether it takes a frame of that length: there is room for a VLAN tag ({@code
   * is_skb_forwardable}).
   */
  public final boolean takes(Skb skb) {
    return skb.packet().length() <= mtu + VLAN_TAG;
  }

  /** Up, with carrier (IFF_RUNNING). */
  public final boolean isRunning() {
    return up && hasCarrier();
  }

  /** The device that this is a part of ({@code netdev_master_upper_dev_get}). */
  public final Optional<Device> master() {
    return master;
  }

  public final void setMaster(Optional<Device> value) {
    master = value;
  }

  /** Who takes the frames that come in ({@code dev->rx_handler}). */
  public final Optional<RxHandler> rxHandler() {
    return rxHandler;
  }

  public final void setRxHandler(Optional<RxHandler> value) {
    rxHandler = value;
  }

  /** The devices of its VLANs, by identifier ({@code struct vlan_info}). */
  public final Map<Integer, Device> vlans() {
    return vlans;
  }

  /**
   * The devices that stand on this one, in the order in which they were made ({@code
   * adj_list.upper}): they end with it, hear of its carrier and carry no longer packets.
   */
  public final List<Device> uppers() {
    return uppers;
  }

  /** Where frames wait before they leave; without one ({@code noqueue}) none waits. */
  public final Optional<Queue> queue() {
    return queue;
  }

  public final void setQueue(Optional<Queue> value) {
    queue = value;
  }

  /** What IPv4 has set for it ({@code ip_ptr->cnf.data}), whose meaning IPv4 knows. */
  public final int[] ipv4Conf() {
    return ipv4Conf;
  }

  public final void setIpv4Conf(int[] values) {
    ipv4Conf = values;
  }

  public final DeviceStatistics statistics() {
    return statistics;
  }

  public final LinkAttributes attributes() {
    return attributes;
  }

  /** Shows it all frames from now on. */
  public final void tap(PacketTap eye) {
    taps = taps.with(eye);
  }

  /** Shows it no more. */
  public final void untap(PacketTap eye) {
    taps = taps.without(eye);
  }

  /**
   * Sends a frame ({@code dev_queue_xmit}).
   *
   * @return false when it was dropped at once and the sender is to know ({@code NET_XMIT_DROP})
   */
  public final boolean transmit(Skb skb) {
    if (!up || !hasCarrier()) {
      // A device that is down, or without a carrier, has the queue that keeps nothing
      // (dev_deactivate), of which the sender hears nothing (NET_XMIT_CN).
      statistics.lostAtSending();
      skb.drop(this, up ? "noop_enqueue" : "__dev_queue_xmit", DropReason.DEV_READY, name);
      return true;
    }
    return queue.isPresent() ? queue.get().send(skb) : leave(skb);
  }

  /** The octets that its statistics have for a frame: as a rule with its link-layer header. */
  protected int counted(Skb skb, boolean arriving) {
    return skb.length();
  }

  /**
   * Hands a frame to the wire, whose turn it is ({@code dev_hard_start_xmit}).
   *
   * @return false when it was dropped at once
   */
  public final boolean leave(Skb skb) {
    skb.trace(this, "dev_queue_xmit", HopEvent.Transmitted::new);
    if (taps.any()) {
      taps.show(this, skb, PacketTap.Direction.OUT, typeOf(skb));
    }
    int length = counted(skb, false);
    boolean sent = xmit(skb);
    if (sent) {
      statistics.sent(length);
    } else {
      statistics.lostAtSending();
    }
    return sent;
  }

  /**
   * Has a frame arrive at another device, or this one, as an event of its own ({@code netif_rx}).
   *
   * @param nanos how long it is on its way
   * @return false when too many frames wait already
   */
  protected final boolean cross(long nanos, Device to, Skb skb) {
    Backlog backlog = machine.backlog();
    if (!backlog.hasRoom()) {
      backlog.late(to.stormed(skb));
      skb.drop(to, "enqueue_to_backlog", DropReason.CPU_BACKLOG, "" + Backlog.LONGEST);
      return false;
    }
    long wait = backlog.enter();
    if (wait > 0) {
      backlog.late(to.stormed(skb));
    }
    skb.arriveAt(to);
    machine.loop().schedule(nanos + wait, skb);
    return true;
  }

  /** The bridge that a frame for everybody comes to; empty when it is none of a storm. */
  private String stormed(Skb skb) {
    boolean flooded = skb.destination().isMulticast();
    return flooded ? master.map(Device::name).orElse("") : "";
  }

  /** Takes a frame from the wire ({@code __netif_receive_skb_core}). */
  public final void receive(Skb skb) {
    if (!up) {
      skb.drop(this, "netif_rx", DropReason.DEV_READY, name);
      return;
    }
    skb.setPacketType(typeOf(skb));
    statistics.received(counted(skb, true));
    skb.trace(this, "__netif_receive_skb_core", HopEvent.Received::new);
    taps.show(this, skb, PacketTap.Direction.IN, skb.packetType());
    if (machine.tracer().isOn()) {
      machine.tracer().inHand(skb.id(), () -> handle(skb));
    } else {
      handle(skb);
    }
  }

  /** What sees its frames before anything takes them ({@code nf_ingress}). */
  public final void setIngress(Predicate<Skb> rules) {
    ingress = rules;
  }

  /** A frame of a VLAN is its device's, if it has one ({@code vlan_do_receive}). */
  private void handle(Skb skb) {
    if (machine.needsFrameHooks() && !ingress.test(skb)) {
      return;
    }
    if (skb.packet() instanceof VlanPacket tagged && vlans.containsKey(tagged.id())) {
      skb.setPacket(tagged.packet());
      vlans.get(tagged.id()).receive(skb);
    } else if (rxHandler.isEmpty() || !rxHandler.get().handleFrame(skb)) {
      handler.receive(this, skb);
    }
  }

  /**
   * Shows a frame that goes past the device to its taps: while somebody captures on it, it is
   * promiscuous.
   */
  protected final void tapInPassing(Skb skb) {
    taps.show(this, skb, PacketTap.Direction.IN, typeOf(skb));
    if (taps.any() && machine().tracer().isOverheard()) {
      machine().tracer().overhear(skb.hop(this, "br_pass_frame_up"));
    }
  }

  private Skb.PacketType typeOf(Skb skb) {
    MacAddress to = skb.destination();
    if (to.isMulticast()) {
      return to.isBroadcast() ? Skb.PacketType.BROADCAST : Skb.PacketType.MULTICAST;
    }
    return to.bits() == mac.bits() ? Skb.PacketType.HOST : Skb.PacketType.OTHERHOST;
  }

  @Override
  public String toString() {
    return netns + "/" + name;
  }
}
