package passerelle.capture.print;

/**
 * IPv6 headers and the extensions that Linux sends (print-ip6.c, print-ip6opts.c, print-frag6.c).
 */
final class Ipv6Printer {
  private static final int HEADER = 40;
  private static final int FRAGMENT = 44;
  private static final int NO_NEXT_HEADER = 59;
  private static final int DESTINATION_OPTIONS = 60;
  private static final NumberNames OPTIONS = NumberNames.of("0=pad1;1=padn;5=rtalert;194=jumbo");

  private Ipv6Printer() {}

  static void print(Dissection d, int at, int length) {
    d.protocol = "ip6";
    if (!d.options.linkLevel()) {
      d.print("IP6 ");
    }
    if (length < HEADER) {
      d.print(" [length ", length, " < 40]").printInvalid();
      return;
    }
    int version = d.u8(at) >> 4;
    if (version != 6) {
      d.print(" [version ", version, " != 6]").printInvalid();
      return;
    }
    int payload = d.u16(at + 4);
    int total = payload + HEADER;
    if (length < total) {
      d.print("[header+payload length ", total, " > length ", length, "]").printInvalid();
      d.print(" ");
    }
    int next = d.u8(at + 6);
    if (d.options.verbose() > 0) {
      printHeader(d, at, next, payload);
    }
    d.check(at, HEADER);
    int before = d.cutAt(at + total);
    if (!IpProtocols.hasPorts(next)) {
      d.print(d.ipv6(at + 8), " > ", d.ipv6(at + 24), ": ");
    }
    printPayload(d, at, next, total);
    d.restoreEnd(before);
  }

  private static void printHeader(Dissection d, int at, int next, int payload) {
    long flow = d.u32(at);
    int trafficClass = (int) (flow >> 20) & 0xff;
    d.print("(");
    d.print(trafficClass != 0 ? "class 0x%02x, ".formatted(trafficClass) : "");
    int label = (int) flow & 0xfffff;
    d.print(label != 0 ? "flowlabel 0x%05x, ".formatted(label) : "");
    d.print("hlim ", d.u8(at + 7), ", next-header ", IpProtocols.VERBOSE.name(next, "unknown"));
    d.print(" (", next, ") payload length: ", payload, ") ");
  }

  /** Walks along the extension headers to what the packet carries. */
  private static void printPayload(Dissection d, int ip, int first, int total) {
    int next = first;
    int at = ip + HEADER;
    boolean fragment = false;
    while (next == IpProtocols.HOP_BY_HOP || next == FRAGMENT || next == DESTINATION_OPTIONS) {
      if (at >= d.end()) {
        d.protocol = "ip6";
        throw new Truncated(false);
      }
      int following = d.u8(at);
      if (next == FRAGMENT) {
        int offset = d.u16(at + 2);
        printFragment(d, at, offset, ip + total - at - 8);
        if ((offset & 0xfff8) != 0) {
          return;
        }
        fragment = true;
        at += 8;
      } else {
        d.print(next == IpProtocols.HOP_BY_HOP ? "HBH " : "DSTOPT ");
        int length = (d.u8(at + 1) + 1) * 8;
        d.require(at, length);
        if (d.options.verbose() > 0) {
          printOptions(d, at + 2, at + length);
        }
        at += length;
      }
      next = following;
    }
    if (next == NO_NEXT_HEADER) {
      d.print("no next header");
      return;
    }
    IpProtocols.print(d, next, ip, at, ip + total - at, fragment);
  }

  private static void printFragment(Dissection d, int at, int offset, int length) {
    d.protocol = "frag6";
    d.require(at, 8);
    String id = d.options.verbose() > 0 ? "0x%08x:".formatted(d.u32(at + 4)) : "";
    d.print("frag (", id, offset & 0xfff8, "|", length, ")");
    d.print((offset & 0xfff8) == 0 ? " " : "");
  }

  private static void printOptions(Dissection d, int from, int end) {
    int at = from;
    while (at < end) {
      int type = d.u8(at);
      if (type == 0) {
        d.print("(pad1) ");
        at++;
        continue;
      }
      int length = at + 1 < end ? d.u8(at + 1) : 0;
      d.print("(", OPTIONS.name(type, "opt_type 0x%02x: len=%s".formatted(type, length)));
      d.print(type == 5 ? ": 0x%04x".formatted(d.u16(at + 2)) : "", ") ");
      at += 2 + length;
    }
  }
}
