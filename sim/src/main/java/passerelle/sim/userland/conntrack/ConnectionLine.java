package passerelle.sim.userland.conntrack;

import java.util.Locale;
import passerelle.packet.IpProtocol;
import passerelle.sim.netfilter.Connection;

/** A connection as one line (libnetfilter_conntrack, snprintf_default.c). */
final class ConnectionLine {
  private ConnectionLine() {}

  /**
   * The line.
   *
   * @param extended with the layer 3 protocol in front
   * @param withId with the connection's number at the end
   * @param now nanoseconds of virtual time
   */
  static String of(Connection connection, boolean extended, boolean withId, long now) {
    StringBuilder out = new StringBuilder(extended ? "ipv4     2 " : "");
    int protocol = connection.protocol();
    out.append(String.format(Locale.ROOT, "%-8s %d ", name(protocol), protocol));
    out.append(connection.secondsLeft(now)).append(' ');
    if (protocol == IpProtocol.TCP) {
      out.append(connection.tcpState()).append(' ');
    }
    out.append(connection.original()).append(' ');
    if (!connection.hasSeenReply()) {
      out.append("[UNREPLIED] ");
    }
    out.append(connection.reply()).append(' ');
    if (connection.isAssured()) {
      out.append("[ASSURED] ");
    }
    out.append("mark=").append(Integer.toUnsignedString(connection.mark())).append(" use=1");
    return withId ? out + " id=" + connection.id() : out.toString();
  }

  private static String name(int protocol) {
    return switch (protocol) {
      case IpProtocol.TCP -> "tcp";
      case IpProtocol.UDP -> "udp";
      case IpProtocol.ICMP -> "icmp";
      case 33 -> "dccp";
      case 47 -> "gre";
      case 58 -> "icmpv6";
      case 132 -> "sctp";
      case 136 -> "udplite";
      default -> "unknown";
    };
  }
}
