package passerelle.capture.print;

/** Multicast listener discovery, versions 1 and 2 (RFC 2710, RFC 3810; print-icmp6.c). */
final class MldPrinter {
  private MldPrinter() {}

  static void print(Dissection d, int at, int length, boolean query) {
    if (query && length >= 28) {
      query2(d, at);
      return;
    }
    if (length == 24 || !query) {
      d.print("max resp delay: ", d.u16(at + 4), " addr: ", d.ipv6(at + 8));
    }
  }

  private static void query2(Dissection d, int at) {
    d.print(" v2");
    if (d.options.verbose() > 0) {
      int code = d.u16(at + 4);
      int delay = code < 32768 ? code : (code & 0x0fff | 0x1000) << ((code >> 12 & 7) + 3);
      d.print(" [max resp delay=", delay, "]");
    }
    d.print(" [gaddr ", d.ipv6(at + 8));
    if (d.options.verbose() > 0) {
      int flags = d.u8(at + 24);
      d.print(
          (flags & 8) != 0 ? " sflag" : "", (flags & 7) != 0 ? " robustness=" + (flags & 7) : "");
      int code = d.u8(at + 25);
      int interval = code < 128 ? code : (code & 15 | 16) << ((code >> 4 & 7) + 3);
      d.print(" qqi=", interval);
    }
    int sources = d.u16(at + 26);
    if (sources > 0) {
      printSources(d, at + 28, sources);
    }
    d.print("]");
  }

  static void report2(Dissection d, int at, int length) {
    if (length < 8) {
      d.printTruncated();
      return;
    }
    int groups = d.u16(at + 6);
    d.print(", ", groups, " group record(s)");
    int record = at + 8;
    for (int i = 0; d.options.verbose() > 0 && i < groups; i++) {
      int type = d.u8(record);
      int sources = d.u16(record + 2);
      d.print(" [gaddr ", d.ipv6(record + 4));
      d.print(" ", IgmpPrinter.RECORDS.name(type, " [v2-report-#" + type + "]"));
      printSources(d, record + 20, sources);
      d.print("]");
      record += 20 + 16 * sources;
    }
  }

  private static void printSources(Dissection d, int at, int sources) {
    if (d.options.verbose() < 2) {
      d.print(", ", sources, " source(s)");
      return;
    }
    d.print(" {");
    for (int i = 0; i < sources; i++) {
      d.print(" ", d.ipv6(at + 16 * i));
    }
    d.print(" }");
  }
}
