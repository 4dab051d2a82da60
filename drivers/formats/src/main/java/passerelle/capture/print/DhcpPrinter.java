package passerelle.capture.print;

/** The first line of BOOTP and DHCP messages (print-bootp.c). */
final class DhcpPrinter {
  private static final int HARDWARE_ADDRESS = 28;

  private DhcpPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol = "bootp";
    d.require(at, 1);
    int operation = d.u8(at);
    d.print("BOOTP/DHCP, ");
    d.print(
        switch (operation) {
          case 1 -> "Request";
          case 2 -> "Reply";
          default -> "unknown (0x%02x)".formatted(operation);
        });
    if (operation == 1 && d.u8(at + 1) == 1 && d.u8(at + 2) == 6) {
      d.require(at + HARDWARE_ADDRESS, 6);
      d.print(" from ", d.mac(at + HARDWARE_ADDRESS));
    }
    d.print(", length ", length);
  }
}
