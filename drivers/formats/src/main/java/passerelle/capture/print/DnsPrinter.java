package passerelle.capture.print;

/** DNS and multicast DNS messages (print-domain.c). */
final class DnsPrinter {
  private static final int HEADER = 12;
  private static final int INVERSE_QUERY = 1;
  private static final int RESPONSE = 0x8000;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int TRUNCATED = 0x0200;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int AUTHENTIC_DATA = 0x0020;
  private static final int CHECKING_DISABLED = 0x0010;

  /** Bits that a query should not have. */
  private static final int ODD_IN_QUERY = 0x06cf;

  private static final String[] SECTIONS = {"", " ns:", " ar:"};

  private final Dissection d;
  private final int start;
  private final DnsRecords records;

  private DnsPrinter(Dissection d, int start, boolean multicast) {
    this.d = d;
    this.start = start;
    this.records = new DnsRecords(d, start, multicast);
  }

  static void print(Dissection d, int at, int length, boolean multicast) {
    d.protocol = "domain";
    if (length < HEADER) {
      d.print("domain [length ", length, " < 12]").printInvalid();
      return;
    }
    d.require(at, HEADER);
    try {
      new DnsPrinter(d, at, multicast).print();
      d.print(" (", length, ")");
    } catch (DnsRecords.Unreadable e) {
      d.printTruncated();
    }
  }

  /** RFC 1035 section 4.2.2: two octets of length come first. */
  static void printOverTcp(Dissection d, int at, int length) {
    d.protocol = "domain";
    if (length < 2) {
      d.print("[DNS over TCP: length ", length, " < 2]").printInvalid();
      return;
    }
    int told = d.u16(at);
    int left = length - 2;
    if (left >= HEADER && told != left) {
      d.print("[prefix length(", told, ") != length(", left, ")]").printInvalid();
      return;
    }
    print(d, at + 2, left, false);
  }

  private void print() {
    int flags = d.u16(start + 2);
    d.print(d.u16(start), DnsTypes.OPERATIONS[flags >> 11 & 15]);
    if ((flags & RESPONSE) != 0) {
      response(flags);
    } else {
      query(flags);
    }
  }

  private void response(int flags) {
    d.print(DnsTypes.RESPONSES[flags & 15]);
    d.print((flags & AUTHORITATIVE) != 0 ? "*" : "", (flags & RECURSION_AVAILABLE) != 0 ? "" : "-");
    d.print((flags & TRUNCATED) != 0 ? "|" : "", (flags & AUTHENTIC_DATA) != 0 ? "$" : "");
    int questions = d.u16(start + 4);
    d.print(questions == 1 ? "" : " [" + questions + "q]");
    int at = start + HEADER;
    for (int i = 0; i < questions; i++) {
      d.print(i == 0 ? "" : ",");
      if (d.options.verbose() > 1) {
        d.print(" q:");
        at = records.question(at);
      } else {
        at = records.skipName(at) + 4;
      }
    }
    int[] counts = {d.u16(start + 6), d.u16(start + 8), d.u16(start + 10)};
    d.print(" %s/%s/%s".formatted(counts[0], counts[1], counts[2]));
    sections(at, counts, d.options.verbose() > 1 ? 3 : 1);
  }

  private void query(int flags) {
    d.print((flags & RECURSION_DESIRED) != 0 ? "+" : "");
    d.print((flags & CHECKING_DISABLED) != 0 ? "%" : "");
    if ((flags & ODD_IN_QUERY) != 0) {
      d.print(" [b2&3=0x", Integer.toHexString(flags), "]");
    }
    int questions = d.u16(start + 4);
    int[] counts = {d.u16(start + 6), d.u16(start + 8), d.u16(start + 10)};
    if ((flags >> 11 & 15) == INVERSE_QUERY) {
      d.print(questions != 0 ? " [" + questions + "q]" : "");
      d.print(counts[0] != 1 ? " [" + counts[0] + "a]" : "");
    } else {
      d.print(counts[0] != 0 ? " [" + counts[0] + "a]" : "");
      d.print(questions != 1 ? " [" + questions + "q]" : "");
    }
    d.print(counts[1] != 0 ? " [" + counts[1] + "n]" : "");
    d.print(counts[2] != 0 ? " [" + counts[2] + "au]" : "");
    int at = start + HEADER;
    for (int i = 0; i < questions; i++) {
      at = records.question(at);
    }
    if (d.options.verbose() > 1) {
      sections(at, counts, 3);
    }
  }

  private void sections(int from, int[] counts, int number) {
    int at = from;
    for (int section = 0; section < number; section++) {
      for (int i = 0; i < counts[section]; i++) {
        if (at >= d.end()) {
          throw new DnsRecords.Unreadable();
        }
        d.print(i == 0 ? SECTIONS[section] : ",");
        at = records.answer(at);
      }
    }
  }
}
