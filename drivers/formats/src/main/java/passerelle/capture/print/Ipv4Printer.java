package passerelle.capture.print;

import passerelle.packet.codec.Checksum;

/** IPv4 headers (print-ip.c). */
final class Ipv4Printer {
  private static final int HEADER = 20;
  private static final int MORE_FRAGMENTS = 0x2000;

  private Ipv4Printer() {}

  static void print(Dissection d, int at, int length) {
    d.protocol = "ip";
    if (!d.options.linkLevel()) {
      d.print("IP ");
    }
    if (length < HEADER) {
      d.print(" [length ", length, " < 20]").printInvalid();
      return;
    }
    int version = d.u8(at) >> 4;
    if (version != 4) {
      d.print(" [version ", version, " != 4]").printInvalid();
      return;
    }
    int headerLength = (d.u8(at) & 15) * 4;
    if (headerLength < HEADER) {
      d.print(" [header length ", headerLength, " < 20]").printInvalid();
      return;
    }
    int total = d.u16(at + 2);
    if (length < total) {
      d.print("[total length ", total, " > length ", length, "]").printInvalid();
      d.print(" ");
    }
    boolean presumedTso = total == 0;
    if (presumedTso) {
      total = length;
    } else if (total < headerLength) {
      d.print(" [total length ", total, " < ", headerLength, "]").printInvalid();
      return;
    }
    d.check(at, HEADER);
    int before = d.cutAt(at + total);
    if (d.options.verbose() > 0) {
      printHeader(d, at, headerLength, total, presumedTso);
    }
    printPayload(d, at, headerLength, total - headerLength);
    d.restoreEnd(before);
  }

  private static void printHeader(
      Dissection d, int at, int headerLength, int total, boolean presumedTso) {
    int tos = d.u8(at + 1);
    d.print("(tos 0x", Integer.toHexString(tos));
    d.print(
        switch (tos & 3) {
          case 1 -> ",ECT(1)";
          case 2 -> ",ECT(0)";
          case 3 -> ",CE";
          default -> "";
        });
    int ttl = d.u8(at + 8);
    d.print(ttl >= 1 ? ", ttl " + ttl : "");
    int fragment = d.u16(at + 6);
    int protocol = d.u8(at + 9);
    d.print(", id ", d.u16(at + 4), ", offset ", (fragment & 0x1fff) * 8, ", flags [");
    d.print(flags(fragment), "], proto ", IpProtocols.VERBOSE.name(protocol, "unknown"));
    d.print(" (", protocol, "), length ", total);
    d.print(presumedTso ? " [was 0, presumed TSO]" : "");
    if (headerLength > HEADER) {
      d.print(", options (");
      IpOptions.print(d, at + HEADER, headerLength - HEADER);
      d.print(")");
    }
    if (d.captured(at, headerLength)) {
      int residue = Checksum.of(d.sum(at, headerLength));
      if (residue != 0) {
        int field = d.u16(at + 10);
        d.print(", bad cksum ", Integer.toHexString(field));
        d.print(" (->", Integer.toHexString(Dissection.shouldBe(field, residue)), ")!");
      }
    }
    d.print(")\n    ");
  }

  private static String flags(int fragment) {
    StringBuilder flags = new StringBuilder();
    String[] names = {"+", "DF", "rsvd"};
    for (int i = 0; i < names.length; i++) {
      if ((fragment & MORE_FRAGMENTS << i) != 0) {
        flags.append(flags.isEmpty() ? "" : ", ").append(names[i]);
      }
    }
    return flags.isEmpty() ? "none" : flags.toString();
  }

  private static void printPayload(Dissection d, int at, int headerLength, int length) {
    int fragment = d.u16(at + 6);
    int protocol = d.u8(at + 9);
    if ((fragment & 0x1fff) != 0) {
      d.print(addresses(d, at), ":", " ", IpProtocols.name(d, protocol));
      return;
    }
    if (!IpProtocols.hasPorts(protocol)) {
      d.print(addresses(d, at), ": ");
    }
    if (!d.captured(at, headerLength)) {
      d.print(" [remaining caplen(", d.end() - at, ") < header length(", headerLength, ")]");
      throw new Truncated(false);
    }
    IpProtocols.print(d, protocol, at, at + headerLength, length, (fragment & MORE_FRAGMENTS) != 0);
  }

  static String addresses(Dissection d, int at) {
    return "%s > %s".formatted(d.ipv4(at + 12), d.ipv4(at + 16));
  }
}
