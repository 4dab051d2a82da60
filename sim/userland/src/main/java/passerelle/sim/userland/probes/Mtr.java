package passerelle.sim.userland.probes;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.lab.LabDate;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.uapi.RouteQuery;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.process.Terminfo;
import passerelle.sim.userland.screen.Screen;
import passerelle.text.Align;
import passerelle.text.CNumber;
import passerelle.text.Resources;
import passerelle.text.WordList;

/**
 * mtr 0.95: its report (ui/report.c), and what it draws on a terminal (ui/curses.c). Where there is
 * no terminal it reports.
 */
public final class Mtr implements BlockingProgram {
  private static final String WORDS =
      """
      report report-wide report-cycles: no-dns show-ips interval: max-ttl: version csv json psize:
      ipv4 tcp udp interface: first-ttl: aslookup mpls port: raw xml filename: address:
      max-unknown: localport: bitpattern: gracetime: tos: timeout: mark: split curses displaymode:
      order: ipinfo: help
      """;

  /** What the real one has besides. */
  private static final String UNMODELLED_WORDS =
      """
      tcp udp interface first-ttl aslookup mpls port raw xml filename address max-unknown localport
      bitpattern gracetime tos timeout mark split curses displaymode order ipinfo
      """;

  private static final String UNMODELLED = "F:uTI:a:f:U:P:L:B:G:Q:eZ:M:xlpto:y:z6";

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse("hrwc:nbi:m:v4Cjs:" + UNMODELLED, WORDS, self.arguments());
    String usage = Resources.text(Mtr.class, "mtr.txt");
    getopt.orExit(self, "mtr", 1, usage);
    if (getopt.has("h", "help")) {
      return self.stdout().print(usage, 0);
    }
    getopt.without(self, "mtr", WordList.of(UNMODELLED_WORDS));
    getopt.without(self, "mtr", UNMODELLED.replace(":", ""));
    if (getopt.has("v") || getopt.has("version")) {
      self.stdout().print("mtr 0.95\n");
      return 0;
    }
    boolean wide = getopt.has("w") || getopt.has("report-wide");
    boolean draws = !wide && !getopt.has("r", "report", "C", "csv", "j", "json");
    Optional<String> unknown = draws ? Terminfo.unknown(self) : Optional.empty();
    if (unknown.isPresent()) {
      String kind = unknown.get().isEmpty() ? "unknown" : unknown.get();
      return self.stderr().println("Error opening terminal: " + kind + ".", 1);
    }
    if (getopt.operands().isEmpty()) {
      return self.stderr().print("mtr: No host specified\n", 1);
    }
    String host = getopt.operands().get(0);
    Net net = new Net(self);
    Resolver.Result found = new Resolver(self, net).lookup(host);
    if (!found.isFound()) {
      String why = found.outcome().text(self);
      return self.stderr().print("mtr: Failed to resolve host: " + host + ": " + why + "\n", 0);
    }
    Session session = new Session(self, net, getopt, wide, found.first());
    return draws && self.stdout().isTerminal() ? session.draw(host) : session.run();
  }

  /** One report. */
  private static final class Session {
    private static final int DEFAULT_CYCLES = 10;
    private static final int DEFAULT_HOPS = 30;

    /** Octets of a probe with its heads. */
    private static final int PACKET = 64;

    private static final int HEADS = 28;
    private static final List<String> COLUMNS = List.of("Last", "Avg", "Best", "Wrst", "StDev");
    private static final String TITLE = "My traceroute  [v0.95]";
    private static final String KEYS =
        "Keys:  Help   Display mode   Restart statistics   Order of fields   quit\n";

    /** What the numbers take on the right, and their first two, in columns. */
    private static final int STATISTICS = 44;

    private static final int PACKETS = 25;
    private static final int MARGIN = 20;

    /** How wide names are in a report that is not wide. */
    private static final int NAMES = 25;

    private static final long LAST_WAIT = 5 * EventLoop.SECOND;
    private final Process self;
    private final Net net;
    private final Getopt getopt;
    private final boolean wide;
    private final IpAddress target;
    private final Echoes echoes;
    private final Payload data;
    private final List<Hop> hops = new ArrayList<>();
    private int length;

    Session(Process self, Net net, Getopt getopt, boolean wide, IpAddress target) {
      this.self = self;
      this.net = net;
      this.getopt = getopt;
      this.wide = wide;
      this.target = target;
      echoes = new Echoes(self, net, 0);
      length = number("m", "max-ttl", DEFAULT_HOPS);
      data = Payload.zeros(Math.max(0, number("s", "psize", PACKET) - HEADS));
    }

    private int number(String letter, String word, int otherwise) {
      return getopt
          .value(letter)
          .or(() -> getopt.value(word))
          .filter(v -> v.matches("[1-9][0-9]{0,3}"))
          .map(Integer::parseInt)
          .orElse(otherwise);
    }

    private String date() {
      return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+0000'", Locale.ROOT)
          .withZone(ZoneOffset.UTC)
          .format(LabDate.at(self.now()));
    }

    /** Until {@code q}, Ctrl-C, or the cycles that were asked for. */
    int draw(String host) {
      Screen screen = new Screen(self);
      screen.endsAtInterrupt(0);
      screen.hideKeys();
      screen.useOther();
      self.declareEndless();
      int cycles = number("c", "report-cycles", Integer.MAX_VALUE);
      for (int i = 0; i < cycles; i++) {
        long end = self.now() + (i + 1 < cycles ? EventLoop.SECOND : LAST_WAIT);
        try {
          cycle(end);
        } catch (KernelException refused) {
          screen.end();
          return self.stderr()
              .print(
                  "mtr: udp socket connect failed: " + self.place().libc().strerror(refused) + "\n",
                  1);
        }
        screen.print(Screen.CLEAR + picture(host, screen.columns()));
        if (screen.key(Math.max(0, end - self.now())) == 'q') {
          break;
        }
      }
      screen.end();
      return 0;
    }

    private String picture(String host, int columns) {
      int left = Math.max(MARGIN, columns - STATISTICS);
      String who = self.hostname() + " (" + source() + ") -> " + host + " (" + target + ")";
      StringBuilder out =
          new StringBuilder(" ".repeat(Math.max(0, (columns - TITLE.length()) / 2)));
      out.append(
          TITLE + "\n" + Align.left(who, columns - date().length() - 1) + date() + "\n" + KEYS);
      out.append(Align.left("", left) + Align.left("   Packets", PACKETS) + "Pings\n");
      out.append(Align.left(" Host", left) + " Loss%   Snt   Last   Avg  Best  Wrst StDev\n");
      for (Hop hop : shown()) {
        String number = "%2s. ".formatted(hop.ttl);
        out.append(Align.left(number + name(hop).replace("???", "(waiting for reply)"), left));
        out.append(hop.from.isPresent() ? hop.statistics() : "").append('\n');
      }
      return out.toString();
    }

    private String source() {
      try {
        return net.routes().get(RouteQuery.to(target)).source().toString();
      } catch (KernelException unreachable) {
        return "0.0.0.0";
      }
    }

    int run() {
      String start = date();
      long began = LabDate.at(self.now()).getEpochSecond();
      int cycles = number("c", "report-cycles", DEFAULT_CYCLES);
      for (int i = 0; i < cycles; i++) {
        long end = self.now() + (i + 1 < cycles ? EventLoop.SECOND : LAST_WAIT);
        try {
          cycle(end);
        } catch (KernelException refused) {
          return self.stderr()
              .print(
                  "mtr: udp socket connect failed: " + self.place().libc().strerror(refused) + "\n",
                  1);
        }
      }
      if (getopt.has("C", "csv")) {
        self.stdout().print(table(began));
      } else if (getopt.has("j", "json")) {
        self.stdout().print(object(cycles));
      } else {
        self.stdout().print("Start: " + start + "\n");
        report();
      }
      return 0;
    }

    private void cycle(long end) throws KernelException {
      Map<Integer, Hop> sent = new LinkedHashMap<>();
      for (int ttl = 1; ttl <= length; ttl++) {
        if (hops.size() < ttl) {
          hops.add(new Hop(ttl));
        }
        Hop hop = hops.get(ttl - 1);
        hop.sent++;
        sent.put(echoes.send(target, ttl, data), hop);
      }
      Optional<Echoes.Answer> next = echoes.await(end);
      while (next.isPresent()) {
        Echoes.Answer answer = next.get();
        Hop hop = sent.get(answer.sequence());
        if (hop != null) {
          hop.answered(answer);
          boolean last = answer.isReply() || answer.isUnreachable();
          length = last ? Math.min(length, hop.ttl) : length;
        }
        next = echoes.await(end);
      }
    }

    /** The hops until the target, or until one after the last that answered. */
    private List<Hop> shown() {
      int last = 0;
      for (Hop hop : hops.subList(0, Math.min(length, hops.size()))) {
        if (hop.from.isPresent()) {
          boolean end = hop.ttl == length && length < DEFAULT_HOPS;
          last = hop.ttl + (end ? 0 : 1);
        }
      }
      return hops.subList(0, Math.min(Math.max(1, last), hops.size()));
    }

    private void report() {
      List<Hop> shown = shown();
      List<String> names = shown.stream().map(this::name).toList();
      int longest = names.stream().mapToInt(String::length).max().orElse(0);
      int width = wide ? Math.max(longest, self.hostname().length()) : NAMES;
      int title = wide ? width : NAMES + 2;
      StringBuilder out = new StringBuilder();
      out.append(String.format(Locale.ROOT, "HOST: %-" + title + "s", self.hostname()));
      out.append(" Loss%   Snt   Last   Avg  Best  Wrst StDev\n");
      for (int i = 0; i < shown.size(); i++) {
        out.append(String.format(Locale.ROOT, "%3d.|-- %-" + width + "s", i + 1, names.get(i)));
        out.append(shown.get(i).statistics()).append('\n');
      }
      self.stdout().print(out.toString());
    }

    /** Commas between values ({@code csv_close}). */
    private String table(long began) {
      StringBuilder out = new StringBuilder("Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Snt,");
      out.append(" ,Last,Avg,Best,Wrst,StDev,\n");
      for (Hop hop : shown()) {
        out.append("MTR.0.95," + began + ",OK," + getopt.operands().get(0) + "," + hop.ttl + ",");
        out.append(name(hop) + "," + CNumber.fixed(hop.lost(), 2) + "," + hop.sent + ",0");
        for (double value : hop.summary()) {
          out.append(',').append(CNumber.fixed(value, 2));
        }
        out.append('\n');
      }
      return out.toString();
    }

    /** The same as an object ({@code json_close}). */
    private String object(int cycles) {
      StringBuilder out = new StringBuilder("{\n    \"report\": {\n        \"mtr\": {\n");
      out.append("            \"src\": \"" + self.hostname() + "\",\n");
      out.append("            \"dst\": \"" + getopt.operands().get(0) + "\",\n");
      out.append("            \"tos\": 0,\n            \"tests\": " + cycles + ",\n");
      out.append("            \"psize\": \"" + number("s", "psize", PACKET) + "\",\n");
      out.append("            \"bitpattern\": \"0x00\"\n        },\n        \"hubs\": [");
      String between = "\n";
      for (Hop hop : shown()) {
        out.append(between).append("            {\n                \"count\": " + hop.ttl);
        out.append(",\n                \"host\": \"" + name(hop) + "\"");
        out.append(",\n                \"Loss%\": " + decimals(hop.lost()));
        out.append(",\n                \"Snt\": " + hop.sent);
        double[] values = hop.summary();
        for (int i = 0; i < values.length; i++) {
          out.append(",\n                \"" + COLUMNS.get(i) + "\": " + decimals(values[i]));
        }
        out.append("\n            }");
        between = ",\n";
      }
      return out.append("\n        ]\n    }\n}\n").toString();
    }

    /** Three decimals at most, one at least. */
    private static String decimals(double value) {
      return CNumber.fixed(value, 3).replaceFirst("(?<=[.][0-9])0{1,2}$", "");
    }

    private String name(Hop hop) {
      if (hop.from.isEmpty()) {
        return "???";
      }
      String address = hop.from.get().toString();
      if (getopt.has("n") || getopt.has("no-dns")) {
        return address;
      }
      Optional<String> name =
          new Resolver(self, net)
              .reverse(hop.from.get())
              .map(found -> found.replaceFirst("[.]$", ""));
      boolean both = getopt.has("b") || getopt.has("show-ips");
      return name.map(n -> both ? n + " (" + address + ")" : n).orElse(address);
    }
  }

  /** A hop and its answers. */
  private static final class Hop {
    private final int ttl;
    private final List<Double> times = new ArrayList<>();
    private Optional<IpAddress> from = Optional.empty();
    private int sent;

    Hop(int ttl) {
      this.ttl = ttl;
    }

    void answered(Echoes.Answer answer) {
      from = Optional.of(answer.from());
      times.add(answer.nanos() / (double) EventLoop.MILLISECOND);
    }

    /** Percent. */
    double lost() {
      return 100.0 * (sent - times.size()) / Math.max(1, sent);
    }

    /** Of the round trips, in milliseconds: the last, mean, best, worst, deviation. */
    double[] summary() {
      double average = times.stream().mapToDouble(t -> t).average().orElse(0);
      double best = times.stream().mapToDouble(t -> t).min().orElse(0);
      double worst = times.stream().mapToDouble(t -> t).max().orElse(0);
      double last = times.isEmpty() ? 0 : times.get(times.size() - 1);
      double squares = times.stream().mapToDouble(t -> (t - average) * (t - average)).sum();
      double deviation = times.size() < 2 ? 0 : Math.sqrt(squares / (times.size() - 1));
      return new double[] {last, average, best, worst, deviation};
    }

    String statistics() {
      StringBuilder out = new StringBuilder(cut(" %4s%%", lost(), 6));
      out.append(" %5s ".formatted(sent));
      for (double value : summary()) {
        out.append(' ').append(cut("%5s", value, 5));
      }
      return out.toString();
    }

    /** What is too wide for its column loses its end. */
    private static String cut(String format, double value, int width) {
      String text = String.format(Locale.ROOT, format, CNumber.fixed(value, 1));
      return text.substring(0, Math.min(width, text.length()));
    }
  }
}
