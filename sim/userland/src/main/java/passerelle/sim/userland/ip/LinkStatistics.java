package passerelle.sim.userland.ip;

import java.util.List;
import passerelle.sim.uapi.LinkCounters;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.Printer;
import passerelle.text.CNumber;

/** The counters of a device (ip/ipaddress.c:print_stats64). Columns grow with their numbers. */
record LinkStatistics(Printer out, IpOptions options) {
  private static final List<String> RECEIVED =
      List.of("bytes", "packets", "errors", "dropped", "missed", "mcast");
  private static final List<String> SENT =
      List.of("bytes", "packets", "errors", "dropped", "carrier", "collsns");
  private static final List<String> RECEIVED_ERRORS =
      List.of("length", "crc", "frame", "fifo", "overrun");
  private static final List<String> SENT_ERRORS =
      List.of("aborted", "fifo", "window", "heartbt", "transns");
  private static final List<String> RECEIVED_KEYS =
      List.of("bytes", "packets", "errors", "dropped", "over_errors", "multicast");
  private static final List<String> SENT_KEYS =
      List.of("bytes", "packets", "errors", "dropped", "carrier_errors", "collisions");
  private static final String PREFIXES = "kMGTPE";
  private static final int[] LEAST = {10, 7, 6, 7, 7, 7};

  /** Prints the lines without the last line end. */
  void print(LinkInfo device) {
    LinkCounters counters = device.counters();
    long[] received = {
      counters.rxBytes(), counters.rxPackets(), 0, counters.rxDropped(), 0, counters.multicast()
    };
    long[] sent = {counters.txBytes(), counters.txPackets(), 0, counters.txDropped(), 0, 0};
    if (out.isJson()) {
      out.openObject("stats64");
      json("rx", RECEIVED_KEYS, received);
      json("tx", SENT_KEYS, sent);
      out.closeObject();
      return;
    }
    int[] widths = LEAST.clone();
    for (long[] row : List.of(received, sent)) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], Long.toString(row[i]).length());
      }
    }
    boolean errors = options.statistics > 1;
    table("    RX:", RECEIVED, received, widths);
    if (errors) {
      out.newLine();
      errors("    RX errors:", RECEIVED_ERRORS, widths);
    }
    out.newLine();
    table("    TX:", SENT, sent, widths);
    if (errors) {
      out.newLine();
      errors("    TX errors:", SENT_ERRORS, widths);
    }
  }

  private void json(String key, List<String> keys, long[] values) {
    out.openObject(key);
    for (int i = 0; i < keys.size(); i++) {
      out.json(keys.get(i), values[i]);
    }
    out.closeObject();
  }

  private void table(String title, List<String> heads, long[] values, int[] widths) {
    StringBuilder head = new StringBuilder(title);
    StringBuilder row = new StringBuilder("    ");
    for (int i = 0; i < values.length; i++) {
      int taken = i == 0 ? title.length() - 3 : 0;
      head.append(String.format(" %" + Math.max(1, widths[i] - taken) + "s", heads.get(i)));
      row.append(String.format("%" + widths[i] + "s ", shown(values[i])));
    }
    out.text(head + " " + " ".repeat(10));
    out.newLine();
    out.text(row.toString());
  }

  /** Three digits and a prefix, where a person is to read it (lib/utils.c:print_num). */
  private String shown(long count) {
    double base = options.iec ? 1024 : 1000;
    if (!options.human || count < base) {
      return Long.toString(count);
    }
    double value = count / base;
    int prefix = 0;
    while (value >= base && prefix < PREFIXES.length() - 1) {
      value /= base;
      prefix++;
    }
    int digits = value < 10 ? 2 : value < 100 ? 1 : 0;
    return CNumber.fixed(value, digits) + PREFIXES.charAt(prefix) + (options.iec ? "i" : "");
  }

  private void errors(String title, List<String> heads, int[] widths) {
    StringBuilder head = new StringBuilder(title);
    StringBuilder row = new StringBuilder("    " + " ".repeat(widths[0]) + " ");
    for (int i = 0; i < heads.size(); i++) {
      int width = widths[i + 1];
      head.append(String.format(" %" + width + "s", heads.get(i)));
      row.append(String.format("%" + width + "d ", 0));
    }
    out.text(head.toString());
    out.newLine();
    out.text(row.toString());
  }
}
