package passerelle.capture.print;

/** The cooked header of captures on {@code any} (print-sll.c: sll2_if_print). */
final class Sll2Printer {
  private static final int HEADER = 20;
  private static final NumberNames DIRECTIONS = NumberNames.of("0=In;1=B;2=M;3=P;4=Out");

  private Sll2Printer() {}

  static void print(Dissection d, int length) {
    d.protocol = "sll2";
    d.linkHeaderEnd = Math.min(HEADER, d.end());
    d.require(0, HEADER);
    int type = d.u16(0);
    int index = (int) d.u32(4);
    d.print("%-5s ".formatted(d.device(index)));
    d.print("%-3s ".formatted(DIRECTIONS.name(d.u8(10), "?")));
    if (d.options.linkLevel()) {
      d.print("ifindex ", Integer.toUnsignedString(index), " ");
      d.print(d.u8(11) == 6 ? d.mac(12) + " " : "");
      d.print(EtherTypes.describe(d, type), ", length ", length, ": ");
    }
    if (!EtherTypes.print(d, type, HEADER, length - HEADER)) {
      if (!d.options.linkLevel()) {
        d.print(EtherTypes.describe(d, type), ", length ", length, ": ");
      }
      EthernetPrinter.printUnknown(d, HEADER, length - HEADER);
    }
  }
}
