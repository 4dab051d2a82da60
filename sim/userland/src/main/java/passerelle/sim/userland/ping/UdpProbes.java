package passerelle.sim.userland.ping;

import java.util.Collection;
import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.packet.UdpDatagram;
import passerelle.sim.socket.ExtendedError;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketOptions.PathMtu;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;

/**
 * UDP datagrams from one socket to ports where nobody listens, one after the other; each begins
 * with its number and its TTL (networking/traceroute.c:send_probe).
 */
final class UdpProbes implements ProbeMethod {
  private final UdpSocket socket;
  private final ProbeSettings settings;
  private final SocketAddress target;

  UdpProbes(Net net, ProbeSettings settings, SocketAddress target) throws KernelException {
    this.socket = net.udp();
    this.settings = settings;
    this.target = target;
    socket.bindToDevice(settings.device());
    socket
        .options()
        .setReceiveErrors(true)
        .setTos(settings.tos())
        .setPathMtu(settings.dontFragment() ? PathMtu.DO : PathMtu.WANT);
  }

  @Override
  public void send(Probe probe) throws KernelException {
    socket.options().setTtl(probe.ttl);
    byte[] data = new byte[Math.max(2, settings.length() - 28)];
    data[0] = (byte) number(probe);
    data[1] = (byte) probe.ttl;
    socket.send(new SocketAddress(target.address(), port(probe)), Payload.of(data));
  }

  private static int number(Probe probe) {
    return probe.index + 1;
  }

  private int port(Probe probe) {
    return target.port() + number(probe) & 0xffff;
  }

  @Override
  public boolean isReady() {
    return socket.hasExtendedError() || socket.isReadable();
  }

  @Override
  public void collect(Collection<Probe> waiting) {
    Optional<ReceivedDatagram> answer = socket.receive();
    Optional<ExtendedError> error = socket.takeExtendedError();
    // What came with the queue's entry would fail the next send.
    socket.takeError();
    for (Probe probe : waiting) {
      if (answer.filter(a -> a.source().port() == port(probe)).isPresent()) {
        probe.answered(answer.get().source().address(), answer.get().time());
      } else {
        error.filter(e -> isAbout(e, probe)).ifPresent(probe::failed);
      }
    }
  }

  private boolean isAbout(ExtendedError error, Probe probe) {
    return error.quoted().isPresent()
        && error.quoted().get().transport() instanceof UdpDatagram sent
        && sent.destinationPort() == port(probe);
  }
}
