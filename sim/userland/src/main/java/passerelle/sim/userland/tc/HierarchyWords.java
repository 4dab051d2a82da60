package passerelle.sim.userland.tc;

import java.util.OptionalLong;
import java.util.function.Function;
import passerelle.sim.uapi.ClassInfo;
import passerelle.sim.uapi.ClassSettings;
import passerelle.sim.uapi.QdiscInfo;
import passerelle.sim.uapi.QdiscSettings;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** The words behind {@code htb}, and how it is shown (tc/q_htb.c). */
final class HierarchyWords {
  private static final int DIVISOR = 10;
  private static final long FRAME = 1600;
  private static final long TICK = 64;

  private HierarchyWords() {}

  /** Those of the queueing discipline itself. */
  static QdiscSettings parse(Words words) throws ToolFailure {
    int usual = 0;
    int divisor = DIVISOR;
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "default" -> usual = number(words, "default", 16);
        case "r2q" -> divisor = number(words, "r2q", 10);
        case "direct_qlen", "debug", "offload" ->
            throw ToolFailure.notModelled("tc", "htb's " + word);
        default -> throw unknown(word);
      }
    }
    return new QdiscSettings.Hierarchy(usual, Math.max(1, divisor));
  }

  private static int number(Words words, String what, int radix) throws ToolFailure {
    String text = words.argument();
    try {
      return Integer.parseInt(text.replaceFirst("^0x", ""), radix);
    } catch (NumberFormatException malformed) {
      throw illegal(what);
    }
  }

  private static ToolFailure illegal(String what) {
    return new ToolFailure(1, "Illegal \"" + what + "\"\n" + TcTool.text("htb"));
  }

  private static ToolFailure unknown(String word) {
    return word.equals("help")
        ? new ToolFailure(1, TcTool.text("htb"))
        : new ToolFailure(1, "What is \"" + word + "\"?\n" + TcTool.text("htb"));
  }

  private static long value(Words words, String what, Function<String, OptionalLong> reader)
      throws ToolFailure {
    return reader
        .apply(words.argument().replaceFirst("/[0-9]+$", ""))
        .orElseThrow(() -> illegal(what));
  }

  /** Those of a class ({@code htb_parse_class_opt}). */
  static ClassSettings parseClass(Words words) throws ToolFailure {
    long rate = 0;
    long ceil = 0;
    long burst = 0;
    long ceilBurst = 0;
    long mtu = FRAME;
    int priority = 0;
    int quantum = 0;
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "rate" -> rate = value(words, "rate", TcUnits::rate);
        case "ceil" -> ceil = value(words, "ceil", TcUnits::rate);
        case "burst", "buffer", "maxburst" -> burst = value(words, "buffer", TcUnits::size);
        case "cburst", "cbuffer", "cmaxburst" -> ceilBurst = value(words, "cbuffer", TcUnits::size);
        case "mtu" -> mtu = number(words, "mtu", 10);
        case "prio" -> priority = Math.min(7, number(words, "prio", 10));
        case "quantum" -> quantum = number(words, "quantum", 10);
        case "mpu", "overhead", "linklayer" -> throw ToolFailure.notModelled("tc", "htb's " + word);
        default -> throw unknown(word);
      }
    }
    if (rate == 0) {
      throw new ToolFailure(1, "\"rate\" is required.\n");
    }
    long most = ceil == 0 ? rate : ceil;
    return new ClassSettings(
        rate,
        most,
        burst == 0 ? rate / 1_000_000_000L + mtu : burst,
        ceilBurst == 0 ? most / 1_000_000_000L + mtu : ceilBurst,
        priority,
        quantum);
  }

  static void print(Printer out, QdiscSettings.Hierarchy htb, QdiscInfo qdisc, boolean details) {
    out.any("r2q", htb.divisor(), "r2q %d ", htb.divisor());
    String usual = htb.usual() == 0 ? "0" : "0x" + Integer.toHexString(htb.usual());
    out.any("default", usual, "default %s ", usual);
    out.any("direct_packets_stat", qdisc.direct(), "direct_packets_stat %d ", qdisc.direct());
    out.text(details ? "ver 3.17 " : "");
    out.any("direct_qlen", 1000, "direct_qlen %d", 1000);
  }

  static void printClass(Printer out, ClassInfo.Hierarchy its, boolean details) {
    ClassSettings set = its.settings();
    if (its.level() == 0) {
      out.any("prio", set.priority(), "prio %d ", set.priority());
      if (details) {
        out.any("quantum", set.quantum(), "quantum %d ", set.quantum());
      }
    }
    out.any("rate", set.rate(), "rate %s ", TcUnits.rate(set.rate()));
    out.any("ceil", set.ceil(), "ceil %s ", TcUnits.rate(set.ceil()));
    out.text(details ? "linklayer ethernet " : "");
    String mpu = details ? "/1mpu 0b " : " ";
    out.text("burst " + octets(set.rate(), set.buffer()) + mpu);
    out.text("cburst " + octets(set.ceil(), set.ceilBuffer()) + (details ? mpu : ""));
    out.text(details ? "level " + its.level() + " " : "");
  }

  /** What a time is at a rate ({@code tc_calc_xmitsize}). */
  private static String octets(long rate, long nanoseconds) {
    double micros = nanoseconds / TICK * TICK / 1000.0;
    return TcUnits.size((long) (rate * micros / 1e6));
  }

  static void printStatistics(Printer out, ClassInfo.Hierarchy its) {
    out.text(" lended: " + its.lends() + " borrowed: " + its.borrows() + " giants: 0");
    out.newLine();
    out.text(" tokens: " + its.tokens() + " ctokens: " + its.ceilTokens());
    out.newLine();
  }
}
