package passerelle.capture.print;

import passerelle.packet.codec.Checksum;

/** IGMP messages (print-igmp.c). */
final class IgmpPrinter {
  static final NumberNames RECORDS =
      NumberNames.of("1=is_in;2=is_ex;3=to_in;4=to_ex;5=allow;6=block");

  private IgmpPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol = "igmp";
    if (d.options.quiet()) {
      d.print("igmp");
      return;
    }
    d.require(at, 1);
    int type = d.u8(at);
    switch (type) {
      case 0x11 -> query(d, at, length);
      case 0x12 -> {
        d.print("igmp v1 report ", d.ipv4(at + 4));
        d.print(length == 8 ? "" : " [len " + length + "]");
      }
      case 0x16 -> d.print("igmp v2 report ", d.ipv4(at + 4));
      case 0x17 -> d.print("igmp leave ", d.ipv4(at + 4));
      case 0x22 -> report3(d, at, length);
      default -> d.print("igmp-", type);
    }
    if (d.options.verbose() > 0 && d.captured(at, length)) {
      if (Checksum.of(d.sum(at, length)) != 0) {
        d.print(" bad igmp cksum ", Integer.toHexString(d.u16(at + 2)), "!");
      }
    }
  }

  private static void query(Dissection d, int at, int length) {
    d.print("igmp query");
    if (length >= 12) {
      d.print(" v3");
      return;
    }
    int maximum = d.u8(at + 1);
    d.print(maximum == 0 ? " v1" : " v2");
    if (maximum != 0 && maximum != 100) {
      d.print(" [max resp time ");
      d.print(maximum < 600 ? maximum / 10 + "." + maximum % 10 : maximum / 10, "]");
    }
    if (d.u32(at + 4) != 0) {
      d.print(" [gaddr ", d.ipv4(at + 4), "]");
    }
  }

  private static void report3(Dissection d, int at, int length) {
    d.print("igmp v3 report");
    if (length < 8) {
      d.print(" [invalid number of groups]");
      return;
    }
    int groups = d.u16(at + 6);
    d.print(", ", groups, " group record(s)");
    int record = at + 8;
    for (int i = 0; d.options.verbose() > 0 && i < groups; i++) {
      int sources = d.u16(record + 2);
      String type = RECORDS.name(d.u8(record), "[v3-report-#" + d.u8(record) + "]");
      d.print(" [gaddr ", d.ipv4(record + 4), " ", type);
      if (d.options.verbose() == 1) {
        d.print(", ", sources, " source(s)");
      } else {
        d.print(" {");
        for (int s = 0; s < sources; s++) {
          d.print(" ", d.ipv4(record + 8 + 4 * s));
        }
        d.print(" }");
      }
      d.print("]");
      record += 8 + 4 * sources;
    }
  }
}
