package passerelle.sim.userland.socat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Resources;
import passerelle.text.WordList;

/**
 * One of the two addresses of a command line: {@code KIND:PARAMETER:...,option,option=value}
 * (socat(1), ADDRESS TYPES).
 *
 * @param text as it was given, without its options
 * @param kind what it joins
 * @param parameters between the colons
 * @param options with their values, empty for those that have none
 */
record SocatAddress(String text, Kind kind, List<String> parameters, Map<String, String> options) {
  private static final String OTHER_KINDS = Resources.text(SocatAddress.class, "other-kinds.txt");

  private static final List<String> MODELLED_OPTIONS =
      WordList.of(
          """
          fork reuseaddr so-reuseaddr broadcast so-broadcast bind sourceport sp creat create append
          trunc crlf crnl stderr
          """);

  private static final String OTHER_OPTIONS =
      Resources.text(SocatAddress.class, "other-options.txt");

  /** The kinds that are modelled, with what follows the name. */
  enum Kind {
    STDIO("", "-", "STDIO", "STDIN", "STDOUT"),
    TCP("<host>:<port>", "TCP", "TCP-CONNECT", "TCP4", "TCP4-CONNECT"),
    TCP_LISTEN("<port>", "TCP-LISTEN", "TCP-L", "TCP4-LISTEN", "TCP4-L"),
    UDP("<host>:<port>", "UDP", "UDP-CONNECT", "UDP4", "UDP4-CONNECT"),
    UDP_LISTEN("<port>", "UDP-LISTEN", "UDP-L", "UDP4-LISTEN", "UDP4-L"),
    UDP_DATAGRAM("<host>:<port>", "UDP-DATAGRAM", "UDP4-DATAGRAM", "UDP-SENDTO", "UDP4-SENDTO"),
    UDP_RECV("<port>", "UDP-RECV", "UDP4-RECV"),
    UDP_RECVFROM("<port>", "UDP-RECVFROM", "UDP4-RECVFROM"),
    PIPE("", "PIPE", "FIFO"),
    OPEN("<filename>", "OPEN", "FILE"),
    GOPEN("<filename>", "GOPEN"),
    CREATE("<filename>", "CREATE", "CREAT"),
    EXEC("<command-line>", "EXEC"),
    SYSTEM("<shell-command>", "SYSTEM", "SHELL");

    private final String usage;
    private final List<String> names;

    Kind(String usage, String... names) {
      this.usage = usage;
      this.names = List.of(names);
    }

    private int parameters() {
      return usage.isEmpty() ? 0 : usage.split(":").length;
    }

    private static Optional<Kind> named(String name) {
      return Stream.of(values()).filter(kind -> kind.names.contains(name)).findFirst();
    }
  }

  /** Reads an address, or says what is wrong with it as socat does. */
  static SocatAddress parse(String whole, SocatLog log) throws ToolFailure {
    String[] parts = whole.split(",", -1);
    String[] words = parts[0].split(":", -1);
    String name = words[0].toUpperCase(Locale.ROOT);
    boolean path = words[0].contains("/");
    Optional<Kind> kind = path ? Optional.of(Kind.GOPEN) : Kind.named(name);
    kind = kind.filter(k -> k != Kind.PIPE || words.length == 1);
    if (kind.isEmpty()) {
      if (List.of(OTHER_KINDS.split(" ")).contains(name)) {
        throw ToolFailure.notModelled("socat", "the address " + parts[0]);
      }
      throw log.error("unknown device/address \"" + words[0] + "\"");
    }
    List<String> parameters = path ? List.of(parts[0]) : List.of(words).subList(1, words.length);
    if (parameters.size() != kind.get().parameters()) {
      String usage = kind.get().usage.isEmpty() ? "" : ":" + kind.get().usage;
      throw log.error(
          "%s: wrong number of parameters (%s instead of %s): usage: %s%s"
              .formatted(words[0], parameters.size(), kind.get().parameters(), words[0], usage));
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (String part : List.of(parts).subList(1, parts.length)) {
      option(part, options, log);
    }
    return new SocatAddress(parts[0], kind.get(), parameters, options);
  }

  private static void option(String part, Map<String, String> options, SocatLog log)
      throws ToolFailure {
    String[] words = part.split("=", 2);
    String name = words[0].toLowerCase(Locale.ROOT);
    if (MODELLED_OPTIONS.contains(name)) {
      options.put(name.replace("so-", ""), words.length > 1 ? words[1] : "");
    } else if (List.of(OTHER_OPTIONS.split(" ")).contains(name)) {
      throw ToolFailure.notModelled("socat", "the address option " + name);
    } else if (!name.isEmpty()) {
      throw log.error("parseopts_table(): unknown option \"" + words[0] + "\"");
    }
  }

  /** Whether a flag is set: given alone, or with a value that is not zero. */
  boolean has(String option) {
    return options.containsKey(option) && !options.get(option).equals("0");
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** The command of an address that starts one. */
  String command() {
    return parameters.get(0);
  }

  /** The host of an address that has one. */
  String host() {
    return parameters.get(0);
  }

  /** The port or service, which comes last. */
  String service() {
    return parameters.get(parameters.size() - 1);
  }

  /** {@code udp} or {@code tcp}. */
  String protocol() {
    return kind.name().startsWith("UDP") ? "udp" : "tcp";
  }
}
