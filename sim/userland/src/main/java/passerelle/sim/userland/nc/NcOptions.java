package passerelle.sim.userland.nc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.sim.core.EventLoop;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.ServiceNames;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Resources;

/** The command line of OpenBSD's nc (netcat.c:main). */
final class NcOptions {
  private static final String LETTERS = "46bCDdFhI:i:klM:m:NnO:P:p:q:rSs:T:tUuV:vW:w:X:x:Zz";
  private static final String UNMODELLED = "6FIiMmOPSTtUVWXxZ";
  private static final String VERSION = "OpenBSD netcat (Debian patchlevel 1.229-1)\n";
  static final String USAGE =
      """
      usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]
      \t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]
      \t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]
      \t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]
      \t  [destination] [port]
      """;

  private final Getopt getopt;
  Optional<String> host = Optional.empty();
  List<Integer> ports = new ArrayList<>();

  NcOptions(List<String> arguments, ServiceNames services) throws ToolFailure {
    getopt = Getopt.parse(LETTERS, "", arguments);
    if (getopt.error().isPresent()) {
      throw new ToolFailure(1, "nc: " + getopt.error().get() + "\n" + USAGE);
    }
    for (Getopt.Option option : getopt.options()) {
      if (UNMODELLED.contains(option.name())) {
        throw new ToolFailure(2, "nc: Passerelle does not model option -" + option.name() + "\n");
      }
    }
    if (has('h')) {
      throw new ToolFailure(0, VERSION + USAGE + Resources.text(NcOptions.class, "nc.txt"));
    }
    operands(services);
  }

  private void operands(ServiceNames services) throws ToolFailure {
    List<String> words = getopt.operands();
    if (has('k') && !has('l')) {
      throw new ToolFailure(1, "nc: must use -l with -k\n");
    }
    if (words.isEmpty() && !has('l') || words.size() > 2) {
      throw new ToolFailure(1, USAGE);
    }
    if (has('l')) {
      Optional<String> port = getopt.value("p");
      host = value('s');
      if (!words.isEmpty() && (port.isPresent() || host.isPresent())) {
        throw new ToolFailure(1, USAGE);
      }
      if (words.size() > 1) {
        host = Optional.of(words.get(0));
        port = Optional.of(words.get(1));
      } else if (words.size() == 1) {
        port = Optional.of(words.get(0));
      }
      ports =
          ports(port.orElseThrow(() -> new ToolFailure(1, "nc: missing port number\n")), services);
      return;
    }
    if (words.size() < 2) {
      throw new ToolFailure(1, "nc: missing port number\n");
    }
    host = Optional.of(words.get(0));
    ports = ports(words.get(1), services);
  }

  /** One port, or a range of them ({@code build_ports}). */
  private List<Integer> ports(String text, ServiceNames services) throws ToolFailure {
    int dash = text.indexOf('-');
    OptionalInt named = services.port(text, has('u') ? "udp" : "tcp");
    if (named.isPresent()) {
      return List.of(named.getAsInt());
    }
    if (dash <= 0) {
      return List.of(port(text));
    }
    int one = port(text.substring(0, dash));
    int two = port(text.substring(dash + 1));
    List<Integer> range = new ArrayList<>();
    for (int port = Math.min(one, two); port <= Math.max(one, two); port++) {
      range.add(port);
    }
    return range;
  }

  private static int port(String text) throws ToolFailure {
    if (!text.matches("[0-9]+")) {
      throw new ToolFailure(1, "nc: port number invalid: " + text + "\n");
    }
    if (text.length() > 9 || Integer.parseInt(text) > 65535) {
      throw new ToolFailure(1, "nc: port number too large: " + text + "\n");
    }
    if (Integer.parseInt(text) < 1) {
      throw new ToolFailure(1, "nc: port number too small: " + text + "\n");
    }
    return Integer.parseInt(text);
  }

  boolean has(char letter) {
    return getopt.has(String.valueOf(letter));
  }

  Optional<String> value(char letter) {
    return getopt.value(String.valueOf(letter));
  }

  String protocol() {
    return has('u') ? "udp" : "tcp";
  }

  /** Nanoseconds of {@code -w}; negative for ever. */
  long timeout() {
    return seconds('w', -1);
  }

  /** Nanoseconds that {@code -q} waits after the end of the input; negative for ever. */
  long quit() {
    return seconds('q', -1);
  }

  private long seconds(char letter, long otherwise) {
    Optional<String> text = value(letter).filter(v -> v.matches("[0-9]{1,9}"));
    return text.map(t -> Long.parseLong(t) * EventLoop.SECOND).orElse(otherwise);
  }
}
