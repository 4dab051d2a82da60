package passerelle.sim.userland.sysctl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.netns.Netns;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketInfo;
import passerelle.sim.uapi.ConntrackStatistics;
import passerelle.sim.userland.conntrack.ConnectionLine;

/** The smaller tables of {@code /proc/net}, and those that are empty here. */
final class ProcNetTables {
  private static final int PROCESSORS = 2;

  /** Who takes frames ({@code ptype_seq_show}); captures, which come first, are not told. */
  private static final String HANDLERS =
      "Type Device      Function\n0800          ip_rcv\n0004          llc_rcv\n"
          + "0806          arp_rcv\n86dd          ipv6_rcv\n";

  /** Nobody has a socket of these kinds. */
  private static final String SOCKETS =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops";

  /** There has been no cache of routes since Linux 3.6. */
  private static final String ROUTE_CACHE =
      String.format(
          "%-127s\n",
          "Iface\tDestination\tGateway \tFlags\t\tRefCnt\tUse\tMetric\tSource\t\tMTU\tWindow\tIRTT"
              + "\tTOS\tHHRef\tHHUptod\tSpecDst");

  private ProcNetTables() {}

  /** The text of a file; empty when there is none of that name. */
  static Optional<String> read(Netns netns, String path) {
    return Optional.ofNullable(
        switch (path) {
          // Rules are nf_tables': the older tables have never been asked for.
          case "ip_tables_names", "ip6_tables_names" -> "";
          case "nf_conntrack" -> connections(netns);
          case "stat/nf_conntrack" -> statistics(Nfnetlink.of(netns));
          case "packet" -> "sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n";
          case "unix" -> "Num       RefCount Protocol Flags    Type St Inode Path\n";
          // Nanoseconds of a tick in hexadecimal, and of the clocks (sch_api.c:psched_show).
          case "psched" -> "000003e8 00000040 000f4240 3b9aca00\n";
          case "fib_triestat" -> ProcFibStatistics.text(netns);
          case "ptype" -> HANDLERS;
          case "udplite", "icmp" ->
              String.format("%-127s\n", (path.equals("icmp") ? "" : " ") + SOCKETS);
          case "protocols" -> ProcProtocols.protocols(netns.sockets().list());
          case "netlink" -> ProcProtocols.netlink(netns);
          case "ipv6_route" -> ProcRoutes6.text(new Rtnetlink(netns));
          case "anycast6" -> "";
          case "rt_cache" -> ROUTE_CACHE;
          case "mcfilter" -> "Idx Device        MCA        SRC    INC    EXC\n";
          case "mcfilter6" ->
              "Idx Device                Multicast Address                   Source Address   "
                  + " INC    EXC\n";
          case "ip_mr_cache" -> "Group    Origin   Iif     Pkts    Bytes    Wrong Oifs\n";
          case "ip_mr_vif" ->
              "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags Local    Remote\n";
          case "raw6", "icmp6", "udplite6" -> ProcNet.SOCKETS6 + " ref pointer drops\n";
          case "sockstat6" -> sockets6(netns);
          case "softnet_stat" -> processors(netns);
          default -> null;
        });
  }

  private static String connections(Netns netns) {
    StringBuilder out = new StringBuilder();
    Nfnetlink.of(netns).flows().forEach(flow -> out.append(ConnectionLine.proc(flow.view())));
    return out.toString();
  }

  /** {@code ct_cpu_seq_show}: a line for each processor, of which the first does all. */
  private static String statistics(Nfnetlink netfilter) {
    ConntrackStatistics counted = netfilter.statistics();
    StringBuilder out =
        new StringBuilder(
            "entries  clashres found new invalid ignore delete chainlength insert insert_failed"
                + " drop early_drop icmp_error  expect_new expect_create expect_delete"
                + " search_restart\n");
    for (int i = 0; i < PROCESSORS; i++) {
      boolean first = i == 0;
      out.append(
          ("%08x  %08x %08x %08x %08x %08x %08x %08x %08x %08x %08x %08x %08x  %08x %08x %08x"
                  + " %08x\n")
              .formatted(
                  netfilter.count(),
                  0,
                  0,
                  0,
                  first ? counted.invalid() : 0,
                  0,
                  0,
                  0,
                  0,
                  first ? counted.insertFailed() : 0,
                  first ? counted.dropped() : 0,
                  first ? counted.earlyDropped() : 0,
                  0,
                  0,
                  0,
                  0,
                  0));
    }
    return out.toString();
  }

  private static String sockets6(Netns netns) {
    List<SocketInfo> all = netns.sockets().list();
    StringBuilder out = new StringBuilder();
    for (String protocol : List.of("tcp", "udp", "udplite", "raw")) {
      long used =
          all.stream()
              .filter(s -> s.protocol().equals(protocol) && s.family() != SocketFamily.INET)
              .count();
      out.append(protocol.toUpperCase(Locale.ROOT)).append("6: inuse ").append(used).append('\n');
    }
    return out + "FRAG6: inuse 0 memory 0\n";
  }

  /** {@code softnet_seq_show}: packets that came in by the backlog, none dropped. */
  private static String processors(Netns netns) {
    long received =
        new Rtnetlink(netns).links().stream().mapToLong(l -> l.counters().rxPackets()).sum();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < PROCESSORS; i++) {
      out.append("%08x".formatted(i == 0 ? received : 0));
      out.append(" 00000000".repeat(11));
      out.append(" %08x 00000000 00000000\n".formatted(i));
    }
    return out.toString();
  }
}
