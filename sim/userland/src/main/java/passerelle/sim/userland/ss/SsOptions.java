package passerelle.sim.userland.ss;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.netns.Netns;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.TcpState;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** The options of {@code ss} (misc/ss.c:main). */
final class SsOptions {
  private static final Map<String, Character> LONG =
      Map.ofEntries(
          Map.entry("numeric", 'n'),
          Map.entry("all", 'a'),
          Map.entry("listening", 'l'),
          Map.entry("options", 'o'),
          Map.entry("processes", 'p'),
          Map.entry("ipv4", '4'),
          Map.entry("ipv6", '6'),
          Map.entry("tcp", 't'),
          Map.entry("udp", 'u'),
          Map.entry("raw", 'w'),
          Map.entry("unix", 'x'),
          Map.entry("summary", 's'),
          Map.entry("no-header", 'H'),
          Map.entry("no-queues", 'Q'),
          Map.entry("oneline", 'O'),
          Map.entry("version", 'V'),
          Map.entry("help", 'h'),
          Map.entry("extended", 'e'),
          Map.entry("info", 'i'),
          Map.entry("memory", 'm'),
          Map.entry("resolve", 'r'),
          Map.entry("kill", 'K'),
          Map.entry("events", 'E'));

  /** Tables of Unix sockets: the sockets of the lab's programs are those of the Internet. */
  private static final List<String> UNIX = List.of("u_str", "u_seq", "u_dgr");

  boolean numeric;
  boolean processes;
  boolean noHeader;
  boolean noQueues;
  boolean timers;
  boolean extended;
  boolean info;
  boolean oneLine;
  boolean kill;

  boolean summary;
  boolean version;
  boolean help;
  Optional<String> netns = Optional.empty();
  private boolean all;
  private boolean listening;
  private boolean inet;
  private boolean inet6;
  private final Set<String> tables = new LinkedHashSet<>();

  /** Reads the options; what is left is the filter, split into its words. */
  Words parse(List<String> arguments) throws ToolFailure {
    Words words = new Words(arguments);
    List<String> filter = new ArrayList<>();
    while (words.hasNext()) {
      String word = words.next();
      if (word.startsWith("--") && word.length() > 2) {
        takeLong(word);
      } else if (word.startsWith("-") && word.length() > 1) {
        takeLetters(word, words);
      } else {
        filter.addAll(List.of(word.replaceAll("([()!]|[<>=]=?)", " $1 ").strip().split("\\s+")));
      }
    }
    return new Words(joined(filter));
  }

  /** Letters together; one that takes a value takes the rest of the word, or the next word. */
  private void takeLetters(String word, Words words) throws ToolFailure {
    for (int at = 1; at < word.length(); at++) {
      char letter = word.charAt(at);
      if ("fANFD".indexOf(letter) >= 0) {
        String rest = word.substring(at + 1);
        takeValue(letter, rest.isEmpty() && words.hasNext() ? words.next() : rest);
        return;
      }
      take(letter);
    }
  }

  /** Brings {@code ! =} together again. */
  private static List<String> joined(List<String> words) {
    List<String> out = new ArrayList<>();
    for (String word : words) {
      int last = out.size() - 1;
      if (word.equals("=") && last >= 0 && out.get(last).equals("!")) {
        out.set(last, "!=");
      } else if (!word.isEmpty()) {
        out.add(word);
      }
    }
    return out;
  }

  private void takeLong(String word) throws ToolFailure {
    String name = word.substring(2).replaceFirst("=.*", "");
    if (name.equals("family") || name.equals("query") || name.equals("socket")) {
      char letter = name.equals("family") ? 'f' : 'A';
      takeValue(letter, word.contains("=") ? word.substring(word.indexOf('=') + 1) : "");
    } else if (LONG.containsKey(name)) {
      take(LONG.get(name));
    } else if (name.matches("tipc|sctp|mptcp|dccp|packet|vsock|xdp|threads|bpf|cgroup|tos")) {
      throw ToolFailure.notModelled("ss", "option --" + name);
    } else {
      throw new ToolFailure(255, "ss: unrecognized option '" + word + "'\n" + SsTool.usage());
    }
  }

  private void take(char letter) throws ToolFailure {
    switch (letter) {
      case 'n' -> numeric = true;
      case 'a' -> all = true;
      case 'l' -> listening = true;
      case 'p' -> processes = true;
      case '4' -> inet = true;
      case '6' -> inet6 = true;
      case 't' -> tables.add("tcp");
      case 'u' -> tables.add("udp");
      case 'w' -> tables.add("raw");
      case 'x' -> tables.addAll(UNIX);
      case 's' -> summary = true;
      case 'H' -> noHeader = true;
      case 'Q' -> noQueues = true;
      case 'V', 'v' -> version = true;
      case 'h', '?' -> help = true;
      case 'o' -> timers = true;
      case 'O' -> oneLine = true;
      case 'e' -> extended = true;
      case 'i' -> info = true;
      case 'K' -> kill = true;
      case 'r', 'm', 'E', '0', 'd', 'S', 'M', 'b', 'Z', 'z', 'T', 'B' ->
          throw ToolFailure.notModelled("ss", "option -" + letter);
      default ->
          throw new ToolFailure(255, "ss: invalid option -- '" + letter + "'\n" + SsTool.usage());
    }
  }

  private void takeValue(char letter, String value) throws ToolFailure {
    switch (letter) {
      case 'f' -> {
        switch (value) {
          case "inet" -> inet = true;
          case "inet6" -> inet6 = true;
          case "unix" -> tables.addAll(UNIX);
          case "link", "netlink", "vsock", "tipc", "xdp" ->
              throw ToolFailure.notModelled("ss", "family " + value);
          default ->
              throw new ToolFailure(
                  255, "ss: \"" + value + "\" is invalid family\n" + SsTool.usage());
        }
      }
      case 'A' -> {
        for (String table : value.split(",")) {
          switch (table) {
            case "all", "inet" -> tables.addAll(List.of("raw", "udp", "tcp"));
            case "tcp", "udp", "raw" -> tables.add(table);
            case "unix" -> tables.addAll(UNIX);
            default -> throw ToolFailure.notModelled("ss", "sockets of kind " + table);
          }
        }
      }
      case 'N' -> netns = Optional.of(value);
      default -> throw ToolFailure.notModelled("ss", "option -" + letter);
    }
  }

  static Netns netns(KernelView kernel, String name) throws ToolFailure {
    return kernel
        .namedNetns(name)
        .orElseThrow(
            () ->
                new ToolFailure(
                    255,
                    "Cannot open network namespace \"" + name + "\": No such file or directory\n"));
  }

  /** The protocols that are listed; more than one when none was named. */
  Set<String> tables() {
    return tables.isEmpty() ? Set.of("raw", "udp", "tcp") : tables;
  }

  boolean wantsFamily(SocketFamily family) {
    return inet == inet6 || inet == (family == SocketFamily.INET);
  }

  /** The states that are shown when none was named ({@code filter_default_dbs}). */
  Set<TcpState> defaultStates() {
    if (all) {
      return EnumSet.allOf(TcpState.class);
    }
    if (listening) {
      return EnumSet.of(TcpState.LISTEN, TcpState.CLOSE);
    }
    if (!tables().contains("tcp") && !tables().containsAll(UNIX)) {
      return EnumSet.of(TcpState.ESTABLISHED);
    }
    return EnumSet.complementOf(
        EnumSet.of(TcpState.LISTEN, TcpState.CLOSE, TcpState.TIME_WAIT, TcpState.SYN_RECV));
  }
}
