package passerelle.capture.print;

/** ARP, RARP and InARP for IPv4 over Ethernet (print-arp.c). */
final class ArpPrinter {
  private static final NumberNames HARDWARE =
      NumberNames.of(
          "1=Ethernet;6=TokenRing;7=ArcNet;15=FrameRelay;17=Strip;24=IEEE 1394;32=InfiniBand");

  private ArpPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol = "arp";
    d.require(at, 8);
    int hardware = d.u16(at);
    int network = d.u16(at + 2);
    int hardwareLength = d.u8(at + 4);
    int networkLength = d.u8(at + 5);
    d.require(at, 8 + 2 * hardwareLength + 2 * networkLength);
    if (!d.options.linkLevel()) {
      d.print("ARP, ");
    }
    boolean usual = network == 0x0800 && networkLength == 4 && hardwareLength == 6;
    if (!usual || d.options.verbose() > 0) {
      d.print(HARDWARE.name(hardware, "Unknown Hardware (" + hardware + ")"));
      String unknown = "Unknown Protocol (0x%04x)".formatted(network);
      d.print(" (len ", hardwareLength, "), ", EtherTypes.NAMES.name(network, unknown));
      d.print(" (len ", networkLength, "), ");
    }
    if (!usual || operation(d, at, d.u16(at + 6))) {
      d.print(", length ", length);
    } else {
      d.print("Unknown (", d.u16(at + 6), ") ");
      EthernetPrinter.printUnknown(d, at, length);
    }
  }

  private static boolean operation(Dissection d, int at, int operation) {
    int senderMac = at + 8;
    int senderIp = at + 14;
    int targetMac = at + 18;
    int targetIp = at + 24;
    switch (operation) {
      case 1 -> {
        d.print("Request who-has ", d.ipv4(targetIp));
        if (d.u16(targetMac) != 0 || d.u32(targetMac + 2) != 0) {
          d.print(" (", d.mac(targetMac), ")");
        }
        d.print(" tell ", d.ipv4(senderIp));
      }
      case 2 -> d.print("Reply ", d.ipv4(senderIp), " is-at ", d.mac(senderMac));
      case 3 -> d.print("Reverse Request who-is ", d.mac(targetMac), " tell ", d.mac(senderMac));
      case 4 -> d.print("Reverse Reply ", d.mac(targetMac), " at ", d.ipv4(targetIp));
      case 8 -> d.print("Inverse Request who-is ", d.mac(targetMac), " tell ", d.mac(senderMac));
      case 9 -> d.print("Inverse Reply ", d.mac(senderMac), " at ", d.ipv4(senderIp));
      default -> {
        return false;
      }
    }
    return true;
  }
}
