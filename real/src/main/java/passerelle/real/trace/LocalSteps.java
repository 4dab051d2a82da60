package passerelle.real.trace;

import java.util.Optional;
import java.util.function.Predicate;
import passerelle.addr.IpAddress;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.op.RouteSpec;
import passerelle.netfilter.Hook;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;
import passerelle.packet.UdpDatagram;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * Where packets are made and where they arrive: sockets and ICMP (twin: sim.socket).
 *
 * @param by what senders and receivers are called that no listening socket names
 */
record LocalSteps(
    Facts facts, Sightings sightings, Skbs skbs, HookSteps hooks, OutSteps out, String by) {
  /** A packet is made here, and goes the way out ({@code __ip_local_out}). */
  void originate(Block block, Output output, Optional<Long> cause) {
    output.tell();
    Skb skb = skbs.make(output.packet());
    Point here = new Point(output.netns(), "");
    IpPacket made = skb.ip();
    block.tell(
        new HopEvent.Originated(block.hop(skb, here, "ip_local_out"), maker(here, made), cause));
    routed(block, skb, here, "ip_route_output_key");
    Point leaving = here.at(device(output, made));
    Point first =
        output
            .passage()
            .map(p -> facts.name(here.netns(), p.out(Hook.OUTPUT)))
            .filter(name -> !name.isEmpty())
            .map(here::at)
            .orElse(leaving);
    if (!hooks.run(block, Hook.OUTPUT, skb, first, output.passage())) {
      return;
    }
    IpPacket after = skb.ip();
    boolean changed =
        !after.source().equals(made.source()) || !after.destination().equals(made.destination());
    if (changed) {
      routed(block, skb, here, "ip_route_me_harder");
    }
    IpAddress nextHop = nextHop(here.netns(), after.destination());
    if (hooks.run(block, Hook.POSTROUTING, skb, leaving, output.passage())) {
      out.send(block, skb, leaving, nextHop, output.frames());
    }
  }

  private String device(Output output, IpPacket packet) {
    if (!output.frames().isEmpty()) {
      return output.frames().get(0).device();
    }
    return output
        .passage()
        .map(p -> facts.name(output.netns(), p.out()))
        .filter(name -> !name.isEmpty())
        .or(() -> facts.route(output.netns(), packet.destination()).flatMap(RouteSpec::device))
        .orElse("");
  }

  /** The next hop for a destination: the route's gateway, or the destination itself. */
  IpAddress nextHop(String netns, IpAddress destination) {
    return facts.route(netns, destination).flatMap(RouteSpec::gateway).orElse(destination);
  }

  /** Tells of the routing decision, if there was a route. */
  void routed(Block block, Skb skb, Point point, String function) {
    facts
        .route(point.netns(), skb.ip().destination())
        .ifPresent(
            route ->
                block.tell(
                    new HopEvent.Routed(
                        block.hop(skb, point, function),
                        route.toString(),
                        kind(route),
                        route.type() == RouteSpec.Type.LOCAL ? "lo" : route.device().orElse(""),
                        route.gateway(),
                        route.preferredSource())));
  }

  private static HopEvent.RouteKind kind(RouteSpec route) {
    return switch (route.type()) {
      case LOCAL -> HopEvent.RouteKind.LOCAL;
      case BROADCAST -> HopEvent.RouteKind.BROADCAST;
      default -> HopEvent.RouteKind.UNICAST;
    };
  }

  /** Who made a packet: a service by its port, the kernel, or the probe. */
  private String maker(Point here, IpPacket packet) {
    if (packet.transport() instanceof IcmpMessage icmp) {
      return icmp.type() == IcmpMessage.ECHO_REPLY || icmp.isError() ? "icmp" : by;
    }
    if (packet.transport() instanceof TcpSegment tcp) {
      return service(here, "tcp", packet.source(), tcp.sourcePort())
          .orElse(tcp.has(TcpSegment.RST) ? "tcp" : by);
    }
    if (packet.transport() instanceof UdpDatagram udp) {
      return service(here, "udp", packet.source(), udp.sourcePort()).orElse(by);
    }
    return by;
  }

  private Optional<String> service(Point here, String protocol, IpAddress address, int port) {
    return facts.listener(here.netns(), protocol, address, port).map(NetnsSnapshot.Socket::process);
  }

  /** A packet has arrived where it was going ({@code ip_protocol_deliver_rcu}). */
  void deliver(Block block, Skb skb, Point point) {
    IpPacket packet = skb.ip();
    if (packet.transport() instanceof IcmpMessage icmp) {
      icmp(block, skb, point, icmp);
    } else if (packet.transport() instanceof TcpSegment segment) {
      tcp(block, skb, point, segment);
    } else if (packet.transport() instanceof UdpDatagram datagram) {
      udp(block, skb, point, datagram);
    } else {
      Optional<Output> error = answer(block, point.netns(), p -> Answers.isErrorAbout(p, packet));
      String detail = "protocol " + packet.protocol();
      if (error.isPresent()) {
        block.drop(skb, point, "ip_protocol_deliver_rcu", DropReason.IP_NOPROTO, detail);
      } else {
        block.tell(new HopEvent.Delivered(block.hop(skb, point, "raw_rcv"), "raw socket"));
      }
      answered(block, skb, error);
    }
  }

  private void icmp(Block block, Skb skb, Point point, IcmpMessage icmp) {
    IpPacket packet = skb.ip();
    Optional<Output> reply = answer(block, point.netns(), p -> Answers.isEchoReply(p, packet));
    boolean noWayBack =
        icmp.type() == IcmpMessage.ECHO_REQUEST
            && reply.isEmpty()
            && facts.route(point.netns(), packet.source()).isEmpty();
    if (noWayBack) {
      String detail = "no way back to " + packet.source();
      block.drop(skb, point.at(""), "icmp_reply", DropReason.IP_OUTNOROUTES, detail);
    } else {
      block.tell(new HopEvent.Delivered(block.hop(skb, point, "icmp_rcv"), "icmp"));
    }
    answered(block, skb, reply);
  }

  private void tcp(Block block, Skb skb, Point point, TcpSegment segment) {
    IpPacket packet = skb.ip();
    int port = segment.destinationPort();
    Optional<NetnsSnapshot.Socket> listener =
        facts.listener(point.netns(), "tcp", packet.destination(), port);
    boolean first = segment.has(TcpSegment.SYN) && !segment.has(TcpSegment.ACK);
    String who = listener.map(NetnsSnapshot.Socket::process).orElse(by);
    String connected = who + " tcp " + packet.destination() + ":" + port;
    if (segment.has(TcpSegment.RST)) {
      String detail = who + " " + packet.destination() + ":" + port;
      block.drop(skb, point, "tcp_v4_rcv", DropReason.TCP_RESET, detail);
    } else if (first && listener.isPresent()) {
      String at = who + " tcp " + shown(listener.get());
      block.tell(new HopEvent.Delivered(block.hop(skb, point, "tcp_v4_rcv"), at));
      answered(block, skb, answer(block, point.netns(), p -> Answers.isSynAck(p, packet)));
    } else if (first || listener.isEmpty() && isRefused(point.netns(), block, packet)) {
      block.drop(skb, point, "tcp_v4_rcv", DropReason.NO_SOCKET, "tcp port " + port);
      answered(block, skb, answer(block, point.netns(), p -> Answers.isReset(p, packet)));
    } else {
      block.tell(new HopEvent.Delivered(block.hop(skb, point, "tcp_v4_rcv"), connected));
    }
  }

  private boolean isRefused(String netns, Block block, IpPacket packet) {
    return sightings
        .answer(netns, block.begin(), p -> Answers.isReset(p, packet))
        .filter(reset -> reset.at() - block.begin() < Answers.AT_ONCE)
        .isPresent();
  }

  private void udp(Block block, Skb skb, Point point, UdpDatagram datagram) {
    IpPacket packet = skb.ip();
    int port = datagram.destinationPort();
    Optional<NetnsSnapshot.Socket> listener =
        facts.listener(point.netns(), "udp", packet.destination(), port);
    Optional<Output> error =
        listener.isPresent()
            ? Optional.empty()
            : answer(block, point.netns(), p -> Answers.isErrorAbout(p, packet));
    if (error.isPresent()) {
      block.drop(skb, point, "udp_rcv", DropReason.NO_SOCKET, "udp port " + port);
      answered(block, skb, error);
      return;
    }
    String to =
        listener
            .map(l -> l.process() + " udp " + shown(l))
            .orElse(by + " udp " + packet.destination() + ":" + port);
    block.tell(new HopEvent.Delivered(block.hop(skb, point, "udp_queue_rcv_skb"), to));
  }

  private static String shown(NetnsSnapshot.Socket socket) {
    String address = socket.address().matches("\\d+(\\.\\d+){3}") ? socket.address() : "0.0.0.0";
    return address + ":" + socket.port();
  }

  /** The packet that the kernel made because of the one that came in, if it made one. */
  private Optional<Output> answer(Block block, String netns, Predicate<IpPacket> which) {
    return sightings.answer(netns, block.begin(), which);
  }

  /** Tells of that packet, when all has been told of the one that it answers. */
  private void answered(Block block, Skb to, Optional<Output> answer) {
    answer.ifPresent(output -> originate(block, output, Optional.of(to.id())));
  }

  /** The ICMP error or reset that was sent about a packet, if one was. */
  void refusal(Block block, Skb about, String netns) {
    IpPacket packet = about.ip();
    answered(
        block,
        about,
        answer(block, netns, p -> Answers.isErrorAbout(p, packet) || Answers.isReset(p, packet)));
  }
}
