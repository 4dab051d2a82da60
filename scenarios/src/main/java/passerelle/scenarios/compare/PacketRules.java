package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.packet.ArpPacket;
import passerelle.packet.Background;
import passerelle.packet.EthernetFrame;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.L3Packet;
import passerelle.packet.codec.Codec;

/**
 * What of packets is not compared, or not as it stands: all of it. Each rule has the kernel's own
 * randomness or timer for its reason; what is not named here must be equal.
 *
 * <ol>
 *   <li><b>Flows are independent.</b> On each device the frames of one flow are compared in their
 *       order; how flows interleave depends on how fast processes run. The two directions of UDP
 *       and of ICMP echo are two flows: nothing makes a sender wait for an answer before it sends
 *       again. So are a packet and the ICMP error about it, and packets that a router sends back
 *       the way they came: a processor that takes them to the end of their way before the sender
 *       goes on has them back before the second one leaves ({@code __local_bh_enable_ip}).
 *   <li><b>TCP carries two streams of octets</b> ({@link TcpStreams}). A conversation's beginning
 *       or refusal is compared segment by segment. Where octets are cut into segments, on which of
 *       them an acknowledgment travels, how much buffer is free at that moment (the window) and
 *       which end closes first depends on when the processes read, write and close.
 *   <li><b>Random values play parts.</b> Ports drawn for a client ({@link #isEphemeral}), ids of
 *       echo requests, ids and cookies of DNS messages, identifications of fragments and flow
 *       labels are named one to one, those met in one command together, so a port that one kernel
 *       keeps through NAT the other must keep too. MAC addresses stand for the device that has
 *       them; those of devices that came and went within one command are named one to one, too.
 *   <li><b>A tunnel's frames are read within</b> ({@link VxlanDatagram}): what is carried is of its
 *       own flow, and these rules hold for it. Of the datagram the headers are compared; its port
 *       is a number of the carried flow with a salt, so that it plays a part, too.
 *   <li><b>Numbers are relative.</b> TCP sequence and acknowledgment numbers count from the first
 *       of their direction, as tcpdump prints them.
 *   <li><b>Clocks are not compared</b>: times, the values of TCP timestamps, and the time that
 *       iputils' ping writes into the first sixteen octets of its data ({@link #PING_TIME}).
 *   <li><b>The IP identification</b> of whole packets is arbitrary (RFC 6864 section 4) and drawn.
 *   <li><b>Checksums</b> of TCP and UDP are left open on veth pairs ({@link Unsummed}); the codec
 *       gives wrong ones of other protocols away.
 *   <li><b>{@linkplain #isRefresh A known neighbour is asked again}</b> when its entry has become
 *       stale after a random time.
 *   <li><b>{@linkplain Background What the kernel itself says to groups}</b> has random delays.
 *   <li><b>{@linkplain #repeats Announcements} are repeated</b> by a timer.
 * </ol>
 */
final class PacketRules {
  /** {@code net.ipv4.ip_local_port_range}. */
  private static final int FIRST_EPHEMERAL = 32768;

  private static final int LAST_EPHEMERAL = 60999;

  /** Octets of the {@code struct timeval} with which iputils' ping begins its data. */
  static final int PING_TIME = 16;

  /** Nanoseconds ({@code advertise-addr-ms}). */
  private static final long ANNOUNCEMENTS_APART = 1_000_000_000L;

  private PacketRules() {}

  /** Whether a port is of those that Linux draws for a socket that asks for none. */
  static boolean isEphemeral(int port) {
    return port >= FIRST_EPHEMERAL && port <= LAST_EPHEMERAL;
  }

  /**
   * The frames of one flow on one device that are compared.
   *
   * @param announced where each announcement was first seen, of all devices
   */
  static List<Frame> compared(List<Frame> flow, Map<ArpPacket, Frame> announced) {
    List<Frame> kept = new ArrayList<>();
    Map<IpAddress, Integer> asked = new HashMap<>();
    for (Frame frame : flow) {
      Optional<L3Packet> packet = frame.innermost().map(EthernetFrame::packet);
      if (packet.isPresent() && packet.get() instanceof ArpPacket arp) {
        if (isRefresh(frame.innermost().get(), arp)) {
          asked.merge(arp.targetIp(), 1, Integer::sum);
          continue;
        }
        boolean reply = arp.operation() == ArpPacket.Operation.REPLY;
        if (reply && asked.getOrDefault(arp.senderIp(), 0) > 0) {
          asked.merge(arp.senderIp(), -1, Integer::sum);
          continue;
        }
        if (repeats(arp, frame, announced)) {
          continue;
        }
      }
      if (packet.filter(PacketRules::isBackground).isEmpty()) {
        kept.add(frame);
      }
    }
    return kept;
  }

  /**
   * An ARP request to one station: the neighbour is known, and confirmed again. An entry becomes
   * stale after a random time between half and one and a half of {@code base_reachable_time}
   * (net/core/neighbour.c:neigh_rand_reach_time), and five seconds after its next use it is probed
   * unless TCP has confirmed it. Left out together with its answer. To find an unknown neighbour a
   * request is broadcast, and compared.
   */
  private static boolean isRefresh(EthernetFrame frame, ArpPacket arp) {
    return arp.operation() == ArpPacket.Operation.REQUEST && !frame.destination().isMulticast();
  }

  /**
   * Engine 28 announces an address three times, a second apart, while the container is there
   * (libnetwork's {@code advertise-addr-nmsgs}), so how often, and which devices are there to hear
   * it, depends on when the next command ends it. The first announcement is compared, those that
   * repeat it are left out.
   */
  private static boolean repeats(ArpPacket arp, Frame frame, Map<ArpPacket, Frame> announced) {
    Frame first = announced.get(arp);
    return arp.isGratuitous()
        && (frame.seen().command() != first.seen().command()
            || frame.seen().since() - first.seen().since() > ANNOUNCEMENTS_APART / 2);
  }

  /** A frame of what kernels say {@linkplain Background of their own accord}, in a tunnel too. */
  static boolean isBackground(byte[] frame) {
    return Codec.decode(frame)
        .map(EthernetFrame::packet)
        .filter(PacketRules::isBackground)
        .isPresent();
  }

  private static boolean isBackground(L3Packet packet) {
    return quoted(packet)
        .map(about -> VxlanDatagram.of(about, true))
        .orElseGet(() -> VxlanDatagram.of(packet, false))
        .map(tunnel -> Background.is(tunnel.carried().packet()))
        .orElseGet(() -> Background.is(packet));
  }

  /** What an ICMP error is about. */
  private static Optional<L3Packet> quoted(L3Packet packet) {
    return packet instanceof Ipv4Packet ip
            && ip.transport() instanceof IcmpMessage icmp
            && icmp.body() instanceof IcmpBody.Quote quote
        ? Optional.of(quote.packet())
        : Optional.empty();
  }
}
