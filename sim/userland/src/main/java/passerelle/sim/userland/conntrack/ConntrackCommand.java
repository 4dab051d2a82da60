package passerelle.sim.userland.conntrack;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.kernel.ConnectionView;
import passerelle.packet.IpProtocol;
import passerelle.sim.uapi.ConntrackEvent;
import passerelle.text.WordMap;

/** A command line of conntrack, read. */
final class ConntrackCommand {
  /** Long options and the letters that they stand for, that first by which it is named. */
  private static final Map<String, String> LONG =
      WordMap.of(
          """
          dump=L delete=D flush=F count=C get=G create=I update=U event=E stats=S version=V
          help=h src=s orig-src=s dst=d orig-dst=d reply-src=r reply-dst=q protonum=p proto=p
          family=f status=u mark=m src-nat=n dst-nat=g any-nat=j output=o zero=z timeout=t
          zone=w label=l buffer-size=b event-mask=e secmark=c
          """);

  private static final String COMMANDS = "LDFCGIUESVh";
  private static final String WITH_ARGUMENT = "sdrqpfumotwlbec";
  private static final String MAYBE_ARGUMENT = "LDFCGIUEngj";
  private static final Map<String, Integer> PROTOCOLS = protocols();

  /** Options in the order in which they are checked ({@code optflags}). */
  private static final String CHECKED = "sdrqptuzenmfgocbjw";

  private static final String ALL_BUT_FAMILY = "sdrqptuzenmgocbjw";

  /** What commands do not take ({@code commands_v_options}). */
  private static final Map<Character, String> ILLEGAL =
      Map.of('L', "teb", 'D', "zecbj", 'U', "zecbjw", 'E', "tuz", 'F', ALL_BUT_FAMILY);

  private static final Set<Character> TAKE_ALL = Set.of('G', 'I');

  private final Set<Character> given = new HashSet<>();
  private final ConnectionFilter filter = new ConnectionFilter();
  private final FlowWords flow = new FlowWords();
  private final List<String> left;
  private char letter;
  private int protocol = -1;
  private boolean extended;
  private boolean withId;
  private boolean timestamped;
  private final Set<ConntrackEvent.Kind> wanted = EnumSet.noneOf(ConntrackEvent.Kind.class);
  private boolean expectations;
  private String unmodelled = "";

  private ConntrackCommand(List<String> args) {
    left = new ArrayList<>(args);
  }

  private static Map<String, Integer> protocols() {
    Map<String, Integer> out = new LinkedHashMap<>();
    out.put("tcp", IpProtocol.TCP);
    out.put("udp", IpProtocol.UDP);
    out.put("icmp", IpProtocol.ICMP);
    out.put("icmpv6", IpProtocol.ICMPV6);
    out.put("dccp", 33);
    out.put("gre", 47);
    out.put("sctp", 132);
    out.put("udplite", 136);
    return out;
  }

  static ConntrackCommand parse(List<String> args) throws ConntrackFault {
    ConntrackCommand command = new ConntrackCommand(args);
    while (!command.left.isEmpty()) {
      command.word(command.left.remove(0));
    }
    command.checkOptions();
    if (command.letter == 0) {
      command.letter = 'h';
    }
    if ("GI".indexOf(command.letter) >= 0) {
      command.flow.check(command.letter);
    }
    return command;
  }

  /** {@code generic_opt_check}. */
  private void checkOptions() throws ConntrackFault {
    String illegal = TAKE_ALL.contains(letter) ? "" : ILLEGAL.getOrDefault(letter, CHECKED);
    for (char each : illegal.toCharArray()) {
      if (given.contains(each)) {
        String name =
            LONG.keySet().stream().filter(n -> LONG.get(n).charAt(0) == each).findFirst().get();
        throw new ConntrackFault("Illegal option `--" + name + "' with this command");
      }
    }
  }

  char letter() {
    return letter;
  }

  ConnectionFilter filter() {
    return filter;
  }

  /** What it says of the one connection that is meant. */
  FlowWords flow() {
    return flow;
  }

  boolean isExtended() {
    return extended;
  }

  boolean isWithId() {
    return withId;
  }

  boolean isExpectations() {
    return expectations;
  }

  /** A real option or command that is not modelled; empty when all is well. */
  String unmodelled() {
    return unmodelled;
  }

  private void word(String word) throws ConntrackFault {
    if (word.startsWith("--") && word.length() > 2) {
      int equals = word.indexOf('=');
      Optional<String> value =
          equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
      longOption(word, word.substring(2, equals < 0 ? word.length() : equals), value);
    } else if (word.startsWith("-") && word.length() > 1) {
      letters(word.substring(1));
    }
  }

  private void longOption(String word, String name, Optional<String> value) throws ConntrackFault {
    List<String> names = LONG.keySet().stream().filter(n -> n.startsWith(name)).toList();
    String match = LONG.containsKey(name) ? name : names.size() == 1 ? names.get(0) : "";
    if (!match.isEmpty()) {
      option(LONG.get(match).charAt(0), word, value);
    } else if (!protocolOption(word, name, value)) {
      throw new ConntrackFault("unknown option `" + word + "'");
    }
  }

  private void letters(String letters) throws ConntrackFault {
    for (int i = 0; i < letters.length(); i++) {
      char each = letters.charAt(i);
      boolean known = (COMMANDS + WITH_ARGUMENT + MAYBE_ARGUMENT + "z").indexOf(each) >= 0;
      if (!known) {
        throw new ConntrackFault("unknown option `-" + each + "'");
      }
      boolean argument = (WITH_ARGUMENT + MAYBE_ARGUMENT).indexOf(each) >= 0;
      Optional<String> rest =
          argument && i + 1 < letters.length()
              ? Optional.of(letters.substring(i + 1))
              : Optional.empty();
      option(each, "-" + each, rest);
      if (rest.isPresent()) {
        return;
      }
    }
  }

  private void option(char each, String word, Optional<String> given) throws ConntrackFault {
    Optional<String> value = given;
    if (value.isEmpty() && WITH_ARGUMENT.indexOf(each) >= 0) {
      value = Optional.of(required(word));
    }
    boolean follows = !left.isEmpty() && !left.get(0).startsWith("-");
    if (value.isEmpty() && MAYBE_ARGUMENT.indexOf(each) >= 0 && follows) {
      value = Optional.of(left.remove(0));
    }
    if (COMMANDS.indexOf(each) >= 0) {
      command(each, value);
    } else {
      condition(each, value);
    }
  }

  private String required(String word) throws ConntrackFault {
    if (left.isEmpty()) {
      throw new ConntrackFault("option `" + word + "' requires an argument");
    }
    return left.remove(0);
  }

  private void command(char each, Optional<String> table) throws ConntrackFault {
    if (letter != 0) {
      throw new ConntrackFault("Invalid commands combination");
    }
    letter = each;
    String name = table.orElse("conntrack");
    expectations = name.equals("expect");
    if (name.equals("dying") || name.equals("unconfirmed")) {
      unmodelled = "table " + name;
    } else if (!expectations && !name.equals("conntrack")) {
      throw new ConntrackFault("unknown type `" + name + "'");
    }
  }

  private void condition(char each, Optional<String> value) throws ConntrackFault {
    String word = value.orElse("");
    given.add(each);
    flow.put("" + each, word);
    boolean becomes = letter == 'I' || letter == 'U';
    if (becomes && "mu".indexOf(each) >= 0) {
      return;
    }
    switch (each) {
      case 's' -> filter.address(word, c -> c.original().source());
      case 'd' -> filter.address(word, c -> c.original().destination());
      case 'r' -> filter.address(word, c -> c.reply().source());
      case 'q' -> filter.address(word, c -> c.reply().destination());
      case 'p' -> protocol(word);
      case 'f' -> filter.family(word);
      case 'u' -> filter.status(word);
      case 'm' -> filter.mark(word);
      case 'n' -> filter.sourceNat(value);
      case 'g' -> filter.destinationNat(value);
      case 'j' -> filter.anyNat(value);
      case 'o' -> output(word);
      case 'e' -> events(word);
      case 't' -> {
        // Only what is made or changed has one.
      }
      case 'z' -> {
        // Packets are not counted (net.netfilter.nf_conntrack_acct is 0).
      }
      default -> unmodelled = "option -" + each;
    }
  }

  private void protocol(String word) throws ConntrackFault {
    int number = word.matches("[0-9]{1,3}") ? Integer.parseInt(word) : -1;
    protocol = PROTOCOLS.getOrDefault(word, number);
    if (protocol < 0 || protocol > 255) {
      throw new ConntrackFault("`" + word + "' unsupported protocol");
    }
    filter.protocol(protocol);
    flow.protocol(protocol);
  }

  private void output(String words) throws ConntrackFault {
    for (String word : words.split(",", -1)) {
      switch (word) {
        case "extended" -> extended = true;
        case "id" -> withId = true;
        case "timestamp" -> timestamped = true;
        case "ktimestamp" -> {
          // Only connections with timestamps of their own show them.
        }
        case "xml", "save", "labels", "userspace" -> unmodelled = "option -o " + word;
        default -> throw new ConntrackFault("Bad parameter `" + word + "'");
      }
    }
  }

  private void events(String words) throws ConntrackFault {
    for (String word : words.split(",", -1)) {
      switch (word.toUpperCase(Locale.ROOT)) {
        case "NEW" -> wanted.add(ConntrackEvent.Kind.NEW);
        case "UPDATES" -> wanted.add(ConntrackEvent.Kind.UPDATE);
        case "DESTROY" -> wanted.add(ConntrackEvent.Kind.DESTROY);
        case "ALL" -> wanted.addAll(EnumSet.allOf(ConntrackEvent.Kind.class));
        default -> throw new ConntrackFault("Bad parameter `" + word + "'");
      }
    }
  }

  /** Whether an event of that kind is to be shown. */
  boolean wants(ConntrackEvent.Kind kind) {
    return wanted.isEmpty() || wanted.contains(kind);
  }

  boolean isTimestamped() {
    return timestamped;
  }

  /** An option that comes with {@code -p}. */
  private boolean protocolOption(String word, String name, Optional<String> given)
      throws ConntrackFault {
    boolean ports = ConntrackTool.hasPorts(protocol);
    boolean icmp = protocol == IpProtocol.ICMP;
    boolean known =
        switch (name) {
          case "sport",
              "orig-port-src",
              "dport",
              "orig-port-dst",
              "reply-port-src",
              "reply-port-dst" ->
              ports;
          case "state" -> protocol == IpProtocol.TCP;
          case "icmp-type", "icmp-code", "icmp-id" -> icmp;
          default -> false;
        };
    if (!known) {
      return false;
    }
    String value = given.isPresent() ? given.get() : required(word);
    flow.put(name.replace("orig-port-src", "sport").replace("orig-port-dst", "dport"), value);
    switch (name) {
      case "state" -> {
        ConnectionFilter named = letter == 'U' ? new ConnectionFilter() : filter;
        named.state(value);
      }
      case "sport", "orig-port-src" -> filter.port(value, c -> c.original().sourceId());
      case "dport", "orig-port-dst" -> filter.port(value, c -> c.original().destinationId());
      case "reply-port-src" -> filter.port(value, c -> c.reply().sourceId());
      case "reply-port-dst" -> filter.port(value, c -> c.reply().destinationId());
      case "icmp-type" -> filter.port(value, c -> icmpPart(c) >> 8);
      case "icmp-code" -> filter.port(value, c -> icmpPart(c) & 0xff);
      default -> filter.port(value, c -> c.original().sourceId());
    }
    return true;
  }

  private static int icmpPart(ConnectionView connection) {
    return connection.original().destinationId();
  }
}
