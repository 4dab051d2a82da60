package passerelle.sim.userland.sysctl;

import java.util.List;
import java.util.Locale;
import passerelle.sim.netns.Netns;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketInfo;

/**
 * {@code /proc/net/protocols}, the kinds of sockets that the kernel has, and {@code
 * /proc/net/netlink}, of which only the kernel's own ends are open while somebody reads (net/core/
 * sock.c:proto_seq_printf, net/netlink/af_netlink.c:netlink_native_seq_show).
 */
final class ProcProtocols {
  private static final String HEADER =
      "protocol  size sockets  memory press maxhdr  slab module     cl co di ac io in de sh ss gs"
          + " se re bi br ha uh gp em\n";

  /** What most protocols of the Internet can do, a letter for each column of the header. */
  private static final String INTERNET = "yyynyyynyyyynnyyyn";

  private static final List<Protocol> ALL =
      List.of(
          new Protocol("PACKET", 1600, -1, "NI", 0, false, "nnnnnnnnnnnnnnnnnn"),
          new Protocol("MPTCPv6", 2064, 0, "no", 0, true, "yyynyyyyyyyynnyyyn"),
          new Protocol("PINGv6", 1344, -1, "NI", 0, true, "yyynnynnyyyyyynyyn"),
          new Protocol("RAWv6", 1344, -1, "NI", 0, true, "yyynyyynyyyyyyyynn"),
          new Protocol("UDPLITEv6", 1472, 0, "NI", 0, true, INTERNET),
          new Protocol("UDPv6", 1472, 0, "NI", 0, true, INTERNET),
          new Protocol("TCPv6", 2432, 0, "no", 192, true, "yyyyyyyyyyyynyyyyy"),
          new Protocol("UNIX-STREAM", 1152, -1, "NI", 0, true, "ynnnnnnnnnnnnnnnnn"),
          new Protocol("UNIX", 1152, -1, "NI", 0, true, "ynnnnnnnnnnnnnnnnn"),
          new Protocol("UDP-Lite", 1344, 0, "NI", 0, true, INTERNET),
          new Protocol("MPTCP", 1936, 0, "no", 0, true, "yyynyyyyyyyynnyyyn"),
          new Protocol("PING", 1016, -1, "NI", 0, true, "yyynnynnyyyyyynyyn"),
          new Protocol("RAW", 1152, -1, "NI", 0, true, "yyynyyynyyyyyyyynn"),
          new Protocol("UDP", 1344, 0, "NI", 0, true, INTERNET),
          new Protocol("TCP", 2304, 0, "no", 192, true, "yyyyyyyyyyyynyyyyy"),
          new Protocol("NETLINK", 1096, -1, "NI", 0, false, "nnnnnnnnnnnnnnnnnn"));

  /** Route, sock_diag, xfrm, audit, fib_lookup, netfilter, uevent and generic. */
  private static final List<Integer> KERNELS = List.of(0, 4, 6, 9, 10, 12, 15, 16);

  private ProcProtocols() {}

  /**
   * A kind of socket.
   *
   * @param size of one, in octets
   * @param memory pages in use; -1 where nobody counts
   * @param pressure whether memory is short, or {@code NI} for not implemented
   * @param header the longest, in octets
   * @param slab one has a cache of its own
   * @param calls which functions it has
   */
  private record Protocol(
      String name, int size, int memory, String pressure, int header, boolean slab, String calls) {

    String line(long sockets) {
      String start =
          "%-9s %4s %6s  %6s   %-3s %6s   %-3s  %-10s "
              .formatted(
                  name, size, sockets, memory, pressure, header, slab ? "yes" : "no", "kernel");
      return start + " " + String.join("  ", calls.split("")) + "\n";
    }

    boolean has(SocketInfo socket) {
      boolean inet6 = socket.family() != SocketFamily.INET;
      String kind = socket.protocol().equals("icmp") ? "PING" : socket.protocol();
      return name.equals(kind.toUpperCase(Locale.ROOT) + (inet6 ? "v6" : ""));
    }
  }

  static String protocols(List<SocketInfo> sockets) {
    StringBuilder out = new StringBuilder(HEADER);
    for (Protocol protocol : ALL) {
      out.append(protocol.line(sockets.stream().filter(protocol::has).count()));
    }
    return out.toString();
  }

  static String netlink(Netns netns) {
    StringBuilder out =
        new StringBuilder(
            "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops   "
                + " Inode\n");
    for (int family : KERNELS) {
      // Whoever may not see addresses of the kernel sees a number that stands for one.
      long hidden = Integer.toUnsignedLong((netns.name() + family).hashCode() * 0x9e37_79b9);
      out.append(
          "%016x %-3s %-10s %08x %-8s %-8s %-5s %-8s %-8s %-8s\n"
              .formatted(hidden, family, 0, 0, 0, 0, 0, 2, 0, 4026 + hidden % 100_000));
    }
    return out.toString();
  }
}
