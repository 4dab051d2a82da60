package passerelle.capture.print;

/** EtherTypes by name, and what prints them (ethertype.c and ethertype_print). */
final class EtherTypes {
  static final NumberNames NAMES = NumberNames.read(EtherTypes.class, "ethertypes.txt");

  private EtherTypes() {}

  /** {@code ethertype IPv4 (0x0800)}, or the name alone under {@code -q}. */
  static String describe(Dissection d, int etherType) {
    if (d.options.quiet()) {
      return NAMES.name(etherType, "Unknown Ethertype (0x%04x)".formatted(etherType));
    }
    return ("ethertype " + NAMES.name(etherType, "Unknown") + " (0x%04x)").formatted(etherType);
  }

  /** Prints what an EtherType announces; false when no printer here knows it. */
  static boolean print(Dissection d, int etherType, int at, int length) {
    switch (etherType) {
      case 0x0800 -> Ipv4Printer.print(d, at, length);
      case 0x86dd -> Ipv6Printer.print(d, at, length);
      case 0x0806, 0x8035 -> ArpPrinter.print(d, at, length);
      case 0x6558 -> EthernetPrinter.print(d, at, length);
      default -> {
        return false;
      }
    }
    return true;
  }
}
