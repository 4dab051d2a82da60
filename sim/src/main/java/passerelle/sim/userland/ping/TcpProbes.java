package passerelle.sim.userland.ping;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.KernelException;
import passerelle.packet.IpProtocol;
import passerelle.packet.Payload;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.LabRandom;
import passerelle.sim.socket.ExtendedError;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketAddress;
import passerelle.sim.socket.SocketOptions.PathMtu;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;

/** Half-open TCP handshakes to one port ({@code traceroute -T}). */
final class TcpProbes implements ProbeMethod {
  private static final int WINDOW = 5840;
  private static final int WINDOW_SCALE = 2;
  private static final int SEGMENT = 1460;
  private final Net net;
  private final TracerouteOptions options;
  private final SocketAddress target;
  private final LabRandom random;
  private final EventLoop loop;
  private final RawSocket socket;
  private final Map<Integer, Probe> byPort = new LinkedHashMap<>();

  TcpProbes(
      Net net, TracerouteOptions options, SocketAddress target, LabRandom random, EventLoop loop) {
    this.net = net;
    this.options = options;
    this.target = target;
    this.random = random;
    this.loop = loop;
    socket = net.raw(IpProtocol.TCP);
    socket
        .options()
        .setReceiveErrors(true)
        .setTos(options.tos)
        .setDevice(options.device(net))
        .setPathMtu(options.dontFragment ? PathMtu.DO : PathMtu.DONT);
  }

  @Override
  public void send(Probe probe) throws KernelException {
    options.source(socket);
    // A bound socket holds the port, and has the kernel answer SYN-ACKs with a reset.
    TcpSocket holder = net.tcp();
    holder.bind(new SocketAddress(Ipv4Address.ANY, 0));
    int port = holder.local().port();
    byPort.put(port, probe);
    socket.options().setTtl(probe.ttl);
    TcpOptions.Timestamps stamps =
        new TcpOptions.Timestamps((int) (loop.now() / EventLoop.MILLISECOND), 0);
    TcpOptions tcpOptions =
        new TcpOptions(
            OptionalInt.of(SEGMENT),
            true,
            Optional.of(stamps),
            OptionalInt.of(WINDOW_SCALE),
            List.of());
    socket.send(
        target.ipv4(),
        new TcpSegment(
            port,
            target.port(),
            random.nextInt(),
            0,
            TcpSegment.SYN,
            WINDOW,
            tcpOptions,
            Payload.EMPTY));
  }

  @Override
  public boolean isReady() {
    return socket.isReadable() || socket.hasExtendedError();
  }

  @Override
  public void collect(Collection<Probe> waiting) {
    Optional<ExtendedError> error = socket.takeExtendedError();
    while (error.isPresent()) {
      ExtendedError entry = error.get();
      if (entry.quoted().isPresent()
          && entry.quoted().get().transport() instanceof TcpSegment sent) {
        Optional.ofNullable(byPort.get(sent.sourcePort()))
            .filter(probe -> !probe.isOver())
            .ifPresent(probe -> probe.failed(entry));
      }
      error = socket.takeExtendedError();
    }
    Optional<ReceivedDatagram> answer = socket.receive();
    while (answer.isPresent()) {
      ReceivedDatagram datagram = answer.get();
      if (datagram.packet().transport() instanceof TcpSegment segment
          && segment.sourcePort() == target.port()
          && datagram.source().ipv4().equals(target.address())) {
        Optional.ofNullable(byPort.get(segment.destinationPort()))
            .filter(probe -> !probe.isOver())
            .ifPresent(probe -> probe.answered(datagram.source().ipv4(), datagram.time()));
      }
      answer = socket.receive();
    }
  }
}
