package passerelle.sim.userland.dns;

import java.util.List;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;
import passerelle.text.WordList;

/** Messages as BIND prints them (lib/dns/masterdump.c, bin/dig/dighost.c). */
final class DnsText {
  /** Of BIND's programs. */
  static final String VERSION = "9.20.30-1~deb13u1-Debian";

  private static final int TAB = 8;
  private static final List<String> CODES =
      WordList.of(
          """
          NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH
          NOTZONE RESERVED11 RESERVED12 RESERVED13 RESERVED14 RESERVED15
          """);

  private DnsText() {}

  /** The name of a response code. */
  static String code(int code) {
    return CODES.get(code & 15);
  }

  /** The flags of a header, {@code qr aa rd ra}. */
  static String flags(DnsMessage message) {
    StringBuilder out = new StringBuilder();
    int[] bits = {0x8000, 0x0400, 0x0200, 0x0100, 0x0080, 0x0020, 0x0010};
    String[] names = {"qr", "aa", "tc", "rd", "ra", "ad", "cd"};
    for (int i = 0; i < bits.length; i++) {
      if (message.has(bits[i])) {
        out.append(' ').append(names[i]);
      }
    }
    return out.toString();
  }

  /** The first two lines, status and counts, with what comes before the status. */
  static String header(String before, DnsMessage message) {
    return ("%s;; ->>HEADER<<- opcode: QUERY, status: %s, id: %s\n;; flags:%s; QUERY: "
            + "%s, ANSWER: %s, AUTHORITY: %s, ADDITIONAL: %s\n")
        .formatted(
            before,
            code(message.code()),
            message.id(),
            flags(message),
            message.questions().size(),
            message.answers().size(),
            message.authority().size(),
            message.additional().size() + (message.edns().isPresent() ? 1 : 0));
  }

  /** Where columns begin: of TTL, class, type and data ({@code dns_master_stylecreate}). */
  enum Style {
    /** One of each. */
    DEBUG(24, 32, 40, 48),
    /** {@code +multiline}: those in the middle stand together. */
    MULTILINE(24, 24, 24, 32);

    private final int ttl;
    private final int recordClass;
    private final int type;
    private final int data;

    Style(int ttl, int recordClass, int type, int data) {
      this.ttl = ttl;
      this.recordClass = recordClass;
      this.type = type;
      this.data = data;
    }
  }

  /** The lines of a section. */
  static List<String> records(List<DnsRecord> records) {
    return records(records, Style.DEBUG);
  }

  /** The lines of a section in a style. */
  static List<String> records(List<DnsRecord> records, Style style) {
    return records.stream().map(record -> record(record, style)).toList();
  }

  static String absolute(String name) {
    return name.endsWith(".") ? name : name + ".";
  }

  /** A line of the question section; its columns are counted without the semicolon. */
  static String question(DnsQuestion question) {
    return question(question, Style.DEBUG);
  }

  /** A line of the question section in a style. */
  static String question(DnsQuestion question, Style style) {
    Line line = new Line();
    line.add(absolute(question.name()), style.recordClass);
    line.add("IN", style.type);
    return ";" + line.text + DnsType.name(question.type());
  }

  /** A line of another section. */
  private static String record(DnsRecord record, Style style) {
    Line line = new Line();
    line.add(absolute(record.name()), style.ttl);
    line.add(String.valueOf(record.ttl()), style.recordClass);
    line.add("IN", style.type);
    line.add(DnsType.name(record.type()), style.data);
    return line.text + record.data();
  }

  /** A line with columns that begin at multiples of eight ({@code indent}). */
  private static final class Line {
    private final StringBuilder text = new StringBuilder();
    private int column;

    void add(String word, int next) {
      text.append(word);
      column += word.length();
      int to = Math.max(next, column + 1);
      int tabs = to / TAB - column / TAB;
      if (tabs > 0) {
        text.append("\t".repeat(tabs));
        column = to / TAB * TAB;
      }
      text.append(" ".repeat(to - column));
      column = to;
    }
  }
}
