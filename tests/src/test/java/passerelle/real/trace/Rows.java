package passerelle.real.trace;

import java.util.List;
import java.util.regex.Pattern;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.L3Packet;
import passerelle.packet.TcpSegment;
import passerelle.text.Language;
import passerelle.text.TextLine;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;
import passerelle.trace.render.TraceText;

/** Steps as rows that two kernels can agree on. */
final class Rows {
  private static final Pattern TIME = Pattern.compile("^ *[0-9.]+ +");
  private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

  /** Ephemeral ports. */
  private static final Pattern PORT = Pattern.compile("(:|[sd]port=)([345]\\d{4}|60\\d{3})\\b");

  private static final Pattern ICMP_ID = Pattern.compile("\\bid=\\d+");

  private Rows() {}

  /**
   * One row a step, without times and what is chosen at random. Of TCP only what opens a connection
   * or refuses it: how soon the rest follows is a matter of programs.
   */
  static List<String> of(Depth depth, List<HopEvent> events) {
    return events.stream()
        .filter(event -> opens(event.hop().packet()))
        .map(event -> row(depth, event))
        .toList();
  }

  private static boolean opens(L3Packet packet) {
    return !(packet instanceof Ipv4Packet ip)
        || !(ip.transport() instanceof TcpSegment tcp)
        || tcp.has(TcpSegment.SYN)
        || tcp.has(TcpSegment.RST);
  }

  private static String row(Depth depth, HopEvent event) {
    List<TextLine> lines =
        new TraceText(depth, Language.EN, TraceText.Authors.UNKNOWN).lines(List.of(event));
    if (lines.size() < 2) {
      return "";
    }
    String packet = lines.get(1).text();
    String row = packet + TIME.matcher(lines.get(2).text()).replaceFirst("  ");
    row = MAC.matcher(row).replaceAll("MAC");
    row = PORT.matcher(row).replaceAll("$1PORT");
    row = ICMP_ID.matcher(row).replaceAll("id=ID");
    return row.replaceAll(" {2,}", "  ").replaceFirst("bridge (learns|knows)", "bridge knows");
  }
}
