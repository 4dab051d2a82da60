package passerelle.sim.userland.conntrack;

import passerelle.kernel.ConnectionView;
import passerelle.packet.IpProtocol;
import passerelle.sim.uapi.ConntrackEvent;
import passerelle.sim.uapi.Flow;

/** A connection as one line (libnetfilter_conntrack, snprintf_default.c). */
public final class ConnectionLine {
  private ConnectionLine() {}

  /**
   * The line.
   *
   * @param extended with the layer 3 protocol in front
   * @param withId with the connection's number at the end
   */
  static String of(Flow flow, boolean extended, boolean withId) {
    return of(flow, extended, withId, 1);
  }

  /** The line of one that the kernel holds in its hand, too. */
  static String held(Flow flow, boolean extended, boolean withId) {
    return of(flow, extended, withId, 2);
  }

  private static String of(Flow flow, boolean extended, boolean withId, int uses) {
    ConnectionView connection = flow.view();
    StringBuilder out = new StringBuilder(extended ? "ipv4     2 " : "");
    int protocol = connection.protocol();
    out.append("%-8s %s ".formatted(name(protocol), protocol));
    out.append(connection.secondsLeft()).append(' ');
    out.append(connection.flow());
    out.append(" mark=")
        .append(Integer.toUnsignedString(connection.mark()))
        .append(" use=")
        .append(uses);
    return withId ? out + " id=" + flow.id() : out.toString();
  }

  /** An event as one line: its kind, then the connection without its mark and use. */
  static String event(ConntrackEvent event, boolean extended, boolean withId) {
    boolean destroyed = event.kind() == ConntrackEvent.Kind.DESTROY;
    ConnectionView connection = event.flow().view();
    StringBuilder out = new StringBuilder();
    out.append("%9s ".formatted("[" + event.kind() + "]"));
    out.append(extended ? "ipv4     2 " : "");
    int protocol = connection.protocol();
    out.append("%-8s %s ".formatted(name(protocol), protocol));
    long left = connection.secondsLeft();
    out.append(destroyed && left == 0 ? "" : left + " ");
    out.append(connection.flow());
    String mark = Integer.toUnsignedString(connection.mark());
    out.append(connection.mark() == 0 ? "" : " mark=" + mark);
    out.append(withId ? " id=" + event.flow().id() : "");
    event.by().ifPresent(pid -> out.append(" [USERSPACE] portid=").append(pid));
    return out.toString();
  }

  /** A connection as {@code /proc/net/nf_conntrack} shows it ({@code ct_seq_show}). */
  public static String proc(ConnectionView connection) {
    int protocol = connection.protocol();
    return "ipv4     2 %-8s %s %s %s"
            .formatted(name(protocol), protocol, connection.secondsLeft(), connection.flow())
        + (" mark=" + Integer.toUnsignedString(connection.mark()) + " zone=0 use=2\n");
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
