package passerelle.sim.userland.traceroute;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Resources;

/** The command line of traceroute 2.1 (traceroute.c: option_list, main). */
final class TracerouteOptions {
  static final int IP_HEADER = 20;

  private static final String VERSION =
      """
      Modern traceroute for Linux, version 2.1.6
      Copyright (c) 2016  Dmitry Butskoy,   License: GPL v2 or any later
      """;

  private static final int MAX_HOPS = 255;
  private static final int MAX_PROBES = 10;
  private static final int MAX_LENGTH = 65000;
  private static final int DEFAULT_DATA = 40;
  private static final Map<String, Integer> SERVICES =
      Map.of("ssh", 22, "domain", 53, "http", 80, "https", 443, "smtp", 25);

  /** How probes are made. */
  enum Method {
    DEFAULT,
    UDP,
    TCP,
    ICMP
  }

  Method method = Method.DEFAULT;
  boolean numeric;
  boolean dontFragment;
  boolean findMtu;
  int firstHop = 1;
  int maxHops = 30;
  int probesPerHop = 3;
  int simultaneous = 16;
  int tos;
  int mark;
  OptionalInt port = OptionalInt.empty();
  int sourcePort;
  double wait = 5;
  double here = 3;
  double near = 10;
  double pause;
  Optional<String> device = Optional.empty();
  IpAddress source = Family.IPV4.any();
  String name = "";
  IpAddress target = Family.IPV4.any();

  /** Octets behind the headers of a probe. */
  int dataLength;

  private final Resolver resolver;
  private final Process self;
  private String module = "default";
  private OptionalInt packetLength = OptionalInt.empty();

  private TracerouteOptions(Process self, Resolver resolver) {
    this.self = self;
    this.resolver = resolver;
  }

  /**
   * Reads the arguments; of names says what is wrong before the command line is refused for them.
   */
  static TracerouteOptions parse(Process self, Resolver resolver) throws ToolFailure {
    TracerouteOptions options = new TracerouteOptions(self, resolver);
    List<String> arguments = self.arguments();
    if (arguments.isEmpty()) {
      throw options.help();
    }
    List<Clif.Operand> operands = Clif.parse(options.list(), arguments);
    options.operands(operands);
    options.check();
    return options;
  }

  private List<Clif.Option> list() {
    List<Clif.Option> list = new ArrayList<>();
    list.add(Clif.flag("4", "", () -> {}));
    list.add(Clif.flag("d", "debug", () -> {}));
    list.add(Clif.flag("F", "dont-fragment", () -> dontFragment = true));
    list.add(Clif.number("f", "first", "first_ttl", n -> firstHop = n));
    list.add(Clif.flag("I", "icmp", () -> module = "icmp"));
    list.add(Clif.flag("T", "tcp", () -> module = "tcp"));
    list.add(Clif.text("i", "interface", "device", v -> device = Optional.of(v)));
    list.add(Clif.number("m", "max-hops", "max_ttl", n -> maxHops = n));
    list.add(Clif.number("N", "sim-queries", "squeries", n -> simultaneous = n));
    list.add(Clif.flag("n", "", () -> numeric = true));
    list.add(new Clif.Option("p", "port", "port", v -> port(v, n -> port = OptionalInt.of(n))));
    list.add(Clif.number("t", "tos", "tos", n -> tos = n & 0xff));
    list.add(new Clif.Option("w", "wait", "MAX,HERE,NEAR", this::waits));
    list.add(Clif.number("q", "queries", "nqueries", n -> probesPerHop = n));
    list.add(new Clif.Option("s", "source", "src_addr", this::source));
    list.add(new Clif.Option("z", "sendwait", "sendwait", v -> Clif.decimal(v, d -> pause = d)));
    list.add(Clif.flag("e", "extensions", () -> {}));
    list.add(Clif.text("M", "module", "name", v -> module = v));
    list.add(new Clif.Option("", "sport", "num", v -> port(v, n -> sourcePort = n)));
    list.add(Clif.number("", "fwmark", "num", n -> mark = n));
    list.add(Clif.flag("U", "udp", () -> module = "udp"));
    list.add(Clif.flag("", "mtu", () -> findMtu = true));
    list.add(new Clif.Option("V", "version", "", v -> leave(new ToolFailure(0, VERSION))));
    list.add(new Clif.Option("", "help", "", v -> leave(help())));
    unmodelled(list);
    return list;
  }

  private void unmodelled(List<Clif.Option> list) {
    String[][] real = {
      {"6", "", ""},
      {"g", "gateway", "gate,..."},
      {"l", "flowlabel", "flow_label"},
      {"r", "", ""},
      {"A", "as-path-lookups", ""},
      {"O", "options", "OPTS,..."},
      {"D", "dccp", ""},
      {"P", "protocol", "prot"},
      {"", "back", ""}
    };
    for (String[] option : real) {
      String shown = option[0].isEmpty() ? "--" + option[1] : "-" + option[0];
      String line = "traceroute: Passerelle does not model option " + shown + "\n";
      Clif.Handler handler = v -> leave(new ToolFailure(2, line));
      list.add(new Clif.Option(option[0], option[1], option[2], handler));
    }
  }

  private static boolean leave(ToolFailure refusal) throws ToolFailure {
    throw refusal;
  }

  private ToolFailure help() {
    return new ToolFailure(0, Resources.text(TracerouteOptions.class, "traceroute.txt"));
  }

  private static boolean port(String text, IntConsumer take) {
    OptionalInt number = Clif.number(text);
    if (number.isEmpty() && SERVICES.containsKey(text)) {
      number = OptionalInt.of(SERVICES.get(text));
    }
    number.ifPresent(n -> take.accept(n & 0xffff));
    return number.isPresent();
  }

  /** Factors that are not given are none, rather than the default. */
  private boolean waits(String text) {
    here = 0;
    near = 0;
    String[] parts = text.split(",", -1);
    return parts.length <= 3
        && Clif.decimal(parts[0], d -> wait = d)
        && (parts.length < 2 || Clif.decimal(parts[1], d -> here = d))
        && (parts.length < 3 || Clif.decimal(parts[2], d -> near = d));
  }

  private boolean source(String text) {
    Optional<IpAddress> found = address(text);
    found.ifPresent(address -> source = address);
    return found.isPresent();
  }

  private Optional<IpAddress> address(String text) {
    Resolver.Result found = resolver.lookup(text);
    if (!found.isFound()) {
      self.stderr().print(text + ": " + found.outcome().text(self) + "\n");
      return Optional.empty();
    }
    return Optional.of(found.first());
  }

  private void operands(List<Clif.Operand> operands) throws ToolFailure {
    if (operands.isEmpty()) {
      throw new ToolFailure(2, "Specify \"host\" missing argument.\n");
    }
    if (operands.size() > 2) {
      Clif.Operand extra = operands.get(2);
      throw new ToolFailure(
          2, "Extra arg `" + extra.text() + "' (position 3, argc " + extra.index() + ")\n");
    }
    name = operands.get(0).text();
    Optional<IpAddress> found = address(name);
    if (found.isEmpty()) {
      throw cannotHandle("host", operands.get(0), 1);
    }
    target = found.get();
    if (operands.size() == 2) {
      packetLength = Clif.number(operands.get(1).text());
      if (packetLength.isEmpty()) {
        throw cannotHandle("packetlen", operands.get(1), 2);
      }
    }
  }

  private static ToolFailure cannotHandle(String what, Clif.Operand operand, int position) {
    return new ToolFailure(
        2,
        "Cannot handle \"%s\" cmdline arg `%s' on position %s (argc %s)\n"
            .formatted(what, operand.text(), position, operand.index()));
  }

  private void check() throws ToolFailure {
    chooseMethod();
    require(firstHop > 0 && firstHop <= maxHops, "first hop out of range");
    require(maxHops <= MAX_HOPS, "max hops cannot be more than " + MAX_HOPS);
    require(
        probesPerHop > 0 && probesPerHop <= MAX_PROBES,
        "no more than " + MAX_PROBES + " probes per hop");
    require(
        wait >= 0 && here >= 0 && near >= 0,
        "bad wait specifications `%s,%s,%s' used"
            .formatted(general(wait), general(here), general(near)));
    int wanted = packetLength.orElse(-1);
    require(wanted <= MAX_LENGTH, "too big packetlen " + wanted + " specified");
    require(pause >= 0, "bad sendtime `" + general(pause) + "' specified");
    pause = pause >= 10 ? pause / 1000 : pause;
    if (sourcePort != 0) {
      simultaneous = 1;
      here = 0;
      near = 0;
    }
    if (findMtu) {
      dontFragment = true;
      simultaneous = 1;
      wanted = wanted < 0 ? MAX_LENGTH : wanted;
    }
    dataLength = Math.max(0, (wanted < 0 ? IP_HEADER + DEFAULT_DATA : wanted) - headers());
  }

  private void chooseMethod() throws ToolFailure {
    method =
        switch (module) {
          case "default" -> Method.DEFAULT;
          case "udp" -> Method.UDP;
          case "tcp" -> Method.TCP;
          case "icmp" -> Method.ICMP;
          case "tcpconn", "udplite", "dccp", "raw" ->
              throw new ToolFailure(
                  2, "traceroute: Passerelle does not model option -M " + module + "\n");
          default -> throw new ToolFailure(2, "Unknown traceroute module " + module + "\n");
        };
  }

  /** Octets of the headers of a probe: UDP's and ICMP's are of one length, TCP has options. */
  int headers() {
    return method == Method.TCP ? IP_HEADER + DEFAULT_DATA : IP_HEADER + 8;
  }

  private static void require(boolean condition, String otherwise) throws ToolFailure {
    if (!condition) {
      throw new ToolFailure(2, otherwise + "\n");
    }
  }

  /** As printf's {@code %g} writes the numbers that people give. */
  private static String general(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** Seconds in nanoseconds. */
  static long nanos(double seconds) {
    return (long) (seconds * EventLoop.SECOND);
  }
}
