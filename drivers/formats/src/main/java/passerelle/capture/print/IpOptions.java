package passerelle.capture.print;

import java.util.Map;

/** IPv4 options (print-ip.c: ip_optprint). */
final class IpOptions {
  private static final NumberNames NAMES =
      NumberNames.of(
          "0=EOL;1=NOP;7=RR;68=timestamp;82=traceroute;130=security;131=LSRR;133=ESEC;134=CIPSO",
          "136=SATID;137=SSRR;148=RA;149=SDB;222=RFC1393");
  private static final Map<Integer, String> KINDS_OF_TIMES =
      Map.of(0, "TSONLY", 1, "TS+ADDR", 3, "PRESPEC");
  private static final int END = 0;
  private static final int NO_OPERATION = 1;

  private IpOptions() {}

  static void print(Dissection d, int start, int length) {
    int at = start;
    int end = start + length;
    String separator = "";
    while (at < end) {
      d.print(separator);
      separator = ",";
      int code = d.u8(at);
      d.print(NAMES.name(code, "unknown " + code));
      int optionLength = 1;
      if (code != END && code != NO_OPERATION) {
        optionLength = d.u8(at + 1);
        if (optionLength < 2 || optionLength > end - at) {
          d.print(" [bad length ", optionLength, "]");
          return;
        }
        d.require(at, optionLength);
      }
      switch (code) {
        case END -> {
          return;
        }
        case 7, 131, 137 -> route(d, at, optionLength);
        case 68 -> times(d, at, optionLength);
        case 148 -> alert(d, at, optionLength);
        default -> {}
      }
      at += optionLength;
    }
  }

  private static void route(Dissection d, int at, int length) {
    if (length < 3) {
      d.print(" [bad length ", length, "]");
      return;
    }
    if ((length + 1 & 3) != 0) {
      d.print(" [bad length ", length, "]");
    }
    int pointer = d.u8(at + 2) - 1;
    if (pointer < 3 || (pointer + 1 & 3) != 0) {
      d.print(" [bad ptr ", pointer + 1, "]");
    }
    String separator = " ";
    for (int i = 3; i + 3 < length; i += 4) {
      d.print(separator, d.ipv4(at + i));
      separator = pointer > i ? ", " : " ";
    }
  }

  private static void times(Dissection d, int at, int length) {
    if (length < 4) {
      d.print("[bad length ", length, "]");
      return;
    }
    int flags = d.u8(at + 3);
    int entry = (flags & 0xf) == 0 ? 4 : 8;
    int pointer = d.u8(at + 2) - 1;
    d.print(" TS{", (length - 4) % entry == 0 ? "" : "[bad length " + length + "]");
    if (pointer < 4 || (pointer - 4) % entry != 0 || pointer > length + 1) {
      d.print("[bad ptr ", pointer + 1, "]");
    }
    int i = 4;
    if (!KINDS_OF_TIMES.containsKey(flags & 0xf)) {
      d.print("[bad ts type ", flags & 0xf, "]");
    } else {
      d.print(KINDS_OF_TIMES.get(flags & 0xf));
      for (; i < length; i += entry) {
        String address = entry == 8 ? d.ipv4(at + i) : "";
        d.print(i == pointer ? " ^ " : " ", d.u32(at + i + entry - 4), "@" + address);
      }
    }
    d.print(i == pointer ? " ^ " : "");
    d.print(flags >> 4 == 0 ? "}" : " [" + (flags >> 4) + " hops not recorded]} ");
  }

  private static void alert(Dissection d, int at, int length) {
    if (length < 4) {
      d.print(" [bad length ", length, "]");
    } else if (d.u16(at + 2) != 0) {
      d.print(" value ", d.u16(at + 2));
    }
  }
}
