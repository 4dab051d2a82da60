package passerelle.sim.userland.ping;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.ArpPacket;
import passerelle.sim.process.Process;
import passerelle.sim.socket.PacketSocket;
import passerelle.sim.uapi.RouteQuery;
import passerelle.sim.userland.net.Net;

/** Asks for an address with ARP by hand, for the arpings. */
final class ArpProbe {
  private final Net net;
  private final Process self;
  private final PacketSocket socket;
  private final IpAddress source;
  private final IpAddress target;

  /**
   * Who answered.
   *
   * @param nanos time from request to reply
   */
  record Reply(MacAddress mac, long nanos) {}

  /**
   * Asks on a device for an address.
   *
   * @throws KernelException ENODEV when there is no such device
   */
  ArpProbe(Process self, Net net, String device, IpAddress target) throws KernelException {
    this.self = self;
    this.net = net;
    this.target = target;
    socket = net.packet(device);
    source = net.routes().get(RouteQuery.to(target).by(device)).source();
  }

  /** The address that asks. */
  IpAddress source() {
    return source;
  }

  /**
   * Sends a request, to everybody or to one.
   *
   * @param asked what stands in it as the target's hardware address
   */
  void ask(MacAddress to, MacAddress asked) {
    net.systemCall();
    ArpPacket request = ArpPacket.request(socket.mac(), source, target).asking(asked);
    socket.send(socket.mac(), to, request);
  }

  /** The next reply to what was asked at {@code asked}, within a time. */
  Optional<Reply> await(long asked, long nanos) {
    long end = self.now() + nanos;
    while (true) {
      if (!net.await(socket::isReadable, Math.max(0, end - self.now()))) {
        return Optional.empty();
      }
      Optional<PacketSocket.Frame> frame = socket.receive();
      if (frame.isPresent()
          && frame.get().frame().packet() instanceof ArpPacket arp
          && arp.operation() == ArpPacket.Operation.REPLY
          && arp.senderIp().equals(target)) {
        return Optional.of(new Reply(arp.senderMac(), frame.get().time() - asked));
      }
    }
  }
}
