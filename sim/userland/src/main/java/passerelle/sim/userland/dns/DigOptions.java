package passerelle.sim.userland.dns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.packet.dns.DnsType;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Cut;
import passerelle.text.WordSet;

/** dig's command line (bin/dig/dig.c:parse_args): queries, each with the settings before it. */
final class DigOptions {
  static final String USAGE =
      """
      Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}
                  {global-d-opt} host [@local-server] {local-d-opt}
                  [ host [@local-server] {local-d-opt} [...]]

      Use "dig -h" (or "dig -h | more") for complete list of options
      """;

  private static final Set<String> SWITCHES =
      WordSet.of(
          """
          short cmd comments question answer authority additional stats tcp vc recurse rec
          search edns cookie identify ttlid class all aaflag adflag cdflag dnssec qr fail
          ignore badcookie rdflag crypto split keepopen showsearch trace nssearch multiline
          rrcomments onesoa idn idnin idnout unknownformat besteffort
          """);

  /** What dig has, and is not modelled. */
  private static final Set<String> UNMODELLED =
      Set.of(
          """
          aaonly coflag defname dns64prefix domain ednsflags ednsnegotiation ednsopt expandaaaa
          expire header-only http-plain http-plain-get https https-get keepalive nsid opcode
          padding proxy proxy-plain qid raflag showbadcookie showbadvers tcflag tls tls-ca
          tls-certfile tls-hostname tls-keyfile ttlunits yaml zflag
          """
              .strip()
              .split("\\s+"));

  final List<Query> queries = new ArrayList<>();
  final Set<String> off =
      new HashSet<>(WordSet.of("short tcp identify search dnssec trace nssearch multiline"));
  Optional<String> server = Optional.empty();

  /** Where to ask from; port 0 leaves it to the kernel. */
  Optional<SocketAddress> local = Optional.empty();

  int port = 53;
  int time = 5;
  int tries = 3;

  /** What it says before it asks, line by line. */
  final StringBuilder warnings = new StringBuilder();

  /** The type for the names that follow; negative when none was named before the first. */
  private int type = -1;

  /** Words can be types; after {@code -t} they are names. */
  private boolean openType = true;

  private boolean typed;
  private boolean classed;

  /**
   * What to ask.
   *
   * @param name the name, without its final dot
   * @param type record type
   */
  record Query(String name, int type) {}

  static DigOptions parse(List<String> arguments) throws ToolFailure {
    DigOptions options = new DigOptions();
    int next = 0;
    while (next < arguments.size()) {
      String word = arguments.get(next++);
      if (word.startsWith("@")) {
        options.server = Optional.of(word.substring(1));
      } else if (word.startsWith("+")) {
        options.plus(word);
      } else if (word.startsWith("-") && word.length() > 1) {
        next = options.dash(word, arguments, next);
      } else {
        options.operand(word);
      }
    }
    if (options.queries.isEmpty()) {
      options.queries.add(new Query("", DnsType.NS));
    }
    return options;
  }

  private void operand(String word) {
    Optional<Integer> asType = openType ? DnsType.number(word) : Optional.empty();
    if (openType && word.equalsIgnoreCase("IN")) {
      warnings.append(classed ? ";; Warning, extra class option\n" : "");
      classed = true;
    } else if (asType.isPresent()) {
      type(asType.get());
    } else {
      name(word, DnsType.A);
    }
  }

  /** For the name before it; for all when there is none yet. */
  private void type(int asked) {
    warnings.append(typed ? ";; Warning, extra type option\n" : "");
    typed = true;
    int last = queries.size() - 1;
    if (last < 0) {
      type = asked;
    } else {
      queries.set(last, new Query(queries.get(last).name(), asked));
    }
  }

  private void name(String word, int usual) {
    queries.add(new Query(word.replaceAll("[.]$", ""), type < 0 ? usual : type));
    typed = type >= 0;
  }

  private int dash(String word, List<String> arguments, int next) throws ToolFailure {
    char letter = word.charAt(1);
    if (letter == '4' || letter == 'r' || letter == 'u' || letter == 'i' || letter == 'm') {
      return next;
    }
    if (letter == 'h') {
      throw new ToolFailure(0, USAGE);
    }
    if (letter == 'v') {
      throw new ToolFailure(0, "DiG " + DnsText.VERSION + "\n");
    }
    if ("xtpqcb".indexOf(letter) < 0) {
      boolean real = "6fky".indexOf(letter) >= 0;
      throw real
          ? new ToolFailure(2, "dig: Passerelle does not model option -" + letter + "\n")
          : new ToolFailure(1, "Invalid option: " + word + "\n" + USAGE);
    }
    boolean attached = word.length() > 2;
    if (!attached && next == arguments.size()) {
      throw new ToolFailure(1, "Invalid option: " + word + "\n" + USAGE);
    }
    String value = attached ? word.substring(2) : arguments.get(next);
    value(letter, value);
    return attached ? next : next + 1;
  }

  private void value(char letter, String value) throws ToolFailure {
    switch (letter) {
      case 'x' -> {
        String name =
            Family.IPV4.parse(value).map(Resolver::reverseName).orElse(value + ".in-addr.arpa");
        name(name, DnsType.PTR);
      }
      case 't' -> {
        Optional<Integer> asked = DnsType.number(value);
        asked.ifPresentOrElse(
            this::type, () -> warnings.append(";; Warning, ignoring invalid type " + value + "\n"));
        openType &= asked.isEmpty();
      }
      case 'p' -> port = port(value);
      case 'b' -> {
        String[] parts = value.split("#", 2);
        IpAddress address =
            Family.IPV4
                .parse(parts[0])
                .orElseThrow(() -> new ToolFailure(1, "dig: invalid address " + parts[0] + "\n"));
        int from = parts.length == 1 ? 0 : port(parts[1]);
        local = Optional.of(new SocketAddress(address, from));
      }
      case 'q' -> name(value, DnsType.A);
      default -> {}
    }
  }

  private static int port(String text) throws ToolFailure {
    boolean number = text.matches("[0-9]{1,9}");
    if (!number || Integer.parseInt(text) > 65535) {
      String why = number ? "out of range" : "not a valid number";
      throw new ToolFailure(
          1, "invalid port number '" + text + "': " + why + "\ndig: Couldn't parse port number\n");
    }
    return Integer.parseInt(text);
  }

  private void plus(String word) throws ToolFailure {
    Cut option = Cut.first(word.substring(1), "=");
    String name = option.before();
    String value = option.after();
    boolean number = value.matches("[0-9]{1,5}");
    switch (name) {
      case "time", "timeout" -> time = number ? Math.max(1, Integer.parseInt(value)) : time;
      case "tries" -> tries = number ? Math.max(1, Integer.parseInt(value)) : tries;
      case "retry" -> tries = number ? Integer.parseInt(value) + 1 : tries;
      case "ndots", "bufsize", "subnet" -> {}
      default -> toggle(word, name);
    }
  }

  private void toggle(String word, String name) throws ToolFailure {
    boolean no = name.startsWith("no") && SWITCHES.contains(name.substring(2));
    String bare = no ? name.substring(2) : name;
    if (UNMODELLED.contains(bare)
        || name.startsWith("no") && UNMODELLED.contains(name.substring(2))) {
      throw new ToolFailure(2, "dig: Passerelle does not model option " + word + "\n");
    }
    if (!SWITCHES.contains(bare)) {
      throw new ToolFailure(1, "Invalid option: " + word + "\n" + USAGE);
    }
    bare =
        bare.equals("vc") ? "tcp" : bare.equals("rec") || bare.equals("rdflag") ? "recurse" : bare;
    List<String> meant =
        bare.equals("all")
            ? List.of("cmd", "comments", "question", "answer", "authority", "additional", "stats")
            : List.of(bare);
    if (no) {
      off.addAll(meant);
    } else {
      meant.forEach(off::remove);
    }
  }

  boolean on(String name) {
    return !off.contains(name);
  }
}
