package passerelle.sim.userland.traceroute;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Payload;
import passerelle.packet.UdpDatagram;
import passerelle.sim.process.Process;
import passerelle.sim.socket.ExtendedError;
import passerelle.sim.socket.InetSocket;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketOptions.PathMtu;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.probes.Echoes;

/** How BusyBox's traceroute probes: one after the other (networking/traceroute.c:send_probe). */
interface BusyboxProbes {
  /**
   * What came back.
   *
   * @param from who answered
   * @param nanos after the probe
   * @param error the ICMP error; empty when the destination itself answered
   */
  record Answer(IpAddress from, long nanos, Optional<IcmpMessage> error) {
    /** The way ends here. */
    boolean isLast() {
      return error.isEmpty() || error.get().type() == IcmpMessage.DESTINATION_UNREACHABLE;
    }
  }

  /**
   * Where probes go, and how.
   *
   * @param length octets of a probe, IP header included
   * @param device that they leave by; empty for any
   */
  record Aim(IpAddress target, int length, boolean dontFragment, String device) {
    private static final int HEADERS = 28;

    private void prepare(InetSocket socket, PathMtu otherwise) throws KernelException {
      socket.bindToDevice(device);
      socket.options().setReceiveErrors(true).setPathMtu(dontFragment ? PathMtu.DO : otherwise);
    }

    private int dataLength() {
      return Math.max(0, length - HEADERS);
    }
  }

  /** Sends a probe; they are numbered from 1. */
  void send(int number, int ttl) throws KernelException;

  /** What comes back for the last one within some nanoseconds. */
  Optional<Answer> await(long nanos);

  /** ICMP echoes ({@code -I}). */
  final class Icmp implements BusyboxProbes {
    private final Process self;
    private final Aim aim;
    private final Echoes echoes;
    private int last;

    Icmp(Process self, Net net, Aim aim) throws KernelException {
      this.self = self;
      this.aim = aim;
      echoes = new Echoes(self, net, 1);
      aim.prepare(echoes.socket(), PathMtu.DONT);
    }

    @Override
    public void send(int number, int ttl) throws KernelException {
      Payload data = Payload.of(ProbeSockets.pattern(0, aim.dataLength()));
      last = echoes.send(aim.target(), ttl, data);
    }

    @Override
    public Optional<Answer> await(long nanos) {
      long end = self.now() + nanos;
      Optional<Echoes.Answer> answer = echoes.await(end);
      while (answer.isPresent() && answer.get().sequence() != last) {
        answer = echoes.await(end);
      }
      return answer.map(a -> new Answer(a.from(), a.nanos(), a.error()));
    }
  }

  /**
   * UDP datagrams from one socket to ports where nobody listens; each begins with its number and
   * its TTL.
   */
  final class Udp implements BusyboxProbes {
    private final Process self;
    private final Net net;
    private final Aim aim;
    private final int firstPort;
    private final UdpSocket socket;
    private int port;
    private long sentAt;

    Udp(Process self, Net net, Aim aim, int firstPort) throws KernelException {
      this.self = self;
      this.net = net;
      this.aim = aim;
      this.firstPort = firstPort;
      socket = net.udp();
      aim.prepare(socket, PathMtu.WANT);
    }

    @Override
    public void send(int number, int ttl) throws KernelException {
      port = firstPort + number & 0xffff;
      sentAt = self.now();
      socket.options().setTtl(ttl);
      byte[] data = new byte[Math.max(2, aim.dataLength())];
      data[0] = (byte) number;
      data[1] = (byte) ttl;
      net.systemCall();
      socket.send(new SocketAddress(aim.target(), port), Payload.of(data));
    }

    @Override
    public Optional<Answer> await(long nanos) {
      long end = self.now() + nanos;
      Optional<Answer> answer = Optional.empty();
      while (answer.isEmpty() && self.now() < end) {
        net.await(() -> socket.errorQueue().hasEntry() || socket.isReadable(), end - self.now());
        answer = taken();
      }
      return answer;
    }

    private Optional<Answer> taken() {
      Optional<ReceivedDatagram> datagram = socket.receive();
      Optional<ExtendedError> error = socket.errorQueue().take();
      // What came with the queue's entry would fail the next send.
      socket.takeError();
      return datagram
          .filter(d -> d.source().port() == port)
          .map(d -> new Answer(d.source().address(), d.time() - sentAt, Optional.empty()))
          .or(
              () ->
                  error
                      .filter(this::isAboutLast)
                      .map(e -> new Answer(e.offender(), e.time() - sentAt, e.message())));
    }

    private boolean isAboutLast(ExtendedError error) {
      return error.quoted().isPresent()
          && error.quoted().get().transport() instanceof UdpDatagram sent
          && sent.destinationPort() == port;
    }
  }
}
