package passerelle.sim.userland.ping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.link.Device;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.SocketAddress;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;

/** The command line of traceroute 2.1 (traceroute.c:main). */
final class TracerouteOptions {
  private static final String LETTERS = "46dFf:g:ITi:m:N:np:t:l:w:q:rs:z:eAM:O:UDP:V";
  private static final String UNMODELLED = "6glreAMODP";
  private static final List<String> WORDS =
      List.of(
          "dont-fragment",
          "first:",
          "icmp",
          "tcp",
          "interface:",
          "max-hops:",
          "sim-queries:",
          "port:",
          "tos:",
          "wait:",
          "queries:",
          "source:",
          "sendwait:",
          "udp",
          "version",
          "help");

  enum Method {
    DEFAULT,
    ICMP,
    TCP,
    UDP
  }

  Method method = Method.DEFAULT;
  boolean numeric;
  boolean dontFragment;
  int first = 1;
  int max = 30;
  int queries = 3;
  int simultaneous = 16;
  int tos;
  int length = 60;
  int port;
  long wait = 5 * EventLoop.SECOND;
  long sendWait;
  String target = "";
  private Optional<String> interfaceName = Optional.empty();
  private Optional<Ipv4Address> sourceAddress = Optional.empty();

  /** A command line that is refused, with all that is printed. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String text) {
      super(text);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  static TracerouteOptions parse(List<String> arguments) throws Refused {
    if (arguments.isEmpty()) {
      throw new Refused(0, TracerouteUsage.TEXT);
    }
    Getopt getopt = Getopt.parse(LETTERS, WORDS, arguments);
    if (getopt.error().isPresent()) {
      throw new Refused(2, complaint(getopt.error().get(), arguments));
    }
    TracerouteOptions options = new TracerouteOptions();
    for (Getopt.Option option : getopt.options()) {
      options.set(letter(option.name()), option.value());
    }
    List<String> operands = getopt.operands();
    if (operands.isEmpty()) {
      throw new Refused(2, "Specify \"host\" missing argument.\n");
    }
    options.target = operands.get(0);
    if (operands.size() > 1) {
      int wanted = number(operands.get(1), "packetlen");
      options.length = Math.max(28, Math.min(65000, wanted));
    }
    if (options.max > 255) {
      throw new Refused(2, "max hops cannot be more than 255\n");
    }
    if (options.first < 1 || options.first > options.max) {
      throw new Refused(2, "first hop out of range\n");
    }
    if (options.queries < 1 || options.queries > 10) {
      throw new Refused(2, "no more than 10 probes per hop\n");
    }
    return options;
  }

  private static String complaint(String error, List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (word.startsWith("-") && word.length() > 1 && error.endsWith("'" + word.charAt(1) + "'")) {
        String what = error.startsWith("invalid") ? "Bad option `" : "Option `";
        String rest =
            error.startsWith("invalid") ? "" : " requires an argument: `" + word + " ...'";
        return what + word + "'" + rest + " (argc " + (i + 1) + ")\n";
      }
    }
    return error.replace("unrecognized option '", "Bad option `") + " (argc 1)\n";
  }

  private static char letter(String name) {
    return switch (name) {
      case "dont-fragment" -> 'F';
      case "first" -> 'f';
      case "icmp" -> 'I';
      case "tcp" -> 'T';
      case "interface" -> 'i';
      case "max-hops" -> 'm';
      case "sim-queries" -> 'N';
      case "port" -> 'p';
      case "tos" -> 't';
      case "wait" -> 'w';
      case "queries" -> 'q';
      case "source" -> 's';
      case "sendwait" -> 'z';
      case "udp" -> 'U';
      case "version" -> 'V';
      case "help" -> 'h';
      default -> name.charAt(0);
    };
  }

  private void set(char letter, String value) throws Refused {
    if (UNMODELLED.indexOf(letter) >= 0) {
      throw new Refused(2, "traceroute: Passerelle does not model option -" + letter + "\n");
    }
    switch (letter) {
      case 'I' -> method = Method.ICMP;
      case 'T' -> method = Method.TCP;
      case 'U' -> method = Method.UDP;
      case 'n' -> numeric = true;
      case 'F' -> dontFragment = true;
      case 'f' -> first = number(value, "first");
      case 'm' -> max = number(value, "max-hops");
      case 'q' -> queries = number(value, "queries");
      case 'N' -> simultaneous = Math.max(1, number(value, "sim-queries"));
      case 'p' -> port = number(value, "port");
      case 't' -> tos = number(value, "tos") & 0xff;
      case 'w' -> wait = seconds(value.replaceAll(",.*", ""), "wait");
      case 'z' -> {
        long given = seconds(value, "sendwait");
        sendWait = given > 10 * EventLoop.SECOND ? given / 1000 : given;
      }
      case 'i' -> interfaceName = Optional.of(value);
      case 's' -> sourceAddress = Ipv4Address.parse(value);
      case 'h' -> throw new Refused(0, TracerouteUsage.TEXT);
      case 'V' -> throw new Refused(0, TracerouteUsage.VERSION);
      default -> {}
    }
  }

  private static int number(String text, String what) throws Refused {
    if (!text.matches("[0-9]{1,9}")) {
      throw new Refused(2, "Cannot handle `" + what + "' option with arg `" + text + "'\n");
    }
    return Integer.parseInt(text);
  }

  private static long seconds(String text, String what) throws Refused {
    if (!text.matches("[0-9]{1,6}([.][0-9]{0,9})?|[.][0-9]{1,9}")) {
      throw new Refused(2, "Cannot handle `" + what + "' option with arg `" + text + "'\n");
    }
    return new BigDecimal(text).multiply(BigDecimal.valueOf(EventLoop.SECOND)).longValue();
  }

  /** All probes go to one port. */
  boolean fixedPort() {
    return method == Method.UDP;
  }

  /** The destination port of the method. */
  int portOf() {
    if (port > 0) {
      return port;
    }
    return switch (method) {
      case TCP -> 80;
      case UDP -> 53;
      default -> 33434;
    };
  }

  Optional<Device> device(Net net) {
    return interfaceName.flatMap(net::device);
  }

  Optional<String> interfaceName() {
    return interfaceName;
  }

  void source(UdpSocket socket) throws KernelException {
    if (sourceAddress.isPresent()) {
      socket.bind(new SocketAddress(sourceAddress.get(), 0));
    }
  }

  void source(RawSocket socket) throws KernelException {
    if (sourceAddress.isPresent()) {
      socket.bind(sourceAddress.get());
    }
  }
}
