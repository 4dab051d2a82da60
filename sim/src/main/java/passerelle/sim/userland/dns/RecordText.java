package passerelle.sim.userland.dns;

import java.util.Locale;
import passerelle.sim.socket.dns.DnsRecord;
import passerelle.sim.socket.dns.DnsType;

/** Records as lines of a zone file, in columns (lib/dns/masterdump.c). */
final class RecordText {
  private static final int TAB = 8;
  private static final int FIRST_COLUMN = 24;
  private static final long[] UNIT_SECONDS = {604_800, 86_400, 3600, 60, 1};
  private static final String UNITS = "wdhms";

  private final boolean showsTtl;
  private final boolean showsClass;
  private final boolean usesUnits;

  /**
   * A style.
   *
   * @param showsTtl with the time to live
   * @param showsClass with the class
   * @param usesUnits writes the time to live in weeks, days and so on
   */
  RecordText(boolean showsTtl, boolean showsClass, boolean usesUnits) {
    this.showsTtl = showsTtl;
    this.showsClass = showsClass;
    this.usesUnits = usesUnits;
  }

  /** The line of a record, without its end. */
  String line(DnsRecord record) {
    StringBuilder out = new StringBuilder(name(record.name()));
    int column = FIRST_COLUMN;
    if (showsTtl) {
      indent(out, column);
      out.append(usesUnits ? units(record.ttl()) : String.valueOf(record.ttl()));
      column += TAB;
    }
    if (showsClass) {
      indent(out, column);
      out.append("IN");
      column += TAB;
    }
    indent(out, column);
    out.append(DnsType.name(record.type()));
    indent(out, column + TAB);
    return out.append(data(record)).toString();
  }

  /** The line of a question, which has no time to live but its column. */
  static String question(String name, int type) {
    StringBuilder out = new StringBuilder(";").append(name(name));
    indent(out, FIRST_COLUMN + TAB);
    out.append("IN");
    indent(out, FIRST_COLUMN + 2 * TAB);
    return out.append(DnsType.name(type)).toString();
  }

  /** A name with its final dot, and its special characters escaped. */
  static String name(String name) {
    return escaped(name) + ".";
  }

  /** A name without its final dot, its special characters escaped. */
  static String escaped(String name) {
    StringBuilder out = new StringBuilder();
    for (char c : name.toCharArray()) {
      if (c <= ' ' || c >= 127) {
        out.append(String.format(Locale.ROOT, "\\%03d", (int) c & 255));
      } else {
        out.append("\";()@$\\".indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return out.toString();
  }

  /** The data of a record; of a type that is not understood as RFC 3597 writes it. */
  static String data(DnsRecord record) {
    boolean known =
        switch (record.type()) {
          case DnsType.A, DnsType.AAAA, DnsType.NS, DnsType.CNAME, DnsType.PTR -> true;
          case DnsType.MX, DnsType.TXT, DnsType.SOA -> true;
          default -> false;
        };
    return known
        ? record.data()
        : "\\# " + record.data().length() / 2 + " " + record.data().toUpperCase(Locale.ROOT);
  }

  /** Goes on at a column, with tabs if possible, and at least one blank. */
  private static void indent(StringBuilder out, int column) {
    int line = width(out);
    int to = Math.max(column, line + 1);
    int tabs = to / TAB - line / TAB;
    out.append("\t".repeat(tabs));
    out.append(" ".repeat(tabs > 0 ? to % TAB : to - line));
  }

  private static int width(StringBuilder line) {
    int width = 0;
    for (int i = 0; i < line.length(); i++) {
      width = line.charAt(i) == '\t' ? (width / TAB + 1) * TAB : width + 1;
    }
    return width;
  }

  private static String units(long seconds) {
    if (seconds == 0) {
      return "0";
    }
    StringBuilder out = new StringBuilder();
    long rest = seconds;
    for (int i = 0; i < UNIT_SECONDS.length; i++) {
      if (rest >= UNIT_SECONDS[i]) {
        out.append(rest / UNIT_SECONDS[i]).append(UNITS.charAt(i));
        rest %= UNIT_SECONDS[i];
      }
    }
    return out.toString();
  }
}
