package passerelle.sim.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.packet.EthernetFrame;
import passerelle.packet.IpPacket;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.Payload;
import passerelle.packet.TcpSegment;
import passerelle.packet.UdpDatagram;
import passerelle.packet.codec.Codec;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.Machine;
import passerelle.sim.uapi.LinkData;
import passerelle.trace.DropReason;

/**
 * A wire of Ethernet over UDP (RFC 7348; drivers/net/vxlan/vxlan_core.c): a frame that it sends
 * becomes the payload of a datagram to the machine behind which its destination is.
 */
public final class Vxlan extends Device {
  /** Octets that the outer headers take: Ethernet, IPv4, UDP, VXLAN ({@code VXLAN_HEADROOM}). */
  public static final int HEADROOM = 50;

  /** Octets of its own header. */
  public static final int HEADER = 8;

  private static final int HAS_VNI = 0x08;
  private static final long AGEING = 300 * EventLoop.SECOND;
  private final LinkKind.Vxlan settings;
  private final Optional<Device> lower;
  private final Underlay underlay;
  private final Map<MacAddress, List<Remote>> fdb = new LinkedHashMap<>();

  /** The machine's own network, which carries the datagrams. */
  public interface Underlay {
    /**
     * Begins to take datagrams for a device ({@code vxlan_sock_add}).
     *
     * @throws KernelException EADDRINUSE when another program has the port
     */
    void open(Vxlan vxlan) throws KernelException;

    /** Takes none for it any more ({@code vxlan_sock_release}). */
    void close(Vxlan vxlan);

    /** It is deleted, and another may have its network ({@code vxlan_dellink}). */
    void remove(Vxlan vxlan);

    /**
     * Sends a datagram ({@code udp_tunnel_xmit_skb}).
     *
     * @param frame what it carries
     * @param flow a number of the frame's connection, for the port that it comes from
     * @return false when it was dropped at once
     */
    boolean send(Vxlan vxlan, Skb frame, IpAddress to, int flow, Payload payload);
  }

  /**
   * A machine behind which an address is ({@code struct vxlan_rdst}).
   *
   * @param via the device that the datagrams leave by, where one was named
   * @param updated virtual time in nanoseconds at which that was last heard
   */
  public record Remote(IpAddress address, Optional<Device> via, boolean permanent, long updated) {}

  /** A device that is down. */
  public Vxlan(
      Machine machine,
      String name,
      MacAddress mac,
      int mtu,
      LinkKind.Vxlan settings,
      Optional<Device> lower,
      Underlay underlay) {
    super(machine, name, mac, mtu);
    this.settings = settings;
    this.lower = lower;
    this.underlay = underlay;
    settings.remote().ifPresent(to -> add(MacAddress.ZERO, to, lower));
  }

  /** What it was made with. */
  public LinkKind.Vxlan settings() {
    return settings;
  }

  /** The device that its datagrams leave by, where one was named. */
  public Optional<Device> lower() {
    return lower;
  }

  @Override
  public String kind() {
    return "vxlan";
  }

  @Override
  public LinkData data() {
    return new LinkData.Vxlan(settings);
  }

  /** It has no wire whose state could change. */
  @Override
  public boolean hasCarrier() {
    return true;
  }

  @Override
  public boolean isLinkWatched() {
    return false;
  }

  /** See {@code vxlan_change_mtu}. */
  @Override
  public void changeMtu(int value) throws KernelException {
    if (lower.isPresent() && value > lower.get().mtu() - HEADROOM) {
      throw new KernelException(Errno.EINVAL);
    }
    super.changeMtu(value);
  }

  @Override
  public void open() throws KernelException {
    underlay.open(this);
  }

  @Override
  protected void stateChanged() {
    if (!isUp()) {
      underlay.close(this);
    }
  }

  @Override
  public List<Device> unlink() {
    underlay.close(this);
    underlay.remove(this);
    return List.of();
  }

  /** What is known of where addresses are, those that have aged left out. */
  public Map<MacAddress, List<Remote>> fdb() {
    fdb.values().forEach(all -> all.removeIf(this::isOld));
    fdb.values().removeIf(List::isEmpty);
    return fdb;
  }

  private boolean isOld(Remote remote) {
    return !remote.permanent() && machine().now() - remote.updated() > AGEING;
  }

  /** Notes one machine more for an address, which does not age. */
  public void add(MacAddress mac, IpAddress to) {
    add(mac, to, Optional.empty());
  }

  private void add(MacAddress mac, IpAddress to, Optional<Device> via) {
    List<Remote> all = fdb.computeIfAbsent(mac, any -> new ArrayList<>());
    all.removeIf(remote -> remote.address().equals(to));
    all.add(new Remote(to, via, true, machine().now()));
  }

  /**
   * Forgets where an address is.
   *
   * @param at the one machine that is meant; empty for all
   * @return false when it was not known
   */
  public boolean forget(MacAddress mac, Optional<IpAddress> at) {
    List<Remote> all = fdb().get(mac);
    return all != null
        && all.removeIf(remote -> at.filter(to -> !to.equals(remote.address())).isEmpty());
  }

  /** A frame for everybody, or for somebody unknown, goes to all that address zero stands for. */
  private List<Remote> towards(MacAddress destination) {
    List<Remote> known = fdb().get(destination);
    return List.copyOf(known != null ? known : fdb.getOrDefault(MacAddress.ZERO, List.of()));
  }

  @Override
  protected boolean xmit(Skb skb) {
    List<Remote> remotes = towards(skb.destination());
    if (remotes.isEmpty()) {
      skb.drop(this, "vxlan_xmit", DropReason.NO_TX_TARGET, "" + skb.destination());
      return false;
    }
    Payload payload = payload(skb);
    boolean sent = true;
    for (Remote remote : remotes) {
      sent &= underlay.send(this, skb, remote.address(), flow(skb), payload);
    }
    return sent;
  }

  /** A tunnel counts from the network layer on ({@code iptunnel_xmit}, {@code vxlan_rcv}). */
  @Override
  protected int counted(Skb skb, boolean arriving) {
    return skb.packet().length();
  }

  private Payload payload(Skb skb) {
    byte[] frame = Codec.encode(new EthernetFrame(skb.destination(), skb.source(), skb.packet()));
    byte[] octets = new byte[HEADER + frame.length];
    octets[0] = HAS_VNI;
    octets[4] = (byte) (settings.id() >> 16);
    octets[5] = (byte) (settings.id() >> 8);
    octets[6] = (byte) settings.id();
    System.arraycopy(frame, 0, octets, HEADER, frame.length);
    return Payload.of(octets);
  }

  /**
   * The same for both directions of a connection, and for all that is no IP packet ({@code
   * skb_get_hash}: the flow dissector's keys, the lower address first); but each end of TCP has
   * drawn a number of its own for what it sends ({@code sk_set_txhash}).
   */
  private static int flow(Skb skb) {
    if (!(skb.packet() instanceof IpPacket ip)) {
      return Objects.hash(skb.packet().etherType());
    }
    String from = ip.source().toString();
    String to = ip.destination().toString();
    int label = ip instanceof Ipv6Packet six ? six.header().flowLabel() : 0;
    if (!ip.isFragment() && ip.transport() instanceof TcpSegment tcp) {
      from += " " + tcp.sourcePort();
      to += " " + tcp.destinationPort();
      return Objects.hash(from, to, label);
    }
    if (!ip.isFragment() && ip.transport() instanceof UdpDatagram udp) {
      from += " " + udp.sourcePort();
      to += " " + udp.destinationPort();
    }
    boolean sorted = from.compareTo(to) <= 0;
    return Objects.hash(sorted ? from : to, sorted ? to : from, ip.protocol(), label);
  }

  /** The network of a datagram's frame; -1 when it says none. */
  public static int vni(Payload payload) {
    return payload.length() < HEADER || (payload.at(0) & HAS_VNI) == 0
        ? -1
        : payload.at(4) << 16 | payload.at(5) << 8 | payload.at(6);
  }

  /**
   * A datagram of this network has come: its frame arrives ({@code vxlan_rcv}).
   *
   * @param from the machine that sent it
   */
  public void receive(Skb skb, Device in, IpAddress from, Payload payload) {
    Optional<EthernetFrame> frame = Codec.decode(payload.slice(HEADER, payload.length()).toBytes());
    if (frame.isEmpty() || !isUp()) {
      skb.drop(in, "vxlan_rcv", DropReason.NOT_SPECIFIED, name());
      return;
    }
    MacAddress source = frame.get().source();
    if (settings.learning()) {
      learn(source, from);
    }
    skb.scrub(in, this);
    skb.setPacket(frame.get().packet());
    skb.setFrame(source, frame.get().destination());
    cross(0, this, skb);
  }

  /** See {@code vxlan_snoop}: an address that moves is learned anew, unless it does not age. */
  private void learn(MacAddress source, IpAddress from) {
    List<Remote> known = fdb().get(source);
    if (known == null || !known.get(0).permanent()) {
      Remote there = new Remote(from, Optional.empty(), false, machine().now());
      fdb.put(source, new ArrayList<>(List.of(there)));
    }
  }
}
