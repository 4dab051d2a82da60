package passerelle.kernel.op;

import java.util.List;
import passerelle.addr.IpAddress;
import passerelle.packet.IpProtocol;

/** Which tracked connections are meant (vishvananda/netlink, ConntrackFilter). */
public sealed interface ConntrackFilter {

  /**
   * Whether it means a connection.
   *
   * @param port to which its first packet went, where the protocol has ports
   * @param source of the answers
   * @param destination of the answers
   */
  boolean fits(int protocol, int port, IpAddress source, IpAddress destination);

  /** The words of {@code conntrack} that mean the same; several, where one command cannot. */
  List<String> words();

  /**
   * Those whose answers come from an address or go there. What an address has sent under another
   * one, as masquerading does it, is not among them.
   */
  record ReplyAddress(IpAddress address) implements ConntrackFilter {
    @Override
    public boolean fits(int protocol, int any, IpAddress source, IpAddress destination) {
      return source.equals(address) || destination.equals(address);
    }

    @Override
    public List<String> words() {
      return List.of("--reply-src " + address, "--reply-dst " + address);
    }
  }

  /** Those of UDP whose first packet went to a port. */
  record UdpPort(int port) implements ConntrackFilter {
    @Override
    public boolean fits(int protocol, int to, IpAddress source, IpAddress destination) {
      return protocol == IpProtocol.UDP && to == port;
    }

    @Override
    public List<String> words() {
      return List.of("-p udp --orig-port-dst " + port);
    }
  }
}
