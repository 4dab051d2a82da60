package passerelle.sim.userland.ss;

import java.util.List;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketInfo;
import passerelle.sim.socket.TcpState;

/** {@code ss -s}: how many sockets there are (misc/ss.c:print_summary). */
final class SocketSummary {
  private SocketSummary() {}

  static String text(List<SocketInfo> all) {
    List<SocketInfo> tcp = of(all, "tcp");
    long established = count(tcp, TcpState.ESTABLISHED);
    long waiting = count(tcp, TcpState.TIME_WAIT);
    StringBuilder out = new StringBuilder();
    out.append("Total: ").append(all.size()).append('\n');
    out.append(
        "TCP:   %s (estab %s, closed %s, orphaned 0, timewait %s)\n\n"
            .formatted(tcp.size(), established, waiting, waiting));
    out.append("Transport Total     IP        IPv6\n");
    row(out, "RAW", of(all, "raw"));
    row(out, "UDP", of(all, "udp"));
    row(out, "TCP", tcp.stream().filter(s -> s.state() != TcpState.TIME_WAIT).toList());
    row(out, "INET", all.stream().filter(s -> s.state() != TcpState.TIME_WAIT).toList());
    row(out, "FRAG", List.of());
    return out.append('\n').toString();
  }

  private static List<SocketInfo> of(List<SocketInfo> all, String protocol) {
    return all.stream().filter(s -> s.protocol().equals(protocol)).toList();
  }

  private static long count(List<SocketInfo> sockets, TcpState state) {
    return sockets.stream().filter(s -> s.state() == state).count();
  }

  private static void row(StringBuilder out, String name, List<SocketInfo> sockets) {
    long inet = sockets.stream().filter(s -> s.family() == SocketFamily.INET).count();
    out.append(
        "%s\t  %-9s %-9s %-9s\n".formatted(name, sockets.size(), inet, sockets.size() - inet));
  }
}
