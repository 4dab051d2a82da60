package passerelle.capture.print;

import passerelle.text.CNumber;

/** Spanning tree configuration messages of IEEE 802.1D, as a Linux bridge sends (print-stp.c). */
final class StpPrinter {
  private static final int CONFIGURATION = 0;
  private static final int TOPOLOGY_CHANGE = 0x80;

  private StpPrinter() {}

  static void print(Dissection d, int at, int length) {
    d.protocol = "stp";
    if (length < 4) {
      d.printTruncated();
      return;
    }
    if (d.u16(at) != 0) {
      d.print("STP unknown version, length ", length);
      return;
    }
    int version = d.u8(at + 2);
    String standard =
        switch (version) {
          case 0 -> "STP 802.1d";
          case 2 -> "STP 802.1w";
          case 3 -> "STP 802.1s";
          default -> "STP Unknown STP protocol (" + "0x%02x".formatted(version) + ")";
        };
    d.print(standard);
    if (version != 0) {
      return;
    }
    int type = d.u8(at + 3);
    switch (type) {
      case CONFIGURATION -> configuration(d, at, length);
      case TOPOLOGY_CHANGE -> d.print(", Topology Change");
      default -> d.print(", ", "Unknown BPDU Type (0x%02x)".formatted(type));
    }
  }

  private static void configuration(Dissection d, int at, int length) {
    d.print(", Config");
    if (length < 35) {
      d.printTruncated();
      return;
    }
    int flags = d.u8(at + 4);
    boolean change = (flags & 1) != 0;
    boolean acknowledged = (flags & 0x80) != 0;
    String names = (change ? "Topology change" : "") + (change && acknowledged ? ", " : "");
    names += acknowledged ? "Topology change ACK" : "";
    d.print(", Flags [", names.isEmpty() ? "none" : names, "]");
    String port = ".%04x".formatted(d.u16(at + 25));
    d.print(", bridge-id ", bridge(d, at + 17), port, ", length ", length);
    if (d.options.verbose() > 0) {
      d.print("\n\tmessage-age ", seconds(d, at + 27), ", max-age ", seconds(d, at + 29));
      d.print(", hello-time ", seconds(d, at + 31), ", forwarding-delay ", seconds(d, at + 33));
      d.print("\n\troot-id ", bridge(d, at + 5), ", root-pathcost ", d.u32(at + 13));
    }
  }

  private static String bridge(Dissection d, int at) {
    StringBuilder id = new StringBuilder("%04x.".formatted(d.u16(at)));
    for (int i = 2; i < 8; i++) {
      id.append((i == 2 ? "%02x" : ":%02x").formatted(d.u8(at + i)));
    }
    return id.toString();
  }

  private static String seconds(Dissection d, int at) {
    return CNumber.fixed(d.u16(at) / 256.0, 2) + "s";
  }
}
