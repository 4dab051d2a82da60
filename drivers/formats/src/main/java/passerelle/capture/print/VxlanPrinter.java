package passerelle.capture.print;

/** VXLAN (RFC 7348; print-vxlan.c), with the frame it carries on a line of its own. */
final class VxlanPrinter {
  private static final int HEADER = 8;

  private VxlanPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol = "vxlan";
    d.print("VXLAN");
    if (length < HEADER) {
      d.print(" [length ", length, " < 8]").printInvalid();
      return;
    }
    int flags = d.u8(at);
    d.print(", flags [", (flags & 8) != 0 ? "I" : "invalid");
    d.print("] (0x%02x), vni %s\n".formatted(flags, d.u32(at + 4) >> 8));
    d.require(at, HEADER);
    EthernetPrinter.print(d, at + HEADER, length - HEADER);
  }
}
