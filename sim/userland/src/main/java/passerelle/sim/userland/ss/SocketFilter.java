package passerelle.sim.userland.ss;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import passerelle.addr.Family;
import passerelle.addr.IpPrefix;
import passerelle.addr.SocketAddress;
import passerelle.capture.Services;
import passerelle.sim.socket.SocketInfo;
import passerelle.sim.socket.TcpState;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/**
 * The filter language of {@code ss} (misc/ssfilter.y): {@code state established sport = :80 or dst
 * 192.0.2.0/24}.
 */
final class SocketFilter {
  private static final Set<TcpState> CONNECTED =
      EnumSet.complementOf(EnumSet.of(TcpState.CLOSE, TcpState.LISTEN));

  private final Words words;
  private Optional<Set<TcpState>> states = Optional.empty();
  private Predicate<SocketInfo> predicate = socket -> true;

  private SocketFilter(Words words) {
    this.words = words;
  }

  static SocketFilter parse(Words words) throws ToolFailure {
    SocketFilter filter = new SocketFilter(words);
    filter.parseStates();
    if (words.hasNext()) {
      filter.predicate = filter.alternatives();
      if (words.hasNext()) {
        throw syntaxError();
      }
    }
    return filter;
  }

  /** The states that were named, if any were. */
  Optional<Set<TcpState>> states() {
    return states;
  }

  boolean admits(SocketInfo socket) {
    return predicate.test(socket);
  }

  private static ToolFailure syntaxError() {
    return SsTool.usage("bison bellows (while parsing filter): \"syntax error!\" Sorry.");
  }

  private void parseStates() throws ToolFailure {
    while (words.peek().equals("state")
        || words.peek().equals("exclude")
        || words.peek().equals("excl")) {
      boolean exclude = !words.next().equals("state");
      Set<TcpState> named = state(words.argument());
      Set<TcpState> now =
          states.orElse(exclude ? EnumSet.allOf(TcpState.class) : EnumSet.noneOf(TcpState.class));
      if (exclude) {
        now.removeAll(named);
      } else {
        now.addAll(named);
      }
      states = Optional.of(now);
    }
  }

  private static Set<TcpState> state(String name) throws ToolFailure {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "all" -> EnumSet.allOf(TcpState.class);
      case "connected" -> EnumSet.copyOf(CONNECTED);
      case "synchronized" -> {
        Set<TcpState> set = EnumSet.copyOf(CONNECTED);
        set.remove(TcpState.SYN_SENT);
        yield set;
      }
      case "bucket" -> EnumSet.of(TcpState.SYN_RECV, TcpState.TIME_WAIT);
      case "big" -> EnumSet.complementOf(EnumSet.of(TcpState.SYN_RECV, TcpState.TIME_WAIT));
      case "established", "estab" -> EnumSet.of(TcpState.ESTABLISHED);
      case "syn-sent" -> EnumSet.of(TcpState.SYN_SENT);
      case "syn-recv" -> EnumSet.of(TcpState.SYN_RECV);
      case "fin-wait-1" -> EnumSet.of(TcpState.FIN_WAIT1);
      case "fin-wait-2" -> EnumSet.of(TcpState.FIN_WAIT2);
      case "time-wait" -> EnumSet.of(TcpState.TIME_WAIT);
      case "closed", "close", "unconnected" -> EnumSet.of(TcpState.CLOSE);
      case "close-wait" -> EnumSet.of(TcpState.CLOSE_WAIT);
      case "last-ack" -> EnumSet.of(TcpState.LAST_ACK);
      case "listen", "listening" -> EnumSet.of(TcpState.LISTEN);
      case "closing" -> EnumSet.of(TcpState.CLOSING);
      default -> throw new ToolFailure(255, "ss: wrong state name: " + name + "\n");
    };
  }

  private Predicate<SocketInfo> alternatives() throws ToolFailure {
    Predicate<SocketInfo> result = conjunction();
    while (words.peek().matches("or|\\||\\|\\|")) {
      words.next();
      result = result.or(conjunction());
    }
    return result;
  }

  private Predicate<SocketInfo> conjunction() throws ToolFailure {
    Predicate<SocketInfo> result = term();
    while (words.hasNext() && !words.peek().matches("or|\\||\\|\\||\\)")) {
      if (words.peek().matches("and|&|&&")) {
        words.next();
      }
      result = result.and(term());
    }
    return result;
  }

  private Predicate<SocketInfo> term() throws ToolFailure {
    if (!words.hasNext()) {
      throw syntaxError();
    }
    String word = words.next();
    switch (word) {
      case "not", "!" -> {
        return term().negate();
      }
      case "(" -> {
        Predicate<SocketInfo> inner = alternatives();
        if (!words.peek().equals(")")) {
          throw syntaxError();
        }
        words.next();
        return inner;
      }
      case "sport", "dport" -> {
        return port(word.equals("sport"));
      }
      case "src", "dst" -> {
        String host = operand();
        return host(word.equals("src"), host.matches("=|==|eq") ? operand() : host);
      }
      case "dev", "fwmark", "cgroup", "autobound" ->
          throw ToolFailure.notModelled("ss", "the filter " + word);
      default -> throw badAddress(word);
    }
  }

  /** What an operator compares with; the grammar has no room for an end there. */
  private String operand() throws ToolFailure {
    if (!words.hasNext()) {
      throw syntaxError();
    }
    return words.next();
  }

  private static ToolFailure badAddress(String text) {
    return new ToolFailure(
        1,
        "Error: an inet prefix is expected rather than \""
            + text
            + "\".\nCannot parse dst/src address.\n");
  }

  private Predicate<SocketInfo> port(boolean local) throws ToolFailure {
    String operator = operand();
    String text = operator;
    if (operator.matches("=|==|!=|<|<=|>|>=|eq|neq|ne|lt|le|leq|gt|ge|geq")) {
      text = operand();
    } else {
      operator = "=";
    }
    int wanted = portNumber(text);
    String comparison = operator;
    return socket -> {
      int port = (local ? socket.local() : socket.remote()).port();
      return switch (comparison) {
        case "=", "==", "eq" -> port == wanted;
        case "!=", "neq", "ne" -> port != wanted;
        case "<", "lt" -> port < wanted;
        case "<=", "le", "leq" -> port <= wanted;
        case ">", "gt" -> port > wanted;
        default -> port >= wanted;
      };
    };
  }

  private static int portNumber(String text) throws ToolFailure {
    String name = text.startsWith(":") ? text.substring(1) : text;
    if (name.matches("[0-9]{1,5}")) {
      return Integer.parseInt(name);
    }
    OptionalInt known = Services.debian().port(name, "tcp");
    if (known.isPresent()) {
      return known.getAsInt();
    }
    throw new ToolFailure(
        1, "Error: \"" + name + "\" does not look like a port.\nCannot parse dst/src address.\n");
  }

  private static Predicate<SocketInfo> host(boolean local, String text) throws ToolFailure {
    int colon = text.lastIndexOf(':');
    String address = colon < 0 ? text : text.substring(0, colon);
    OptionalInt port =
        colon < 0 || text.endsWith(":*")
            ? OptionalInt.empty()
            : OptionalInt.of(portNumber(text.substring(colon)));
    Optional<IpPrefix> prefix =
        address.isEmpty() || address.equals("*")
            ? Optional.of(IpPrefix.all(Family.IPV4))
            : Family.IPV4.parsePrefix(address);
    IpPrefix wanted = prefix.orElseThrow(() -> badAddress(address));
    return socket -> {
      SocketAddress end = local ? socket.local() : socket.remote();
      return wanted.contains(end.address()) && (port.isEmpty() || port.getAsInt() == end.port());
    };
  }
}
