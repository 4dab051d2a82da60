package passerelle.sim.userland.ping;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.packet.ArpPacket;
import passerelle.sim.link.Device;
import passerelle.sim.process.Process;
import passerelle.sim.socket.PacketSocket;
import passerelle.sim.userland.net.Net;

/** Asks for an address with ARP by hand, for the arpings. */
final class ArpProbe {
  private final Net net;
  private final Process self;
  private final PacketSocket socket;
  private final Device device;
  private final IpAddress source;
  private final IpAddress target;

  /**
   * Who answered.
   *
   * @param nanos time from request to reply
   */
  record Reply(MacAddress mac, long nanos) {}

  ArpProbe(Process self, Net net, Device device, IpAddress source, IpAddress target) {
    this.self = self;
    this.net = net;
    this.device = device;
    this.source = source;
    this.target = target;
    socket = new PacketSocket(device, net.owner());
    self.closeAtExit(socket::close);
  }

  /** Sends a request, to everybody or to one. */
  void ask(MacAddress to) {
    net.systemCall();
    socket.send(device.mac(), to, ArpPacket.request(device.mac(), source, target));
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
