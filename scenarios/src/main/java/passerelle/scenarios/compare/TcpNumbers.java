package passerelle.scenarios.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;

/** Counts the sequence numbers of a TCP conversation from the first of their direction. */
final class TcpNumbers {
  /** The numbers of a segment; without ACK the acknowledgment is as it is, zero from Linux. */
  record Relative(long sequence, long acknowledgment, List<String> sackBlocks) {}

  private static final String[] FLAGS = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};

  private final Map<String, Integer> firsts = new HashMap<>();

  /** The next segment's. A SYN begins anew, since a pair of ports may be used again. */
  Relative of(IpPacket ip, TcpSegment tcp) {
    String from = ip.source() + "." + tcp.sourcePort();
    String to = ip.destination() + "." + tcp.destinationPort();
    boolean begins = tcp.has(TcpSegment.SYN);
    if (begins && !tcp.has(TcpSegment.ACK)) {
      firsts.remove(to);
    }
    // A reset that answers a SYN has sequence number 0 and must not count as a first one.
    boolean refuses = tcp.has(TcpSegment.RST) && tcp.sequence() == 0;
    int first = begins ? tcp.sequence() : firsts.getOrDefault(from, refuses ? 0 : tcp.sequence());
    firsts.put(from, first);
    if (tcp.has(TcpSegment.ACK)) {
      // The other direction takes another way: what is acknowledged first is taken for its SYN.
      firsts.putIfAbsent(to, tcp.acknowledgment() - 1);
    }
    int other = firsts.getOrDefault(to, 0);
    long acknowledgment =
        tcp.has(TcpSegment.ACK)
            ? distance(other, tcp.acknowledgment())
            : Integer.toUnsignedLong(tcp.acknowledgment());
    List<String> blocks =
        tcp.options().sackBlocks().stream()
            .map(b -> distance(other, b.left()) + "-" + distance(other, b.right()))
            .toList();
    return new Relative(distance(first, tcp.sequence()), acknowledgment, blocks);
  }

  private static long distance(int from, int to) {
    return Integer.toUnsignedLong(to - from);
  }

  /** The flags by name, lowest bit first. */
  static String flags(int flags) {
    StringBuilder out = new StringBuilder();
    for (int bit = 0; bit < FLAGS.length; bit++) {
      if ((flags >> bit & 1) == 1) {
        out.append(out.length() == 0 ? "" : ",").append(FLAGS[bit]);
      }
    }
    return out.toString();
  }
}
