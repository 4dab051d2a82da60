package passerelle.capture.print;

/** IPv4 options (print-ip.c: ip_optprint). */
final class IpOptions {
  private static final NumberNames NAMES =
      NumberNames.of(
          "0=EOL;1=NOP;7=RR;68=timestamp;82=traceroute;130=security;131=LSRR;133=ESEC;134=CIPSO",
          "136=SATID;137=SSRR;148=RA;149=SDB;222=RFC1393");
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
      separator = i + 4 == pointer ? "^ " : ", ";
    }
  }

  private static void alert(Dissection d, int at, int length) {
    if (length < 4) {
      d.print(" [bad length ", length, "]");
    } else if (d.u16(at + 2) != 0) {
      d.print(" value ", d.u16(at + 2));
    }
  }
}
