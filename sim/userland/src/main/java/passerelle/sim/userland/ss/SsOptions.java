package passerelle.sim.userland.ss;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.netns.Netns;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.TcpState;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** The options of {@code ss} (misc/ss.c:main). */
final class SsOptions {
  private static final String LETTERS = "nalp46tuwxsHQVvhoOeiKf:A:N:";
  private static final String UNMODELLED = "rmE0dSMbZzTBF:D:";
  private static final String LONG =
      """
      numeric=n all=a listening=l options=o processes=p ipv4=4 ipv6=6 tcp=t udp=u raw=w unix=x
      summary=s no-header=H no-queues=Q oneline=O version=V help=h extended=e info=i memory=m
      resolve=r kill=K events=E family=f query=A socket=A net=N filter=F diag=D tipc sctp mptcp=M
      dccp=d packet=0 vsock xdp threads=T bpf=b cgroup tos
      """;

  /** Tables of Unix sockets: the sockets of the lab's programs are those of the Internet. */
  private static final List<String> UNIX = List.of("u_str", "u_seq", "u_dgr");

  private static final String OTHER_TABLES =
      "mptcp|(unix|packet|vsock)_\\w+|packet|netlink|dccp|sctp|tipc|xdp";

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
  private boolean queried;
  private final Set<String> tables = new LinkedHashSet<>();

  /** Reads the options; what is left is the filter, split into its words. */
  Words parse(List<String> arguments) throws ToolFailure {
    Getopt read = Getopt.parse(LETTERS + UNMODELLED, LONG, arguments);
    for (Getopt.Option option : read.options()) {
      if (option.name().length() > 1) {
        throw ToolFailure.notModelled("ss", "option --" + option.name());
      }
      take(option.name().charAt(0), option.value());
    }
    if (read.error().isPresent()) {
      throw SsTool.usage(read.error().get());
    }
    List<String> filter = new ArrayList<>();
    for (String word : read.operands()) {
      filter.addAll(List.of(word.replaceAll("([()!]|[<>=]=?)", " $1 ").strip().split("\\s+")));
    }
    return new Words(joined(filter));
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

  private void take(char letter, String value) throws ToolFailure {
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
      case 'f' -> takeFamily(value);
      case 'A' -> takeTables(value);
      case 'N' -> netns = Optional.of(value);
      case 'Z', 'z' -> throw new ToolFailure(1, "ss: SELinux is not enabled.\n");
      default -> throw ToolFailure.notModelled("ss", "option -" + letter);
    }
  }

  private void takeFamily(String family) throws ToolFailure {
    switch (family) {
      case "inet" -> inet = true;
      case "inet6" -> inet6 = true;
      case "unix" -> tables.addAll(UNIX);
      case "link", "netlink", "vsock", "tipc", "xdp" ->
          throw ToolFailure.notModelled("ss", "family " + family);
      default -> throw SsTool.usage("\"" + family + "\" is invalid family");
    }
  }

  /** The first query makes up for what was asked before. */
  private void takeTables(String kinds) throws ToolFailure {
    if (!queried) {
      tables.clear();
    }
    queried = true;
    for (String table : kinds.split(",")) {
      switch (table) {
        case "all", "inet" -> tables.addAll(List.of("raw", "udp", "tcp"));
        case "tcp", "udp", "raw" -> tables.add(table);
        case "unix" -> tables.addAll(UNIX);
        default -> throw unknown(table);
      }
    }
  }

  private static ToolFailure unknown(String table) {
    return table.matches(OTHER_TABLES)
        ? ToolFailure.notModelled("ss", "sockets of kind " + table)
        : SsTool.usage("\"" + table + "\" is illegal socket table id");
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
