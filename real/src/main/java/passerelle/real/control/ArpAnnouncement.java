package passerelle.real.control;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.sys.Daemon;
import passerelle.real.sys.Libc;
import passerelle.real.sys.SystemCall;

/**
 * Tells a link who has an address: an ARP request for the address from the address itself (RFC 5227
 * section 3), by a packet socket (packet(7)).
 */
final class ArpAnnouncement {
  private static final int ETH_P_ARP = 0x0806;
  private static final int SOCKADDR_LL = 20;
  private static final int ETHER = 1;
  private static final int ETH_P_IP = 0x0800;
  private static final int REQUEST = 1;

  private static final long BETWEEN_GLANCES = 50_000;
  private static final int GLANCES = 4000;

  /** Closing a packet socket waits for a grace period, some 12 ms ({@code packet_release}). */
  private static final Executor CLOSER =
      Executors.newCachedThreadPool(Daemon.factory("packet socket closer"));

  private ArpAnnouncement() {}

  static void send(Place place, String device, IpAddress address) throws KernelException {
    Link link = ready(place, device);
    byte[] packet = packet(Link.octets(link.mac()), address);
    byte[] to = broadcast(link.index());
    int fd = open(place);
    try {
      SystemCall.check(() -> Libc.sendto(fd, packet, packet.length, 0, to, to.length));
    } finally {
      CLOSER.execute(() -> Libc.close(fd));
    }
  }

  /**
   * The device once it runs and the bridge port at the cable's other end forwards: which it does
   * only when the kernel has told the bridge of the carrier, some time after the device was set up
   * (net/core/link_watch.c). What is sent before is lost. dockerd, too, waits up to 200 ms for the
   * port (libnetwork/osl/interface_linux.go, waitForBridgePort). A device that has no carrier sends
   * into the void.
   */
  private static Link ready(Place place, String device) throws KernelException {
    NetlinkSocket socket = place.route();
    NetlinkMessage told = Link.ask(socket, device);
    for (int glance = 0; glance < GLANCES && !isReady(socket, told); glance++) {
      LockSupport.parkNanos(BETWEEN_GLANCES);
      told = Link.ask(socket, device);
    }
    return Link.read(told);
  }

  private static boolean isReady(NetlinkSocket socket, NetlinkMessage told) throws KernelException {
    Link link = Link.read(told);
    return !link.up() || link.running() && !Link.leadsToDisabledPort(socket, told);
  }

  /** A socket of protocol 0: it only sends. */
  private static int open(Place place) throws KernelException {
    int type = Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC;
    return place.visit(() -> SystemCall.check(() -> Libc.socket(Libc.AF_PACKET, type, 0)));
  }

  /** RFC 826. */
  private static byte[] packet(byte[] mac, IpAddress address) {
    ByteBuffer out = ByteBuffer.allocate(28);
    out.putShort((short) ETHER).putShort((short) ETH_P_IP).put((byte) 6).put((byte) 4);
    out.putShort((short) REQUEST).put(mac).put(address.toBytes());
    return out.put(new byte[6]).put(address.toBytes()).array();
  }

  /** {@code struct sockaddr_ll}: all stations on the link of a device. */
  private static byte[] broadcast(int index) {
    ByteBuffer out = ByteBuffer.allocate(SOCKADDR_LL).order(ByteOrder.nativeOrder());
    out.putShort((short) Libc.AF_PACKET);
    out.order(ByteOrder.BIG_ENDIAN).putShort((short) ETH_P_ARP);
    out.order(ByteOrder.nativeOrder()).putInt(index).putShort((short) 0);
    out.put((byte) 0).put((byte) 6);
    for (int i = 0; i < 6; i++) {
      out.put((byte) 0xff);
    }
    return out.array();
  }
}
