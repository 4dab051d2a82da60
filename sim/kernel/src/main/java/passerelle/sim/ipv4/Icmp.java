package passerelle.sim.ipv4;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.RouteSpec;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.IpProtocol;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.RawTransport;
import passerelle.packet.Transport;
import passerelle.packet.codec.Codec;
import passerelle.sim.ip.Counter;
import passerelle.sim.ip.Route;
import passerelle.sim.ip.RouteKey;
import passerelle.sim.ip.TransportHandler;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** The Internet Control Message Protocol (RFC 792, RFC 1812 section 4.3; net/ipv4/icmp.c). */
public final class Icmp implements TransportHandler {
  /** An error quotes as much as fits into 576 octets (RFC 1812 section 4.3.2.3). */
  private static final int MAX_ERROR_LENGTH = 576;

  /** Precedence "internetwork control" of errors (RFC 1812 section 5.3.2). */
  private static final int ERROR_TOS = 0xc0;

  private static final int TIMESTAMP = 13;
  private static final int ADDRESS_MASK = 17;

  /** {@code NR_ICMP_TYPES}: the reply with an address mask. */
  private static final int LAST_TYPE = 18;

  private final Ipv4Stack stack;
  private final InetPeers peers = new InetPeers();

  /**
   * A message of this namespace is on its way out ({@code icmp_xmit_lock}): an error that its own
   * way would cause, such as that of a REJECT in OUTPUT, is not sent.
   */
  private boolean sending;

  Icmp(Ipv4Stack stack) {
    this.stack = stack;
  }

  /**
   * Tells the sender of a packet what went wrong with it ({@code __icmp_send}). Says nothing about
   * errors, broadcasts, what only passes a bridge, and later fragments, and no more often than the
   * rate limit allows.
   *
   * @param mtu next-hop MTU for "fragmentation needed", else 0
   */
  public void sendError(Skb about, int type, int code, int mtu) {
    Ipv4Packet packet = about.ip();
    boolean local = stack.isLocalAddress(packet.destination());
    if (!deservesError(about, packet) || isToGroup(packet)) {
      return;
    }
    IpAddress source = local ? packet.destination() : packet.source().family().any();
    reply(about, source, packet.source(), error(packet, type, code, mtu));
  }

  /** {@code icmp_send} tells nobody of packets whose route is to a broadcast address. */
  private boolean isToGroup(Ipv4Packet packet) {
    return stack.addressType(packet.destination(), Optional.empty()).equals("BROADCAST");
  }

  private static boolean deservesError(Skb about, Ipv4Packet packet) {
    if (packet.source().isUnspecified()
        || packet.source().isMulticast()
        || packet.destination().isMulticast()
        || packet.destination().isLimitedBroadcast()
        || packet.header().fragmentOffset() != 0
        || about.packetType() != Skb.PacketType.HOST) {
      return false;
    }
    Transport transport = Codec.readable(packet).transport();
    boolean unknownIcmp =
        transport instanceof RawTransport raw && raw.protocol() == IpProtocol.ICMP;
    return !unknownIcmp && !(transport instanceof IcmpMessage icmp && icmp.isError());
  }

  private static IcmpMessage error(Ipv4Packet packet, int type, int code, int rest) {
    int room = MAX_ERROR_LENGTH - Ipv4Packet.HEADER_LENGTH - IcmpMessage.HEADER_LENGTH;
    return new IcmpMessage(
        type, code, rest, new IcmpBody.Quote(packet, Math.min(packet.length(), room)));
  }

  private void reply(Skb about, IpAddress source, IpAddress to, IcmpMessage message) {
    if (sending) {
      return;
    }
    try {
      RouteKey key = RouteKey.of(to, source, ERROR_TOS, message, "lo", 0);
      Route route = stack.routing().output(key, Optional.empty());
      boolean overLoopback = route.out().isLoopback();
      // Path MTU discovery has no limit (icmpv4_mask_allow); net.ipv4.icmp_ratemask leaves
      // redirects out, which have one of their own.
      boolean free = message.type() == IcmpMessage.REDIRECT || message.isFragmentationNeeded();
      boolean limited = !free && !overLoopback;
      if (limited && !peers.allowError(to, stack.machine().now())) {
        stack.mib().count(Counter.ICMP_RATE_LIMITED);
        return;
      }
      int ttl = stack.settings().defaultTtl();
      int id = stack.ids().next(to, IpProtocol.ICMP);
      Ipv4Header header = new Ipv4Header(ERROR_TOS, id, false, false, 0, ttl);
      send(source, to, message, header, about);
    } catch (KernelException unsent) {
      // There is no way to the sender (icmp_route_lookup), or OUTPUT dropped the message and told
      // of that: nobody else hears of it. What becomes of the packet itself, its own path tells.
    }
  }

  private void send(
      IpAddress source, IpAddress to, IcmpMessage message, Ipv4Header header, Skb about)
      throws KernelException {
    Optional<Device> any = Optional.empty();
    Optional<Skb> cause = Optional.of(about);
    sending = true;
    try {
      stack
          .output()
          .send(new Datagram(source, to, message, header, any, 0, true, false, "icmp", cause));
    } finally {
      sending = false;
    }
  }

  /** There is no route for a packet that came in ({@code ip_error}). */
  void noRoute(Skb skb, Device in, Errno errno) {
    boolean forwarding = stack.conf().forwarding(in);
    if (errno == Errno.ENETUNREACH) {
      stack.mib().count(Counter.IP_IN_NO_ROUTES);
    } else if (errno == Errno.EHOSTUNREACH && !forwarding) {
      stack.mib().count(Counter.IP_IN_ADDRESS_ERRORS);
    }
    if (!forwarding) {
      return;
    }
    OptionalInt code =
        switch (errno) {
          case EHOSTUNREACH -> OptionalInt.of(IcmpMessage.HOST_UNREACHABLE);
          case ENETUNREACH -> OptionalInt.of(IcmpMessage.NET_UNREACHABLE);
          case EACCES -> OptionalInt.of(IcmpMessage.ADMIN_PROHIBITED);
          default -> OptionalInt.empty();
        };
    if (code.isPresent() && peers.allowRouteError(skb.ip().source(), stack.machine().now())) {
      sendError(skb, IcmpMessage.DESTINATION_UNREACHABLE, code.getAsInt(), 0);
    }
  }

  /**
   * Nobody answered for the next hop: the packet's own sender hears of it ({@code
   * ipv4_link_failure}).
   */
  void linkFailure(Skb skb) {
    if (skb.packet() instanceof Ipv4Packet) {
      sendError(skb, IcmpMessage.DESTINATION_UNREACHABLE, IcmpMessage.HOST_UNREACHABLE, 0);
    }
  }

  /** Points out a nearer router ({@code ip_rt_send_redirect}). */
  void sendRedirect(Skb skb, Route route) {
    Ipv4Packet packet = skb.ip();
    if (deservesError(skb, packet) && peers.allowRedirect(packet.source(), stack.machine().now())) {
      int gateway = route.nextHop(packet.destination()).lastWord();
      IcmpMessage message = error(packet, IcmpMessage.REDIRECT, 1, gateway);
      reply(skb, packet.source().family().any(), packet.source(), message);
    }
  }

  /** An ICMP message for this machine ({@code icmp_rcv}). */
  @Override
  public void receive(Skb skb, Device in) {
    if (!(skb.ip().transport() instanceof IcmpMessage message)) {
      stack.mib().count(Counter.ICMP_IN_MESSAGES);
      stack.mib().count(Counter.ICMP_IN_ERRORS);
      skb.drop(in, "icmp_rcv", DropReason.IP_INHDR, "damaged ICMP header");
      return;
    }
    stack.mib().icmpIn(message.type());
    if (!isTaken(skb, message)) {
      stack.mib().count(Counter.ICMP_IN_ERRORS);
    }
    switch (message.type()) {
      case IcmpMessage.ECHO_REQUEST -> {
        if (!echo(skb, in, message)) {
          String detail = "no way back to " + skb.ip().source();
          skb.drop(stack.netns(), "", "icmp_reply", DropReason.IP_OUTNOROUTES, detail);
          return;
        }
      }
      case IcmpMessage.DESTINATION_UNREACHABLE,
          IcmpMessage.TIME_EXCEEDED,
          IcmpMessage.PARAMETER_PROBLEM ->
          unreachable(skb, message);
      case IcmpMessage.REDIRECT -> redirect(skb, in, message);
      default -> {}
    }
    skb.trace(in, "icmp_rcv", hop -> new HopEvent.Delivered(hop, "icmp"));
  }

  private static boolean isForGroup(Skb skb) {
    return skb.packetType() == Skb.PacketType.BROADCAST
        || skb.packetType() == Skb.PacketType.MULTICAST;
  }

  /** A type that exists, and to a group only what may be asked of all (RFC 1122 section 3.2.2). */
  private boolean isTaken(Skb skb, IcmpMessage message) {
    if (message.type() > LAST_TYPE) {
      return false;
    }
    return switch (message.type()) {
      case IcmpMessage.ECHO_REQUEST, TIMESTAMP ->
          !isForGroup(skb) || !stack.settings().echoIgnoreBroadcasts();
      case ADDRESS_MASK, LAST_TYPE -> true;
      default -> !isForGroup(skb);
    };
  }

  /**
   * Answers an echo request ({@code icmp_echo}).
   *
   * @return false when there is no way back to its sender
   */
  private boolean echo(Skb skb, Device in, IcmpMessage request) {
    Ipv4Packet packet = skb.ip();
    boolean toGroup = isForGroup(skb);
    if (stack.settings().echoIgnoreAll() || toGroup && stack.settings().echoIgnoreBroadcasts()) {
      return true;
    }
    IpAddress source =
        toGroup
            ? stack.addresses().select(in, packet.source(), RouteSpec.Scope.LINK)
            : packet.destination();
    IcmpMessage reply = new IcmpMessage(IcmpMessage.ECHO_REPLY, 0, request.rest(), request.body());
    Ipv4Header header =
        Ipv4Header.of(stack.ids().next(packet.source(), IpProtocol.ICMP), false)
            .withTos(packet.header().tos())
            .withTtl(stack.settings().defaultTtl())
            .withOptions(IpOptions.echoed(packet.header().options()));
    try {
      send(source, packet.source(), reply, header, skb);
      return true;
    } catch (KernelException unsent) {
      // The OUTPUT chain, which says EPERM, has told of the reply that it dropped.
      return unsent.errno() == Errno.EPERM;
    }
  }

  private void unreachable(Skb skb, IcmpMessage message) {
    if (!(message.body() instanceof IcmpBody.Quote quote)) {
      return;
    }
    Ipv4Packet about = Codec.readable(quote.packet());
    if (message.isFragmentationNeeded() && isOwn(about)) {
      stack.exceptions().learnMtu(about.destination(), message.nextHopMtu());
    }
    stack
        .input()
        .protocol(about.protocol())
        .ifPresent(handler -> handler.error(about, message, skb.ip().source()));
  }

  /**
   * A router knows a nearer one, which must be known as a neighbour to be believed in: else it is
   * asked for, and the next redirect holds. Nobody is sent to himself ({@code __ip_do_redirect}).
   */
  private void redirect(Skb skb, Device in, IcmpMessage message) {
    if (message.body() instanceof IcmpBody.Quote quote
        && stack.conf().acceptsRedirects(in)
        && mayFollow(Codec.readable(quote.packet()))
        && isGateway(skb.ip().source(), quote.packet())) {
      IpAddress gateway = new Ipv4Address(message.rest());
      boolean another = stack.addressType(gateway, Optional.empty()).equals("UNICAST");
      if (another && stack.neighbours().resolve(in, gateway)) {
        stack.exceptions().learnGateway(quote.packet().destination(), gateway);
      }
    }
  }

  private boolean isOwn(Ipv4Packet quoted) {
    return stack.input().protocol(quoted.protocol()).filter(p -> p.hasSent(quoted)).isPresent();
  }

  private boolean mayFollow(Ipv4Packet quoted) {
    return stack
        .input()
        .protocol(quoted.protocol())
        .filter(p -> p.followsRedirect(quoted))
        .isPresent();
  }

  /** Only the router that a packet was sent to may say that there is a nearer one. */
  private boolean isGateway(IpAddress router, Ipv4Packet sent) {
    try {
      Route route = stack.routing().output(RouteKey.of(sent, "lo", 0), Optional.empty());
      return route.gateway().equals(Optional.of(router));
    } catch (KernelException noRoute) {
      return false;
    }
  }

  /** {@code icmp_err} looks for no socket. */
  @Override
  public boolean hasSent(IpPacket quoted) {
    return true;
  }

  /** An error about an ICMP message of ours; ping sockets hear of it as raw receivers. */
  @Override
  public void error(IpPacket quoted, IcmpMessage message, IpAddress reporter) {
    // Nothing of the kernel's own waits for it: icmp_err only learns the path MTU.
  }
}
