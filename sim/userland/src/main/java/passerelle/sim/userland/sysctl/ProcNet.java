package passerelle.sim.userland.sysctl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.netlink.NeighbourNetlink;
import passerelle.sim.netlink.RouteNetlink;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.VirtualFiles;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketInfo;
import passerelle.sim.socket.TcpState;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.NeighbourInfo;
import passerelle.sim.uapi.RouteInfo;
import passerelle.text.WordList;

/** {@code /proc/net} of a namespace: the tables that older tools read. */
public final class ProcNet implements VirtualFiles {
  /** The columns of sockets of IPv6, which are not filled up with blanks. */
  static final String SOCKETS6 =
      "  sl  local_address                         remote_address                        st"
          + " tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

  private static final List<String> NAMES =
      WordList.of(
          """
          anycast6 arp dev dev_mcast fib_trie fib_triestat if_inet6 icmp icmp6 igmp
          ip6_tables_names ip_mr_cache ip_mr_vif ip_tables_names ipv6_route mcfilter mcfilter6
          netlink netstat nf_conntrack packet protocols psched ptype raw raw6 route rt_cache
          snmp snmp6 sockstat sockstat6 softnet_stat stat tcp tcp6 udp udp6 udplite udplite6
          unix
          """);
  private final Netns netns;
  private final Rtnetlink kernel;

  public ProcNet(Netns netns) {
    this.netns = netns;
    kernel = new Rtnetlink(netns);
  }

  @Override
  public Optional<List<String>> list(String path) {
    return path.isEmpty()
        ? Optional.of(NAMES)
        : path.equals("stat") ? Optional.of(List.of("nf_conntrack")) : Optional.empty();
  }

  @Override
  public Optional<byte[]> read(String path) {
    Optional<String> text =
        switch (path) {
          case "arp" -> Optional.of(arp());
          case "dev" -> Optional.of(dev());
          case "dev_mcast" -> Optional.of(new ProcGroups(kernel).link());
          case "fib_trie" -> Optional.of(ProcFibTrie.text(netns));
          case "igmp" -> Optional.of(new ProcGroups(kernel).inet());
          case "if_inet6" -> Optional.of(inet6());
          case "netstat" -> Optional.of(SnmpTables.text(new SnmpTables(netns).netstat()));
          case "route" -> Optional.of(route());
          case "snmp" -> Optional.of(SnmpTables.text(new SnmpTables(netns).snmp()));
          case "snmp6" -> Optional.of(SnmpTables.text6(new SnmpTables(netns).snmp6()));
          case "sockstat" -> Optional.of(statistics());
          case "tcp", "udp", "raw" -> Optional.of(sockets(path, SocketFamily.INET));
          case "tcp6", "udp6" -> Optional.of(sockets(path.substring(0, 3), SocketFamily.INET6));
          default -> ProcNetTables.read(netns, path);
        };
    return text.map(t -> t.getBytes(StandardCharsets.UTF_8));
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }

  private String dev() {
    StringBuilder out =
        new StringBuilder(
            "Inter-|   Receive                                                |  Transmit\n"
                + " face |bytes    packets errs drop fifo frame compressed multicast"
                + "|bytes    packets errs drop fifo colls carrier compressed\n");
    for (LinkInfo device : kernel.links()) {
      out.append(
          "%6s: %7s %7s %4s %4s %4s %5s %10s %9s %8s %7s %4s %4s %4s %5s %7s %10s\n"
              .formatted(
                  device.name(),
                  device.counters().rxBytes(),
                  device.counters().rxPackets(),
                  0,
                  device.counters().rxDropped(),
                  0,
                  0,
                  0,
                  device.counters().multicast(),
                  device.counters().txBytes(),
                  device.counters().txPackets(),
                  0,
                  device.counters().txDropped(),
                  0,
                  0,
                  0,
                  0));
    }
    return out.toString();
  }

  /** An address as the machine's own 32-bit word, in hexadecimal: octets from the last. */
  private static String hex(int bits) {
    return "%08X".formatted(Integer.reverseBytes(bits));
  }

  private String route() {
    StringBuilder out = new StringBuilder();
    out.append(
        "%-127s\n"
            .formatted(
                "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow"
                    + "\tIRTT"));
    for (RouteInfo route : new RouteNetlink(netns).routes()) {
      RouteSpec spec = route.first();
      if (spec.table() != RouteSpec.MAIN || spec.type() == RouteSpec.Type.BROADCAST) {
        continue;
      }
      String line =
          "%s\t%s\t%s%s%s\t%s\t0\t0\t0"
              .formatted(
                  spec.device().orElse("*"),
                  hex(spec.destination().network().lastWord()),
                  hex(spec.gateway().map(IpAddress::lastWord).orElse(0)),
                  "\t%04X\t0\t0\t".formatted(RouteFlags.of(spec)),
                  spec.metric(),
                  hex(spec.destination().netmask().lastWord()));
      out.append("%-127s\n".formatted(line));
    }
    return out.toString();
  }

  private String arp() {
    StringBuilder out =
        new StringBuilder(
            "IP address       HW type     Flags       HW address            Mask     Device\n");
    for (NeighbourInfo entry : new NeighbourNetlink(netns).all()) {
      int flags =
          switch (entry.state()) {
            case PERMANENT -> 6;
            case INCOMPLETE, FAILED -> 0;
            default -> 2;
          };
      out.append(
          "%-16s 0x%-10x0x%-10x%-17s     %-8s %s\n"
              .formatted(entry.address(), 1, flags, entry.mac(), "*", entry.device()));
    }
    return out.toString();
  }

  private String inet6() {
    StringBuilder out = new StringBuilder();
    for (LinkInfo device : kernel.links()) {
      for (IfAddress address : kernel.addresses6(device)) {
        Ipv6Address own = (Ipv6Address) address.local();
        int scope =
            switch (address.scope()) {
              case HOST -> 0x10;
              case LINK -> 0x20;
              case GLOBAL -> 0;
            };
        out.append(
            "%016x%016x %02x %02x %02x %02x %8s\n"
                .formatted(
                    own.high(),
                    own.low(),
                    device.index(),
                    address.address().length(),
                    scope,
                    0x80,
                    device.name()));
      }
    }
    return out.toString();
  }

  private String statistics() {
    List<SocketInfo> all = netns.sockets().list();
    long tcp = all.stream().filter(s -> s.protocol().equals("tcp")).count();
    long udp = all.stream().filter(s -> s.protocol().equals("udp")).count();
    long raw = all.stream().filter(s -> s.protocol().equals("raw")).count();
    return ("sockets: used %s\nTCP: inuse %s orphan 0 tw 0 alloc %s mem 0\nUDP: inuse %s mem 0\n"
            + "UDPLITE: inuse 0\nRAW: inuse %s\nFRAG: inuse 0 memory 0\n")
        .formatted(all.size(), tcp, tcp, udp, raw);
  }

  private String sockets(String protocol, SocketFamily family) {
    boolean tcp = protocol.equals("tcp");
    boolean raw = protocol.equals("raw");
    String head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt";
    int width = raw || family == SocketFamily.INET6 ? 1 : tcp ? 149 : 127;
    StringBuilder out = new StringBuilder();
    String tail = tcp ? "   uid  timeout inode" : "   uid  timeout inode ref pointer drops";
    if (family == SocketFamily.INET6) {
      out.append(tcp ? SOCKETS6 : SOCKETS6 + " ref pointer drops").append('\n');
    } else {
      out.append(format("%-" + width + "s\n", (tcp || raw ? "" : " ") + head + tail));
    }
    int row = 0;
    int digits = tcp || raw ? 4 : 5;
    for (SocketInfo socket : netns.sockets().list()) {
      boolean inet6 = socket.family() != SocketFamily.INET;
      if (!socket.protocol().equals(protocol) || inet6 == (family == SocketFamily.INET)) {
        continue;
      }
      String line =
          format(
              "%"
                  + digits
                  + "s: %s:%04X %s:%04X %02X %08X:%08X 00:00000000 00000000     0        0 %s",
              row++,
              address(inet6, socket.local().address()),
              socket.local().port(),
              address(inet6, socket.remote().address()),
              socket.remote().port(),
              socket.state().ordinal() + 1,
              socket.state() == TcpState.LISTEN ? 0 : socket.sendQueue(),
              socket.receiveQueue(),
              0);
      out.append(format("%-" + width + "s\n", line));
    }
    return out.toString();
  }

  private static String address(boolean inet6, IpAddress address) {
    if (address instanceof Ipv6Address six) {
      return hex((int) (six.high() >> 32))
          + hex((int) six.high())
          + hex((int) (six.low() >> 32))
          + hex((int) six.low());
    }
    int bits = address.lastWord();
    String mapped = bits == 0 ? "00000000" : "FFFF0000";
    return (inet6 ? "0000000000000000" + mapped : "") + hex(bits);
  }
}
