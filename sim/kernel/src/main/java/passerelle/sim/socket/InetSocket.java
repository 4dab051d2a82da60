package passerelle.sim.socket;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv4Address;
import passerelle.addr.Ipv6Address;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.IpPacket;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv6Packet;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.sim.ip.Counter;
import passerelle.sim.ip.Route;
import passerelle.sim.ip.RouteKey;
import passerelle.sim.ipv4.Datagram;
import passerelle.sim.ipv4.Ipv4Stack;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.HopEvent;

/**
 * What sockets of all protocols above IP have in common ({@code struct inet_sock}): addresses,
 * options, errors, and the way down to IP. Nothing here waits: who wants to wait looks again when
 * {@link #onEvent} calls.
 */
public abstract class InetSocket {
  private final Ipv4Stack stack;
  private final Owner owner;
  private final SocketFamily family;
  private final SocketOptions options;
  private final ErrorQueue errorQueue;
  private Optional<Errno> error = Optional.empty();
  private Runnable listener = () -> {};
  private SocketAddress local = SocketAddress.ANY;
  private SocketAddress remote = SocketAddress.ANY;
  private int lastId;
  private final long number;

  InetSocket(Ipv4Stack stack, Owner owner, SocketFamily family, SocketOptions options) {
    this.stack = stack;
    this.owner = owner;
    this.family = family;
    this.options = options;
    errorQueue = new ErrorQueue(stack.machine()::now);
    number = stack.machine().nextSocket();
  }

  /** Tells it from all other sockets of the lab. */
  final long number() {
    return number;
  }

  /** Closes it; does nothing on one that is closed. */
  public abstract void close();

  /** Number of the protocol, as IP carries it ({@code sk_protocol}). */
  abstract int protocol();

  /** The socket as {@code ss} lists it. */
  public abstract SocketInfo info();

  /** Calls {@code newListener} whenever something about the socket has changed. */
  public final void onEvent(Runnable newListener) {
    listener = newListener;
  }

  final void changed() {
    listener.run();
  }

  public final Owner owner() {
    return owner;
  }

  /** The family; whoever has an IPv6 address of its own gets IPv6 only ({@code inet6_bind}). */
  public final SocketFamily family() {
    return local.isIpv6() ? SocketFamily.INET6_ONLY : family;
  }

  public final SocketOptions options() {
    return options;
  }

  /**
   * Binds the socket to a device ({@code SO_BINDTODEVICE}).
   *
   * @param name nothing to be bound to none
   * @throws KernelException ENODEV when there is no such device
   */
  public final void bindToDevice(String name) throws KernelException {
    options.setDevice(
        name.isEmpty() ? Optional.empty() : Optional.of(stack.addresses().device(name)));
  }

  /**
   * Whether a packet that came in by a device is for a socket that may be bound to one: our own to
   * ourselves come in by that which has their destination ({@code inet_iif}).
   */
  final boolean hears(IpAddress destination, Device in) {
    Optional<Device> bound = options.device();
    return bound.isEmpty()
        || bound.get() == in
        || in == stack.loopback()
            && destination instanceof Ipv4Address
            && stack
                .fib()
                .lookupLocal(destination, route -> route.device().equals(bound))
                .isPresent();
  }

  /** {@code getsockname(2)}; port 0 while it is not bound. */
  public final SocketAddress local() {
    return local;
  }

  /** {@code getpeername(2)}; {@link SocketAddress#ANY} while it is not connected. */
  public final SocketAddress remote() {
    return remote;
  }

  public final boolean isConnected() {
    return remote.port() != 0;
  }

  final void setLocal(SocketAddress address) {
    local = address;
  }

  /** Connects to a peer, or to none with {@link SocketAddress#ANY}. */
  final void setRemote(SocketAddress address) {
    remote = address;
    lastId = stack.ids().first();
  }

  final Ipv4Stack stack() {
    return stack;
  }

  /** SO_ERROR: the error that waits to be told, which is cleared by this. */
  public final Optional<Errno> takeError() {
    Optional<Errno> taken = error;
    error = Optional.empty();
    return taken;
  }

  /** Whether an error waits to be told. */
  public final boolean hasError() {
    return error.isPresent();
  }

  /** Whether an error waits, or what was told of one ({@code POLLERR}; net: datagram_poll). */
  public final boolean isFaulty() {
    return error.isPresent() || errorQueue.hasEntry();
  }

  final void throwError() throws KernelException {
    if (error.isPresent()) {
      throw new KernelException(takeError().get());
    }
  }

  final void setError(Errno errno) {
    error = Optional.of(errno);
  }

  /** What it has been told of the packets that it sent. */
  public final ErrorQueue errorQueue() {
    return errorQueue;
  }

  /**
   * Checks a wish to bind to an address ({@code inet_bind}).
   *
   * @throws KernelException EADDRNOTAVAIL when this machine does not have it
   */
  final void checkBindable(SocketAddress wanted) throws KernelException {
    IpAddress address = wanted.address();
    boolean fine =
        address.isUnspecified()
            || (address instanceof Ipv6Address
                ? stack.addresses().has(address)
                : isBindable(address));
    if (!fine) {
      throw new KernelException(Errno.EADDRNOTAVAIL);
    }
    boolean open = wanted.port() == 0 || wanted.port() >= stack.settings().unprivilegedPortStart();
    if (!open && !owner.privileged()) {
      throw new KernelException(Errno.EACCES);
    }
  }

  private boolean isBindable(IpAddress address) {
    return stack.settings().nonlocalBind()
        || address.isMulticast()
        || address.isLimitedBroadcast()
        || !stack.addressType(address, Optional.empty()).equals("UNICAST");
  }

  /**
   * Hands a packet down to IP, with DF as {@code ip_dont_fragment} decides.
   *
   * @throws KernelException what {@link passerelle.sim.ipv4.IpOutput#send} says
   */
  final void transmit(IpAddress source, IpAddress destination, Transport transport)
      throws KernelException {
    boolean mayCut = options.pathMtu() == SocketOptions.PathMtu.WANT;
    try {
      transmit(source, destination, transport, options.pathMtu() != SocketOptions.PathMtu.DONT);
    } catch (KernelException refused) {
      if (refused.errno() != Errno.EMSGSIZE) {
        countNoRoute(refused);
        throw refused;
      }
      if (mayCut) {
        transmit(source, destination, transport, false);
      } else {
        if (options.receiveErrors()) {
          errorQueue.addTooLong(pathMtu(destination));
        }
        throw refused;
      }
    }
  }

  private void transmit(
      IpAddress source, IpAddress destination, Transport transport, boolean dontFragment)
      throws KernelException {
    Datagram datagram =
        new Datagram(
            source,
            destination,
            transport,
            header(destination, transport, dontFragment),
            options.device(),
            options.mark(),
            ignoresDf(transport),
            options.pathMtu() == SocketOptions.PathMtu.PROBE,
            owner.process(),
            Optional.empty());
    if (transport instanceof TcpSegment) {
      stack.output().queue(datagram);
    } else if (!stack.output().send(datagram) && options.receiveErrors()) {
      throw new KernelException(Errno.ENOBUFS);
    }
  }

  /**
   * The way to a peer by what the socket is set to ({@code ip_route_connect}).
   *
   * @throws KernelException ENETUNREACH and the like
   */
  final Route route(IpAddress destination, int port) throws KernelException {
    try {
      return stack.routing().connect(flow(destination, port), options.device());
    } catch (KernelException none) {
      countNoRoute(none);
      throw none;
    }
  }

  /** What rules may ask of packets to a peer ({@code flowi4_init_output}). */
  private RouteKey flow(IpAddress destination, int port) {
    return RouteKey.to(destination, local.address(), options.mark(), protocol(), port);
  }

  private void countNoRoute(KernelException refused) {
    if (refused.errno() == Errno.ENETUNREACH) {
      stack.mib().count(Counter.IP_OUT_NO_ROUTES);
    }
  }

  /** {@code ip_sk_ignore_df}; TCP cuts its segments itself. */
  private boolean ignoresDf(Transport transport) {
    return !options.pathMtu().refuses() && !(transport instanceof TcpSegment);
  }

  /**
   * Whether it stands for what is not yet a socket in Linux, but a request for one ({@code
   * request_sock}): what it sends has no identification ({@code ip_build_and_send_pkt}).
   */
  boolean isRequest() {
    return false;
  }

  /**
   * The identification comes from the socket when it is connected; 0 says that the packet will
   * never be cut ({@code ip_select_ident} with {@code ip_sk_ignore_df}).
   */
  private Ipv4Header header(IpAddress destination, Transport transport, boolean dontFragment) {
    int id = 0;
    if (isConnected() && !isRequest()) {
      lastId = lastId + 1 & 0xffff;
      id = lastId;
    } else if (!dontFragment || !isRequest() && !options.pathMtu().refuses()) {
      id = stack.ids().next(destination, transport.protocol());
    }
    int ttl =
        destination.isMulticast()
            ? options.multicastTtl()
            : options.ttl().orElse(stack.settings().defaultTtl());
    return new Ipv4Header(options.tos(), id, dontFragment, false, 0, ttl, options.ipOptions());
  }

  /** The MTU towards an address that the socket keeps to, in octets; 0 when there is no route. */
  final int pathMtu(IpAddress destination) {
    if (destination instanceof Ipv6Address) {
      return stack.loopback().mtu();
    }
    try {
      Route route = stack.routing().output(flow(destination, remote.port()), options.device());
      boolean probes = options.pathMtu() == SocketOptions.PathMtu.PROBE;
      return probes ? route.out().mtu() : route.mtu();
    } catch (KernelException noRoute) {
      return 0;
    }
  }

  /** The longest segment that the route to the peer allows to ask for ({@code RTAX_ADVMSS}). */
  final int routeSegment() {
    if (remote.isIpv6()) {
      return Integer.MAX_VALUE;
    }
    try {
      Route route = stack.routing().output(flow(remote.address(), remote.port()), options.device());
      int told = route.spec().options().advmss();
      return told == 0 ? Integer.MAX_VALUE : told;
    } catch (KernelException noRoute) {
      return Integer.MAX_VALUE;
    }
  }

  /** Ends a packet's way at this socket. */
  final void delivered(Skb skb, Device in, String function, String protocol) {
    if (stack.machine().tracer().isOn()) {
      boolean any6 = skb.packet() instanceof Ipv6Packet && local.address().isUnspecified();
      SocketAddress at = any6 ? new SocketAddress(Ipv6Address.ANY, local.port()) : local;
      String to = owner.process() + " " + protocol + " " + at;
      stack.machine().tracer().emit(new HopEvent.Delivered(skb.hop(in, function), to));
    }
  }

  /** Whether a quoted packet is one of this socket's, as far as addresses tell. */
  final boolean isAbout(IpPacket quoted) {
    boolean source = local.address().isUnspecified() || local.address().equals(quoted.source());
    boolean destination =
        remote.address().isUnspecified() || remote.address().equals(quoted.destination());
    return source && destination;
  }
}
