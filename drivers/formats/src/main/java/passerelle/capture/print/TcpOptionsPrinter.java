package passerelle.capture.print;

/** TCP options, in the order of the segment (print-tcp.c). */
final class TcpOptionsPrinter {
  private static final int END = 0;
  private static final int NO_OPERATION = 1;

  private TcpOptionsPrinter() {}

  /** Prints the list; false when it is damaged, and then nothing more is printed of the segment. */
  static boolean print(Dissection d, int start, int length, long sackStart) {
    int at = start;
    int end = start + length;
    boolean first = true;
    while (at < end) {
      d.print(first ? "" : ",");
      int kind = d.u8(at);
      boolean single = kind == END || kind == NO_OPERATION;
      int optionLength = single ? 1 : d.u8(at + 1);
      if (!single && (optionLength < 2 || optionLength > end - at)) {
        return bad(d, first);
      }
      int data = single ? 0 : needed(kind, optionLength);
      d.print(name(kind));
      if (!single && data > end - at - 2) {
        return bad(d, first);
      }
      if (!single && !d.captured(at + 2, data)) {
        d.printTruncated();
        d.print(first ? "" : ">");
        return false;
      }
      printData(d, kind, at + 2, data, sackStart);
      if (!single && data + 2 != optionLength) {
        d.print("[len ", optionLength, "]");
      }
      at += single ? 1 : data + 2;
      first = false;
      if (kind == END) {
        break;
      }
    }
    return true;
  }

  private static boolean bad(Dissection d, boolean first) {
    d.print("[bad opt]", first ? "" : "]");
    return false;
  }

  private static String name(int kind) {
    return switch (kind) {
      case END -> "eol";
      case NO_OPERATION -> "nop";
      case 2 -> "mss";
      case 3 -> "wscale";
      case 4 -> "sackOK";
      case 5 -> "sack";
      case 8 -> "TS";
      case 34 -> "tfo ";
      default -> "unknown-" + kind;
    };
  }

  /** Octets of data that the option must have; of the others those that it says. */
  private static int needed(int kind, int optionLength) {
    return switch (kind) {
      case 2 -> 2;
      case 3 -> 1;
      case 4 -> 0;
      case 8 -> 8;
      default -> optionLength - 2;
    };
  }

  private static void printData(Dissection d, int kind, int at, int length, long sackStart) {
    switch (kind) {
      case 2 -> d.print(" ", d.u16(at));
      case 3 -> d.print(" ", d.u8(at));
      case 5 -> sack(d, at, length, sackStart);
      case 8 -> d.print(" val ", d.u32(at), " ecr ", d.u32(at + 4));
      case 34 -> fastOpen(d, at, length);
      case END, NO_OPERATION, 4 -> {}
      default -> d.print(" 0x", octets(d, at, length));
    }
  }

  private static void sack(Dissection d, int at, int length, long start) {
    if (length % 8 != 0) {
      d.print(" invalid sack");
      return;
    }
    d.print(" ", length / 8, " ");
    for (int i = 0; i < length; i += 8) {
      d.print("{", TcpPrinter.unsigned(d.u32(at + i) - start), ":");
      d.print(TcpPrinter.unsigned(d.u32(at + i + 4) - start), "}");
    }
  }

  /** RFC 7413. */
  private static void fastOpen(Dissection d, int at, int length) {
    if (length == 0) {
      d.print(" cookiereq");
    } else if (length % 2 != 0 || length < 4 || length > 16) {
      d.printInvalid();
    } else {
      d.print(" cookie ", octets(d, at, length));
    }
  }

  private static String octets(Dissection d, int at, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int octet = d.u8(at + i);
      text.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
    }
    return text.toString();
  }
}
