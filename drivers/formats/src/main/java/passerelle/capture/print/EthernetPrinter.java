package passerelle.capture.print;

/** Ethernet II, 802.3 and 802.1Q headers (print-ether.c). */
final class EthernetPrinter {
  private static final int HEADER = 14;
  private static final int LARGEST_LENGTH = 1500;

  private EthernetPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol = "ether";
    d.linkHeaderEnd = at == 0 ? Math.min(HEADER, d.end()) : d.linkHeaderEnd;
    if (length < HEADER || !d.captured(at, HEADER)) {
      d.printTruncated();
      return;
    }
    if (d.options.linkLevel()) {
      d.print(addresses(d, at), ", ");
    }
    int type = d.u16(at + 12);
    if (type <= LARGEST_LENGTH) {
      printLengthFrame(d, at, type, length - HEADER);
      return;
    }
    if (d.options.linkLevel()) {
      d.print(EtherTypes.describe(d, type), ", length ", length, ": ");
    }
    int next = at + HEADER;
    while (isVlan(type)) {
      if (length - (next - at) < 4 || !d.captured(next, 4)) {
        d.protocol = "vlan";
        d.printTruncated();
        return;
      }
      int tag = d.u16(next);
      type = d.u16(next + 2);
      if (d.options.linkLevel()) {
        d.print("vlan ", tag & 0xfff, ", p ", tag >> 13, (tag & 0x1000) != 0 ? ", DEI" : "", ", ");
        d.print(type > LARGEST_LENGTH ? EtherTypes.describe(d, type) + ", " : "");
      }
      next += 4;
      if (at == 0) {
        d.linkHeaderEnd = next;
      }
    }
    payload(d, at, type, next, length);
  }

  private static void payload(Dissection d, int at, int type, int next, int length) {
    int left = length - (next - at);
    if (type <= LARGEST_LENGTH) {
      printLengthFrame(d, at, type, left);
    } else if (!EtherTypes.print(d, type, next, left)) {
      if (!d.options.linkLevel()) {
        d.print(addresses(d, at), ", ", EtherTypes.describe(d, type), ", length ", length, ": ");
      }
      printUnknown(d, next, left);
    }
  }

  private static boolean isVlan(int type) {
    return type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200;
  }

  static String addresses(Dissection d, int at) {
    return d.mac(at + 6) + " > " + d.mac(at);
  }

  private static void printLengthFrame(Dissection d, int at, int type, int left) {
    if (d.options.linkLevel()) {
      d.print("802.3, length ", Math.min(type, left), ": ");
    }
    int before = d.cutAt(at + HEADER + type);
    LlcPrinter.print(d, at, at + HEADER, Math.min(left, type));
    d.restoreEnd(before);
  }

  /** The octets of a protocol that has no printer. */
  static void printUnknown(Dissection d, int at, int length) {
    if (d.options.dumpsUnknown()) {
      d.dumpHex("\n\t", at, at + length, true);
    }
  }
}
