package passerelle.sim.socket;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpBody;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.Payload;
import passerelle.packet.Transport;
import passerelle.packet.codec.Codec;
import passerelle.sim.ip.Route;
import passerelle.sim.ipv4.RawReceiver;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;

/**
 * A raw socket ({@code struct raw_sock}), or a ping socket ({@code struct ping_table}): sees every
 * packet of its protocol that is for this machine.
 */
public final class RawSocket extends InetSocket implements RawReceiver {
  private final Raw raw;
  private final int protocol;
  private final boolean ping;
  private final ReceiveQueue queue = new ReceiveQueue();
  private int identifier;

  RawSocket(Raw raw, Owner owner, int protocol, boolean ping) {
    super(raw.stack(), owner, SocketFamily.INET, new SocketOptions());
    this.raw = raw;
    this.protocol = protocol;
    this.ping = ping;
  }

  void setIdentifier(int value) {
    identifier = value;
  }

  /** The ICMP identifier of a ping socket, 1..65535; 0 of a raw socket. */
  public int identifier() {
    return identifier;
  }

  /**
   * Sends from this address only.
   *
   * @throws KernelException EADDRNOTAVAIL when this machine does not have it
   */
  public void bind(IpAddress address) throws KernelException {
    checkBindable(new SocketAddress(address, 0));
    setLocal(new SocketAddress(address, 0));
  }

  /**
   * The source address that packets to a destination get.
   *
   * @throws KernelException ENETUNREACH and the like
   */
  public IpAddress sourceTowards(IpAddress destination) throws KernelException {
    Route route = route(destination, 0);
    return local().address().isUnspecified() ? route.source() : local().address();
  }

  /**
   * Sends a packet ({@code raw_sendmsg}, {@code ping_v4_sendmsg}).
   *
   * @throws KernelException an earlier ICMP error first, then what IP says
   */
  public void send(IpAddress destination, Transport transport) throws KernelException {
    if (hasError()) {
      throwError();
    }
    transmit(local().address(), destination, transport);
  }

  /**
   * The oldest packet that waits; its payload is that of an ICMP message, else the whole packet.
   */
  public Optional<ReceivedDatagram> receive() {
    return queue.poll();
  }

  public boolean isReadable() {
    return !queue.isEmpty();
  }

  @Override
  public boolean receiveRaw(Skb skb, Device in) {
    IpPacket packet = skb.ip();
    boolean mine =
        packet.protocol() == protocol
            && (local().address().isUnspecified() || local().address().equals(packet.destination()))
            && hears(packet.destination(), in);
    if (packet.transport() instanceof IcmpMessage message
        && message.isError()
        && message.body() instanceof IcmpBody.Quote quote) {
      error(Codec.readable(quote.packet()), message, packet.source());
    }
    if (!mine || ping && !isReply(packet.transport())) {
      return false;
    }
    Payload data =
        packet.transport() instanceof IcmpMessage message
                && message.body() instanceof IcmpBody.Data body
            ? body.data()
            : Payload.EMPTY;
    SocketAddress from = new SocketAddress(packet.source(), 0);
    queue.add(new ReceivedDatagram(from, data, packet, stack().machine().now()));
    changed();
    return true;
  }

  private boolean isReply(Transport transport) {
    return transport instanceof IcmpMessage message
        && message.type() == IcmpMessage.ECHO_REPLY
        && message.identifier() == identifier;
  }

  /** An ICMP error about a packet of ours ({@code raw_err}, {@code ping_err}). */
  private void error(IpPacket quoted, IcmpMessage message, IpAddress reporter) {
    boolean mine = quoted.protocol() == protocol && isAbout(quoted);
    if (mine && ping) {
      mine =
          quoted.transport() instanceof IcmpMessage sent
              && sent.type() == IcmpMessage.ECHO_REQUEST
              && sent.identifier() == identifier;
    }
    if (!mine || !options().receiveErrors() || message.type() == IcmpMessage.REDIRECT) {
      return;
    }
    errorQueue().add(quoted, message, reporter);
    changed();
  }

  @Override
  public void close() {
    raw.leave(this);
  }

  @Override
  int protocol() {
    return protocol;
  }

  @Override
  public SocketInfo info() {
    return new SocketInfo(
        ping ? "icmp" : "raw",
        TcpState.CLOSE,
        family(),
        new SocketAddress(local().address(), ping ? identifier : protocol),
        SocketAddress.ANY,
        queue.memory(),
        0,
        options().device().map(Device::name),
        Optional.of(owner()),
        number(),
        Optional.empty());
  }
}
