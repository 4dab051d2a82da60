package passerelle.capture.print;

/** IEEE 802.2 headers: the spanning tree's, SNAP, and a plain line for the rest (print-llc.c). */
final class LlcPrinter {
  private static final NumberNames ACCESS_POINTS =
      NumberNames.of(
          "0x00=Null;0x02=802.1B I;0x03=802.1B G;0x06=IP;0x0e=ProWay NM;0x42=STP;0x8e=ProWay ASM",
          "0xaa=SNAP;0xe0=IPX;0xf0=NetBeui;0xfe=OSI;0xff=Global");
  private static final int STP = 0x42;
  private static final int SNAP = 0xaa;
  private static final int UNNUMBERED_INFORMATION = 3;

  private LlcPrinter() {}

  static void print(Dissection d, int frame, int at, int length) {
    d.protocol = "llc";
    if (length < 3 || !d.captured(at, 3)) {
      d.printTruncated();
      return;
    }
    int dsap = d.u8(at);
    int ssap = d.u8(at + 1);
    int control = d.u8(at + 2);
    if (d.options.linkLevel()) {
      d.print("LLC, dsap ", accessPoint(dsap), (dsap & 1) == 0 ? " Individual" : " Group");
      d.print(", ssap ", accessPoint(ssap), (ssap & 1) == 0 ? " Command" : " Response");
      d.print(", ctrl 0x%02x: ".formatted(control));
    }
    extendLinkHeader(d, frame, 3);
    boolean same = dsap == ssap && control == UNNUMBERED_INFORMATION;
    if (same && dsap == STP) {
      StpPrinter.print(d, at + 3, length - 3);
    } else if (same && dsap == SNAP) {
      extendLinkHeader(d, frame, 5);
      snap(d, at + 3, length - 3);
    } else {
      other(d, frame, at, length);
    }
  }

  /** The octets that {@code -x} leaves out; not of a frame within a frame. */
  private static void extendLinkHeader(Dissection d, int frame, int octets) {
    d.linkHeaderEnd += frame == 0 ? octets : 0;
  }

  private static String accessPoint(int sap) {
    return ACCESS_POINTS.name(sap & 0xfe, "Unknown") + " (0x%02x)".formatted(sap & 0xfe);
  }

  private static void snap(Dissection d, int at, int length) {
    d.protocol = "snap";
    if (length < 5 || !d.captured(at, 5)) {
      d.printTruncated();
      return;
    }
    int oui = d.u16(at) << 8 | d.u8(at + 2);
    int type = d.u16(at + 3);
    if (d.options.linkLevel()) {
      d.print("oui ", oui == 0 ? "Ethernet" : "Unknown", " (0x%06x), ".formatted(oui));
      d.print(EtherTypes.describe(d, type), ", length ", length - 5, ": ");
    }
    if (oui != 0 || !EtherTypes.print(d, type, at + 5, length - 5)) {
      EthernetPrinter.printUnknown(d, at + 5, length - 5);
    }
  }

  private static void other(Dissection d, int frame, int at, int length) {
    if (!d.options.linkLevel()) {
      d.print(EthernetPrinter.addresses(d, frame), " ");
      d.print(ACCESS_POINTS.name(d.u8(at) & 0xfe, "Unknown"), " ");
    }
    d.print("Unnumbered, ui, Flags [", (d.u8(at + 1) & 1) == 0 ? "Command" : "Response");
    d.print("], length ", length);
    EthernetPrinter.printUnknown(d, at, length);
  }
}
