package passerelle.capture.print;

import java.util.Locale;

/** EtherTypes by name, and what prints them (ethertype.c and ethertype_print). */
final class EtherTypes {
  static final NumberNames NAMES = NumberNames.read(EtherTypes.class, "ethertypes.txt");

  private EtherTypes() {}

  /** {@code ethertype IPv4 (0x0800)}, or the name alone under {@code -q}. */
  static String describe(Dissection d, int etherType) {
    if (d.options.quiet()) {
      return NAMES.name(etherType, hex("Unknown Ethertype (0x%04x)", etherType));
    }
    return hex("ethertype " + NAMES.name(etherType, "Unknown") + " (0x%04x)", etherType);
  }

  private static String hex(String format, int number) {
    return String.format(Locale.ROOT, format, number);
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
