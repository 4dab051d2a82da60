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

/**
 * UDP datagrams to ports where nobody listens, each from a socket of its own (traceroute's default
 * method); or all to one port ({@code -U}).
 */
final class UdpProbes implements ProbeMethod {
  private final Net net;
  private final TracerouteOptions options;
  private final SocketAddress target;
  private final Map<Probe, UdpSocket> sockets = new LinkedHashMap<>();

  UdpProbes(Net net, TracerouteOptions options, SocketAddress target) {
    this.net = net;
    this.options = options;
    this.target = target;
  }

  @Override
  public void send(Probe probe) throws KernelException {
    UdpSocket socket = net.udp();
    PathMtu mtu = options.dontFragment ? PathMtu.DO : PathMtu.DONT;
    socket
        .options()
        .setReceiveErrors(true)
        .setTtl(probe.ttl)
        .setTos(options.tos)
        .setDevice(options.device(net))
        .setPathMtu(mtu);
    options.source(socket);
    int port = options.fixedPort() ? target.port() : target.port() + probe.index & 0xffff;
    socket.connect(new SocketAddress(target.address(), port));
    byte[] data = new byte[Math.max(0, options.length - 28)];
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
