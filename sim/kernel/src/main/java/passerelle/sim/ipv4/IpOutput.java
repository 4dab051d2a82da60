package passerelle.sim.ipv4;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.netfilter.Hook;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.RawTransport;
import passerelle.packet.Transport;
import passerelle.sim.ip.Counter;
import passerelle.sim.ip.Route;
import passerelle.sim.ip.RouteKey;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.netfilter.Verdict;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/**
 * The way out (net/ipv4/ip_output.c): the route, OUTPUT, the route again where OUTPUT changed what
 * it depends on, POSTROUTING, fragments, and the next hop.
 */
public final class IpOutput {
  private final Ipv4Stack stack;

  IpOutput(Ipv4Stack stack) {
    this.stack = stack;
  }

  /**
   * Sends a packet of our own, and counts it where it is discarded ({@code ip_send_skb}).
   *
   * @return false when the device dropped it at once, of which those hear who hear of errors
   *     ({@code ENOBUFS} with {@code IP_RECVERR})
   * @throws KernelException ENETUNREACH and the like without a route, EMSGSIZE when it is too long
   *     and must not be fragmented, EPERM when OUTPUT or POSTROUTING drops it
   */
  public boolean send(Datagram datagram) throws KernelException {
    try {
      boolean sent = send(datagram, isError(datagram) ? datagram.cause() : Optional.empty());
      stack.mib().count(Counter.IP_OUT_DISCARDS, sent ? 0 : 1);
      return sent;
    } catch (KernelException refused) {
      if (refused.errno() == Errno.EPERM) {
        stack.mib().count(Counter.IP_OUT_DISCARDS);
      }
      throw refused;
    }
  }

  /**
   * Sends a segment of a connection, which repeats what is discarded and so does not count it
   * ({@code ip_queue_xmit}); throws as {@link #send(Datagram)}.
   */
  public void queue(Datagram datagram) throws KernelException {
    send(datagram, Optional.empty());
  }

  /**
   * Sends an answer that belongs to the connection of its cause, whatever connection tracking would
   * find out by itself ({@code nf_ct_attach}); throws as {@link #send(Datagram)}.
   */
  public void sendAttached(Datagram datagram) throws KernelException {
    send(datagram, datagram.cause());
  }

  private boolean send(Datagram datagram, Optional<Skb> attachedTo) throws KernelException {
    Route found = stack.routing().output(datagram.routeKey(), datagram.device());
    Route route = datagram.probes() ? found.probed() : found;
    IpAddress source = datagram.source().isUnspecified() ? route.source() : datagram.source();
    Ipv4Header header =
        IpOptions.noted(datagram.header(), source, source, stack.machine().now(), false);
    Ipv4Packet packet = Ipv4Packet.of(source, datagram.destination(), header, datagram.transport());
    if (datagram.header().dontFragment() && packet.length() > route.mtu()) {
      throw new KernelException(Errno.EMSGSIZE);
    }
    if (packet.protocol() == IpProtocol.ICMP) {
      countMessage(datagram.transport());
    }
    stack.mib().count(Counter.IP_OUT_REQUESTS);
    Skb skb = new Skb(stack.machine(), packet);
    skb.setMark(datagram.mark());
    skb.setIgnoresDf(datagram.ignoresDf());
    if (attachedTo.isPresent()) {
      attach(skb, attachedTo.get());
    }
    if (stack.machine().tracer().isOn()) {
      skb.trace(
          stack.netns(),
          "",
          "ip_local_out",
          hop -> new HopEvent.Originated(hop, datagram.by(), datagram.cause().map(Skb::id)));
      stack.routing().trace(skb, "", "ip_route_output_key", route);
      boolean[] sent = new boolean[1];
      stack.machine().tracer().inHand(skb.id(), () -> sent[0] = localOut(skb, route));
      return sent[0];
    }
    return localOut(skb, route);
  }

  private static void attach(Skb skb, Skb cause) {
    cause.tracking().map(Skb.Tracking::ofAnswer).ifPresent(skb::setTracking);
    if (cause.isUntracked()) {
      skb.attachToUntracked();
    }
  }

  private void countMessage(Transport transport) {
    if (transport instanceof IcmpMessage message) {
      stack.mib().icmpOut(message.type());
    } else if (transport instanceof RawTransport raw && raw.length() > 0) {
      stack.mib().icmpOut(raw.payload().at(0));
    }
  }

  /** An ICMP error belongs to the connection of the packet it is about ({@code icmp_glue_bits}). */
  private static boolean isError(Datagram datagram) {
    return datagram.transport() instanceof IcmpMessage icmp && icmp.isError();
  }

  /**
   * Sends a packet that a guest of a device leaves to this machine's routes ({@code
   * ipvlan_process_v4_outbound}).
   *
   * @param out the device that it must leave by
   * @return false when it was dropped at once
   */
  public boolean forward(Skb skb, Device out) {
    try {
      RouteKey key = RouteKey.of(skb.ip(), "lo", skb.mark());
      return localOut(skb, stack.routing().output(key, Optional.of(out)));
    } catch (KernelException unreachable) {
      String detail = skb.ip().destination().toString();
      skb.drop(out, "ipvlan_process_outbound", DropReason.IP_OUTNOROUTES, detail);
      return false;
    }
  }

  /** OUTPUT, and the route again ({@code __ip_local_out}, {@code ip_route_me_harder}). */
  private boolean localOut(Skb skb, Route route) throws KernelException {
    Route way = route;
    if (!stack.hooks().isIdle()) {
      Ipv4Packet before = skb.ip();
      int mark = skb.mark();
      Verdict verdict = stack.hooks().run(Hook.OUTPUT, skb, Optional.empty(), route.out().some());
      if (verdict == Verdict.DROP) {
        throw new KernelException(Errno.EPERM);
      }
      if (verdict == Verdict.STOLEN) {
        return true;
      }
      Ipv4Packet after = skb.ip();
      if (!before.destination().equals(after.destination())
          || !before.source().equals(after.source())
          || mark != skb.mark()) {
        way = routeAgain(skb, after);
      }
    }
    Verdict verdict = postRouting(skb, Optional.empty(), way);
    if (verdict == Verdict.DROP) {
      throw new KernelException(Errno.EPERM);
    }
    return verdict == Verdict.STOLEN || finish(skb, way);
  }

  private Route routeAgain(Skb skb, Ipv4Packet packet) throws KernelException {
    try {
      Route route = stack.routing().output(RouteKey.of(packet, "lo", skb.mark()), Optional.empty());
      stack.routing().trace(skb, "", "ip_route_me_harder", route);
      return route;
    } catch (KernelException unreachable) {
      String detail = packet.destination().toString();
      skb.drop(stack.netns(), "", "ip_route_me_harder", DropReason.IP_OUTNOROUTES, detail);
      throw unreachable;
    }
  }

  /** A packet that was looked at and routed: POSTROUTING and out ({@code ip_output}). */
  void output(Skb skb, Optional<Device> in, Route route) {
    if (postRouting(skb, in, route) == Verdict.ACCEPT) {
      finish(skb, route);
    }
  }

  private Verdict postRouting(Skb skb, Optional<Device> in, Route route) {
    return stack.hooks().isIdle()
        ? Verdict.ACCEPT
        : stack.hooks().run(Hook.POSTROUTING, skb, in, route.out().some());
  }

  /** Cuts what is too long, or came in pieces ({@code __ip_finish_output}). */
  private boolean finish(Skb skb, Route route) {
    if (skb.ip().length() <= route.mtu() && !skb.cameInPieces()) {
      return finish2(skb, route);
    }
    if (!Fragmenter.mayCut(skb, route.mtu())) {
      tooBig(skb, route);
      return false;
    }
    boolean sent = true;
    for (Skb fragment : Fragmenter.fragment(skb, route.mtu(), route.out())) {
      if (sent) {
        sent = finish2(fragment, route);
        stack.mib().count(Counter.IP_FRAGMENTS_CREATED, sent ? 1 : 0);
      } else {
        // ip_do_fragment gives up the rest when the device drops one.
        String detail = "an earlier fragment was dropped";
        fragment.drop(route.out(), "ip_do_fragment", DropReason.NOT_SPECIFIED, detail);
      }
    }
    stack.mib().count(sent ? Counter.IP_FRAGMENTED : Counter.IP_FRAGMENT_FAILS);
    return sent;
  }

  private void tooBig(Skb skb, Route route) {
    stack.mib().count(Counter.IP_FRAGMENT_FAILS);
    int type = IcmpMessage.DESTINATION_UNREACHABLE;
    stack.icmp().sendError(skb, type, IcmpMessage.FRAGMENTATION_NEEDED, route.mtu());
    String detail = skb.ip().length() + " octets, mtu " + route.mtu() + ", DF set";
    skb.drop(route.out(), "ip_fragment", DropReason.PKT_TOO_BIG, detail);
  }

  /** The link-layer header, and out ({@code ip_finish_output2}). */
  private boolean finish2(Skb skb, Route route) {
    Device out = route.out();
    int length = skb.ip().length();
    stack.mib().count(Counter.IP_OUT_TRANSMITS, Counter.IP_OUT_OCTETS, length);
    return switch (route.kind()) {
      case BROADCAST, MULTICAST -> toGroup(skb, route);
      case LOCAL, UNICAST -> {
        if (out.isLoopback()) {
          skb.setFrame(MacAddress.ZERO, MacAddress.ZERO);
          yield out.transmit(skb);
        }
        yield stack.neighbours().output(skb, out, route.nextHop(skb.ip().destination()));
      }
    };
  }

  /** To everybody on the link, and a copy back to ourselves ({@code ip_mc_output}). */
  private boolean toGroup(Skb skb, Route route) {
    Device out = route.out();
    IpAddress group = skb.ip().destination();
    countGroup(route.kind(), skb.ip().length());
    MacAddress to = group.isMulticast() ? MacAddress.ofMulticast(group) : MacAddress.BROADCAST;
    boolean looped = !out.isLoopback() && (!group.isMulticast() || stack.isMember(out, group));
    Skb sent = looped ? loopBack(skb, out) : skb;
    sent.setFrame(out.mac(), to);
    return out.transmit(sent);
  }

  private void countGroup(HopEvent.RouteKind kind, int length) {
    if (kind == HopEvent.RouteKind.MULTICAST) {
      stack.mib().count(Counter.IP_OUT_MULTICASTS, Counter.IP_OUT_MULTICAST_OCTETS, length);
    } else {
      stack.mib().count(Counter.IP_OUT_BROADCASTS, Counter.IP_OUT_BROADCAST_OCTETS, length);
    }
  }

  /**
   * Has a copy come in again ({@code dev_loopback_xmit}).
   *
   * @return the copy that goes out
   */
  private Skb loopBack(Skb skb, Device out) {
    Skb sent = skb.copy();
    Skb back = skb.copy();
    back.setPacketType(
        skb.ip().destination().isMulticast() ? Skb.PacketType.MULTICAST : Skb.PacketType.BROADCAST);
    List<Long> ids = List.of(sent.id(), back.id());
    skb.trace(out, "ip_mc_output", hop -> new HopEvent.Split(hop, "loopback", ids));
    Runnable received =
        () ->
            stack
                .machine()
                .tracer()
                .inHand(back.id(), () -> stack.input().receiveLoopedBack(out, back));
    stack.machine().loop().schedule(0, received);
    return sent;
  }
}
