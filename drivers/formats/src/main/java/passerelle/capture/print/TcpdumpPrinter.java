package passerelle.capture.print;

import passerelle.capture.LinkType;
import passerelle.capture.file.CapturedPacket;

/**
 * Prints packets one after the other as tcpdump 4.99.5 does (print.c: pretty_print_packet). It
 * remembers TCP connections, the packets' number and times, so one printer is for one capture.
 *
 * <p>No octets make it fail: what does not fit into the packet is printed as {@code [|protocol]}.
 */
public final class TcpdumpPrinter {
  private final LinkType linkType;
  private final PrintOptions options;
  private final NameResolver names;
  private final TcpConversations conversations = new TcpConversations();
  private final TimePrinter times = new TimePrinter();
  private long count;

  /** A printer at the start of a capture. */
  public TcpdumpPrinter(LinkType linkType, PrintOptions options, NameResolver names) {
    this.linkType = linkType;
    this.options = options;
    this.names = names;
  }

  /** The packet's lines, each ended by a line feed. */
  public String print(CapturedPacket packet) {
    Dissection d = new Dissection(packet.bytes(), options, names, conversations);
    count++;
    if (options.number()) {
      d.print("%5s  ".formatted(count));
    }
    int captured = packet.bytes().length;
    int length = packet.originalLength();
    if (captured == 0 || length < captured) {
      d.print(invalidHeader(captured, length), "\n");
      return d.text();
    }
    d.print(times.print(packet.timeNanos(), options.time()));
    dissect(d, length);
    d.restoreEnd(captured);
    dump(d);
    return d.print("\n").text();
  }

  private static String invalidHeader(int captured, int length) {
    if (captured == 0) {
      return "[Invalid header: caplen==0" + (length == 0 ? ", len==0" : "") + "]";
    }
    return length == 0
        ? "[Invalid header: len==0]"
        : "[Invalid header: len(%s) < caplen(%s)]"
            .formatted(Integer.toUnsignedString(length), captured);
  }

  private void dissect(Dissection d, int length) {
    try {
      if (linkType == LinkType.LINUX_SLL2) {
        Sll2Printer.print(d, length);
      } else {
        EthernetPrinter.print(d, 0, length);
      }
    } catch (Truncated e) {
      d.linkHeaderEnd = e.inOrder() ? d.linkHeaderEnd : 0;
      d.printTruncated();
    }
  }

  private void dump(Dissection d) {
    int from = d.linkHeaderEnd;
    switch (options.dump()) {
      case HEX -> d.dumpHex("\n\t", from, d.end(), false);
      case HEX_LINK -> d.dumpHex("\n\t", 0, d.end(), false);
      case HEX_ASCII -> d.dumpHex("\n\t", from, d.end(), true);
      case HEX_ASCII_LINK -> d.dumpHex("\n\t", 0, d.end(), true);
      case ASCII -> {
        if (d.end() > from) {
          d.dumpAscii(from);
        }
      }
      case ASCII_LINK -> d.dumpAscii(0);
      default -> {}
    }
  }
}
