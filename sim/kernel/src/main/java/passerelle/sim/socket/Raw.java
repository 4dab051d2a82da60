package passerelle.sim.socket;

import java.util.ArrayList;
import java.util.List;
import passerelle.sim.core.LabRandom;
import passerelle.sim.ipv4.Ipv4Stack;

/** Raw sockets and ping sockets of one namespace (net/ipv4/raw.c, ping.c). */
public final class Raw {
  private final Ipv4Stack stack;
  private final LabRandom random;
  private final List<InetSocket> sockets = new ArrayList<>();

  Raw(Ipv4Stack stack) {
    this.stack = stack;
    random = stack.machine().random().stream("raw/" + stack.netns());
  }

  /**
   * A socket that sends and sees whole packets of one protocol (SOCK_RAW).
   *
   * @param protocol IP protocol number, 1..255
   */
  public RawSocket open(Owner owner, int protocol) {
    RawSocket socket = new RawSocket(this, owner, protocol, false);
    enter(socket);
    return socket;
  }

  /**
   * A socket for ICMP echoes under an identifier of its own (SOCK_DGRAM, IPPROTO_ICMP): it hears
   * the replies and the errors that bear it, and no more.
   */
  public RawSocket openPing(Owner owner) {
    RawSocket socket = new RawSocket(this, owner, passerelle.packet.IpProtocol.ICMP, true);
    socket.setIdentifier(1 + random.nextInt(65535));
    enter(socket);
    return socket;
  }

  private void enter(RawSocket socket) {
    sockets.add(socket);
    stack.input().addRaw(socket);
  }

  void leave(RawSocket socket) {
    sockets.remove(socket);
    stack.input().removeRaw(socket);
  }

  Ipv4Stack stack() {
    return stack;
  }

  List<InetSocket> sockets() {
    return List.copyOf(sockets);
  }
}
