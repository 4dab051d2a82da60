package passerelle.sim.userland.nft;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Stream;
import passerelle.netfilter.Dscp;
import passerelle.netfilter.Protocols;
import passerelle.packet.EthernetFrame;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.TcpSegment;
import passerelle.packet.Transport;
import passerelle.packet.UdpDatagram;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.uapi.NftTraceEvent;
import passerelle.sim.uapi.RuleInfo;
import passerelle.sim.userland.tool.Monitor;

/**
 * {@code nft monitor trace}: what rules do with packets for which {@code meta nftrace set 1} was
 * said, until it is interrupted (src/netlink.c, netlink_events_trace_cb).
 */
final class NftMonitor {
  private static final String[] FLAGS = {"fin", "syn", "rst", "psh", "ack", "urg", "ecn", "cwr"};
  private static final int HALF = 16;
  private static final int LOW = 0xffff;

  private final NftStyle style;
  private final Monitor output = new Monitor();

  /** Packets and octets that rules had counted when it began: it shows no others. */
  private final Map<Object, long[]> counted = new IdentityHashMap<>();

  private NftMonitor(NftStyle style) {
    this.style = style;
  }

  /** Prints what it hears; does not end by itself. */
  static int run(Process self, NftStyle style) {
    NftMonitor monitor = new NftMonitor(style);
    Nfnetlink netlink = Nfnetlink.of(self.netns());
    monitor.remember(netlink);
    self.closeAtExit(netlink.listenToTraces(monitor::take));
    self.onSignal(Signal.INT, monitor.output::stop);
    monitor.output.run(self);
    return 0;
  }

  private void take(NftTraceEvent event) {
    String start =
        "trace id %08x %s %s %s "
            .formatted(event.id(), event.family().label(), event.table(), event.chain());
    event
        .packet()
        .ifPresent(seen -> output.print(start + "packet: " + packet(seen, event.family()) + "\n"));
    String what =
        event
            .rule()
            .map(rule -> "rule " + rule(rule) + " (verdict " + event.verdict() + ")")
            .orElse("policy " + event.verdict() + " ");
    output.print(start + what + "\n");
  }

  private void remember(Nfnetlink netlink) {
    netlink.tables().stream()
        .flatMap(table -> table.chains().stream())
        .flatMap(chain -> chain.rules().stream())
        .forEach(rule -> counted.put(rule.rule(), new long[] {rule.packets(), rule.bytes()}));
    netlink.nftables().tables().stream()
        .flatMap(table -> table.chains().stream())
        .flatMap(chain -> chain.rules().stream())
        .forEach(entry -> counted.put(entry.rule(), new long[] {entry.packets(), entry.bytes()}));
  }

  private String rule(NftTraceEvent.Fitted fitted) {
    if (fitted instanceof NftTraceEvent.Fitted.Foreign foreign) {
      RuleInfo now = foreign.rule();
      long[] then = counted.getOrDefault(now.rule(), new long[2]);
      RuleInfo rule = new RuleInfo(now.rule(), now.text(), now.handle(), then[0], then[1]);
      return IptablesRule.text(rule, foreign.family(), style);
    }
    NftRule rule = ((NftTraceEvent.Fitted.Own) fitted).rule();
    long[] then = counted.getOrDefault(rule, new long[2]);
    return rule.text(then[0], then[1]);
  }

  private static String packet(NftTraceEvent.Seen seen, NftFamily family) {
    StringBuilder out = new StringBuilder();
    out.append(seen.in().isEmpty() ? "" : "iif \"" + seen.in() + "\" ");
    out.append(seen.out().isEmpty() ? "" : "oif \"" + seen.out() + "\" ");
    EthernetFrame frame = seen.frame();
    if (seen.linked()) {
      out.append("ether saddr %s ether daddr %s ".formatted(frame.source(), frame.destination()));
    }
    if (frame.packet() instanceof Ipv4Packet ip) {
      network(out, ip, family == NftFamily.IP);
    }
    return out.toString();
  }

  /** The protocol goes without saying in a table of IPv4. */
  private static void network(StringBuilder out, Ipv4Packet ip, boolean known) {
    int tos = ip.header().tos();
    out.append("ip saddr %s ip daddr %s ".formatted(ip.source(), ip.destination()));
    out.append("ip dscp %s ".formatted(Dscp.name(tos >> 2).orElse("0x%02x".formatted(tos >> 2))));
    String[] marks = {"not-ect", "ect1", "ect0", "ce"};
    out.append("ip ecn %s ip ttl %d ip id %d ".formatted(marks[tos & 3], ip.ttl(), id(ip)));
    Transport transport = ip.transport();
    out.append(known ? "" : "ip protocol " + Protocols.name(transport.protocol()) + " ");
    out.append("ip length ").append(ip.length()).append(' ');
    if (transport instanceof IcmpMessage icmp) {
      String type = NftMatches.icmpName(icmp.type()).orElse("" + icmp.type());
      out.append("icmp type %s icmp code %d ".formatted(type, icmp.code()));
      if (icmp.isEcho()) {
        out.append("icmp id %d icmp sequence %d ".formatted(icmp.identifier(), icmp.sequence()));
      }
    } else if (transport instanceof TcpSegment tcp) {
      out.append("tcp sport %d tcp dport %d ".formatted(tcp.sourcePort(), tcp.destinationPort()));
      out.append("tcp flags == %s tcp window %d ".formatted(flags(tcp.flags()), tcp.window()));
    } else if (transport instanceof UdpDatagram udp) {
      out.append("udp sport %d udp dport %d ".formatted(udp.sourcePort(), udp.destinationPort()));
      out.append("udp length %d udp checksum %d ".formatted(udp.length(), begun(ip)));
    }
  }

  private static int id(Ipv4Packet ip) {
    return ip.header().id();
  }

  private static String flags(int flags) {
    boolean one = Integer.bitCount(flags) == 1;
    return one ? FLAGS[Integer.numberOfTrailingZeros(flags)] : "0x" + Integer.toHexString(flags);
  }

  /** The sum over the pseudo header, which a device would go on with (CHECKSUM_PARTIAL). */
  private static int begun(Ipv4Packet ip) {
    long sum =
        Stream.of(ip.source(), ip.destination())
                .mapToLong(a -> (a.lastWord() >>> HALF) + (a.lastWord() & LOW))
                .sum()
            + ip.transport().protocol()
            + ip.transport().length();
    while (sum > LOW) {
      sum = (sum >>> HALF) + (sum & LOW);
    }
    return (int) sum;
  }
}
