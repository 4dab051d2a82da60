package passerelle.sim.userland.nmap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.ArpPacket;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpProtocol;
import passerelle.packet.Payload;
import passerelle.packet.TcpSegment;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.socket.PacketSocket;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.uapi.RouteAnswer;
import passerelle.sim.uapi.RouteQuery;
import passerelle.sim.userland.net.Net;

/**
 * Which hosts are up: ARP asks those on the same network; all others are sent an ICMP echo, a SYN
 * to port 443 and an ACK to port 80, and any answer counts (nmap(1), host discovery).
 */
final class NmapDiscovery {
  private static final int ATTEMPTS = 2;
  private static final long PATIENCE = 700 * EventLoop.MILLISECOND;

  private final Process self;
  private final Net net;
  private final NmapSegments segments;
  private final Map<IpAddress, Up> up = new LinkedHashMap<>();

  /**
   * A host that is up.
   *
   * @param latency nanoseconds until its answer; negative for the machine itself
   * @param mac its hardware address, if it is on the same network
   * @param reason what told it
   */
  record Up(IpAddress address, long latency, Optional<MacAddress> mac, String reason) {}

  NmapDiscovery(Process self, Net net) {
    this.self = self;
    this.net = net;
    segments = new NmapSegments(self, net);
  }

  /**
   * The hosts among these that are up, by their addresses.
   *
   * @param assumed whether those that are not on the same network need not be asked
   */
  Map<IpAddress, Up> run(List<IpAddress> targets, boolean assumed) {
    Map<String, Set<IpAddress>> near = new LinkedHashMap<>();
    Set<IpAddress> far = new TreeSet<>();
    for (IpAddress target : targets) {
      Optional<RouteAnswer> route = route(target);
      if (route.isPresent() && route.get().isLocal()) {
        up.put(target, new Up(target, -1, Optional.empty(), "localhost-response"));
      } else if (route.isPresent() && route.get().gateway().isEmpty()) {
        near.computeIfAbsent(route.get().device(), device -> new TreeSet<>()).add(target);
      } else if (assumed) {
        up.put(target, new Up(target, 0, Optional.empty(), "user-set"));
      } else if (route.isPresent()) {
        far.add(target);
      }
    }
    near.forEach(this::askByArp);
    if (!far.isEmpty()) {
      askByIp(far);
    }
    return up;
  }

  private Optional<RouteAnswer> route(IpAddress target) {
    try {
      return Optional.of(net.routes().get(RouteQuery.to(target)));
    } catch (KernelException nowhere) {
      return Optional.empty();
    }
  }

  private void askByArp(String device, Set<IpAddress> targets) {
    try {
      askByArp(net.packet(device), device, targets);
    } catch (KernelException gone) {
      // Nobody answers by a device that is no longer there.
    }
  }

  private void askByArp(PacketSocket socket, String device, Set<IpAddress> targets)
      throws KernelException {
    Set<IpAddress> waiting = new TreeSet<>(targets);
    for (int i = 0; i < ATTEMPTS && !waiting.isEmpty(); i++) {
      Map<IpAddress, Long> asked = new LinkedHashMap<>();
      for (IpAddress target : waiting) {
        asked.put(target, self.now());
        net.systemCall();
        IpAddress source = net.routes().get(RouteQuery.to(target).by(device)).source();
        socket.send(
            socket.mac(), MacAddress.BROADCAST, ArpPacket.request(socket.mac(), source, target));
      }
      long end = self.now() + PATIENCE;
      while (!waiting.isEmpty() && net.await(socket::isReadable, Math.max(0, end - self.now()))) {
        socket.receive().ifPresent(frame -> heard(frame, waiting, asked));
      }
    }
    socket.close();
  }

  private void heard(PacketSocket.Frame frame, Set<IpAddress> waiting, Map<IpAddress, Long> asked) {
    if (frame.frame().packet() instanceof ArpPacket arp
        && arp.operation() == ArpPacket.Operation.REPLY
        && waiting.remove(arp.senderIp())) {
      long latency = frame.time() - asked.get(arp.senderIp());
      Optional<MacAddress> mac = Optional.of(arp.senderMac());
      up.put(arp.senderIp(), new Up(arp.senderIp(), latency, mac, "arp-response"));
    }
  }

  private void askByIp(Set<IpAddress> targets) {
    RawSocket icmp = net.raw(IpProtocol.ICMP);
    Set<IpAddress> waiting = new TreeSet<>(targets);
    for (int i = 0; i < ATTEMPTS && !waiting.isEmpty(); i++) {
      Map<IpAddress, Long> asked = new LinkedHashMap<>();
      for (IpAddress target : waiting) {
        asked.put(target, self.now());
        net.systemCall();
        try {
          icmp.send(target, IcmpMessage.echoRequest(self.pid() & 0xffff, i, Payload.EMPTY));
          segments.send(target, 443, TcpSegment.SYN);
          segments.send(target, 80, TcpSegment.ACK);
        } catch (KernelException refused) {
          asked.remove(target);
        }
      }
      long end = self.now() + PATIENCE;
      while (!waiting.isEmpty()
          && net.await(
              () -> icmp.isReadable() || segments.isReadable(), Math.max(0, end - self.now()))) {
        icmp.receive()
            .filter(NmapDiscovery::isEcho)
            .ifPresent(d -> heard(d, "echo-reply", waiting, asked));
        segments.receive().ifPresent(d -> heard(d, "reset", waiting, asked));
      }
    }
    icmp.close();
    segments.close();
  }

  private static boolean isEcho(ReceivedDatagram datagram) {
    return datagram.packet().transport() instanceof IcmpMessage message
        && message.type() == IcmpMessage.ECHO_REPLY;
  }

  private void heard(
      ReceivedDatagram datagram,
      String reason,
      Set<IpAddress> waiting,
      Map<IpAddress, Long> asked) {
    IpAddress from = datagram.source().address();
    if (asked.containsKey(from) && waiting.remove(from)) {
      long latency = datagram.time() - asked.get(from);
      up.put(from, new Up(from, latency, Optional.empty(), reason));
    }
  }
}
