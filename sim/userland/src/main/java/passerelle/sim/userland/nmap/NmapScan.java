package passerelle.sim.userland.nmap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.packet.TcpSegment;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsType;
import passerelle.packet.dns.DnsWriter;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.TcpState;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;

/** Which ports of a host are open. */
record NmapScan(Process self, Net net, NmapSegments segments) {
  /** Probes that are on their way at a time. */
  private static final int DNS_PORT = 53;

  /** What nmap asks a name server, so that it answers (nmap-payloads). */
  private static final Payload DNS_QUESTION =
      DnsWriter.write(DnsMessage.query(6, new DnsQuestion("version.bind", DnsType.TXT)));

  private static final int BATCH = 100;

  private static final int ATTEMPTS = 2;
  private static final long PATIENCE = 200 * EventLoop.MILLISECOND;

  /** How a port is asked. */
  enum Method {
    SYN,
    CONNECT,
    UDP
  }

  /**
   * What a port answered.
   *
   * @param state {@code open}, {@code closed}, {@code filtered}, {@code open|filtered}
   * @param reason what told it
   * @param ttl of the answer; 0 for none
   */
  record Port(String state, String reason, int ttl) {}

  NmapScan(Process self, Net net) {
    this(self, net, new NmapSegments(self, net));
  }

  /** The states of a host's ports, by their numbers. */
  Map<Integer, Port> run(IpAddress target, List<Integer> ports, Method method) {
    Map<Integer, Port> states = new TreeMap<>();
    for (int from = 0; from < ports.size(); from += BATCH) {
      List<Integer> batch = ports.subList(from, Math.min(ports.size(), from + BATCH));
      switch (method) {
        case SYN -> halfOpen(target, batch, states);
        case CONNECT -> connect(target, batch, states);
        case UDP -> datagrams(target, batch, states);
      }
    }
    return states;
  }

  private void halfOpen(IpAddress target, List<Integer> ports, Map<Integer, Port> states) {
    Set<Integer> waiting = new TreeSet<>(ports);
    for (int i = 0; i < ATTEMPTS && !waiting.isEmpty(); i++) {
      for (int port : waiting) {
        try {
          net.systemCall();
          segments.send(target, port, TcpSegment.SYN);
        } catch (KernelException refused) {
          // An earlier probe was refused: this one is sent again.
        }
      }
      long end = self.now() + PATIENCE;
      while (!waiting.isEmpty() && net.await(segments::isReadable, Math.max(0, end - self.now()))) {
        segments.receive().ifPresent(answer -> heard(answer, target, waiting, states));
      }
    }
    waiting.forEach(port -> states.put(port, new Port("filtered", "no-response", 0)));
  }

  private static void heard(
      ReceivedDatagram answer, IpAddress target, Set<Integer> waiting, Map<Integer, Port> states) {
    if (answer.packet().transport() instanceof TcpSegment segment
        && answer.source().address().equals(target)
        && waiting.remove(segment.sourcePort())) {
      boolean open = segment.has(TcpSegment.SYN);
      int ttl = answer.packet().ttl();
      states.put(
          segment.sourcePort(),
          new Port(open ? "open" : "closed", open ? "syn-ack" : "reset", ttl));
    }
  }

  private void connect(IpAddress target, List<Integer> ports, Map<Integer, Port> states) {
    Map<Integer, TcpSocket> sockets = new LinkedHashMap<>();
    for (int port : ports) {
      TcpSocket socket = net.tcp();
      try {
        socket.connect(new SocketAddress(target, port));
        sockets.put(port, socket);
      } catch (KernelException refused) {
        socket.close();
        states.put(port, new Port("filtered", "host-unreach", 0));
      }
    }
    net.systemCall();
    net.await(
        () -> sockets.values().stream().noneMatch(s -> s.state() == TcpState.SYN_SENT),
        ATTEMPTS * PATIENCE * 5);
    sockets.forEach(
        (port, socket) -> {
          states.put(port, state(socket));
          socket.close();
        });
  }

  private static Port state(TcpSocket socket) {
    if (socket.state() == TcpState.SYN_SENT) {
      return new Port("filtered", "no-response", 0);
    }
    if (socket.state() != TcpState.CLOSE) {
      return new Port("open", "syn-ack", 0);
    }
    return socket.takeError().orElse(Errno.ECONNREFUSED) == Errno.ECONNREFUSED
        ? new Port("closed", "conn-refused", 0)
        : new Port("filtered", "host-unreach", 0);
  }

  private void datagrams(IpAddress target, List<Integer> ports, Map<Integer, Port> states) {
    Map<Integer, UdpSocket> sockets = new LinkedHashMap<>();
    for (int port : ports) {
      UdpSocket socket = net.udp();
      try {
        socket.connect(new SocketAddress(target, port));
        socket.send(port == DNS_PORT ? DNS_QUESTION : Payload.EMPTY);
      } catch (KernelException refused) {
        // It counts as no answer.
      }
      sockets.put(port, socket);
    }
    net.systemCall();
    net.await(
        () -> sockets.values().stream().allMatch(s -> s.hasError() || s.isReadable()),
        ATTEMPTS * PATIENCE * 5);
    List<Integer> all = new ArrayList<>(sockets.keySet());
    for (int port : all) {
      UdpSocket socket = sockets.get(port);
      states.put(
          port,
          socket.isReadable()
              ? new Port("open", "udp-response", 0)
              : socket.hasError()
                  ? new Port("closed", "port-unreach", 0)
                  : new Port("open|filtered", "no-response", 0));
      socket.close();
    }
  }
}
