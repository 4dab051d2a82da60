package passerelle.sim.userland.ping;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.socket.ExtendedError;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketAddress;
import passerelle.sim.socket.SocketOptions.PathMtu;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;

/** UDP datagrams to ports where nobody listens, each from a socket of its own. */
final class UdpProbes implements ProbeMethod {
  private final Net net;
  private final ProbeSettings settings;
  private final SocketAddress target;
  private final Map<Probe, UdpSocket> sockets = new LinkedHashMap<>();

  UdpProbes(Net net, ProbeSettings settings, SocketAddress target) {
    this.net = net;
    this.settings = settings;
    this.target = target;
  }

  @Override
  public void send(Probe probe) throws KernelException {
    UdpSocket socket = net.udp();
    PathMtu mtu = settings.dontFragment() ? PathMtu.DO : PathMtu.DONT;
    socket
        .options()
        .setReceiveErrors(true)
        .setTtl(probe.ttl)
        .setTos(settings.tos())
        .setDevice(settings.device())
        .setPathMtu(mtu);
    int port = target.port() + probe.index & 0xffff;
    socket.connect(new SocketAddress(target.address(), port));
    byte[] data = new byte[Math.max(0, settings.length() - 28)];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (0x40 + (i & 0x3f));
    }
    sockets.put(probe, socket);
    socket.send(Payload.of(data));
  }

  @Override
  public boolean isReady() {
    for (UdpSocket socket : sockets.values()) {
      if (socket.hasExtendedError() || socket.isReadable()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void collect(Collection<Probe> waiting) {
    for (Probe probe : waiting) {
      UdpSocket socket = sockets.get(probe);
      Optional<ExtendedError> error = socket.takeExtendedError();
      Optional<ReceivedDatagram> answer = socket.receive();
      if (answer.isPresent()) {
        probe.answered(answer.get().source().ipv4(), answer.get().time());
      } else {
        error.ifPresent(probe::failed);
      }
    }
  }

  @Override
  public void forget(Probe probe) {
    UdpSocket socket = sockets.remove(probe);
    if (socket != null) {
      socket.close();
    }
  }
}
