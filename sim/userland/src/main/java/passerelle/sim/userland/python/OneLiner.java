package passerelle.sim.userland.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.http.UrlOpen;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/**
 * {@code python3 -c PROGRAM} for the programs that ask how the network is: imports, and {@code
 * socket.gethostbyname}, {@code socket.gethostname}, {@code socket.create_connection} and {@code
 * urllib.request.urlopen}, for themselves, for a name, or in a {@code print}.
 *
 * @param steps what is done one after the other
 * @param agent whom it says it is to a server
 */
record OneLiner(List<Step> steps, String agent) implements BlockingProgram {
  private static final Pattern IMPORT =
      Pattern.compile("(?:import|from) +(?:socket|urllib|sys)\\b.*");
  private static final Pattern CLOSE = Pattern.compile("\\w+\\.close\\(\\)");
  private static final String OWN = "(?:socket\\.)?gethostname\\(\\)";
  private static final String WORD = "(?:'([^']*)'|\"([^\"]*)\")";

  /** What has a value: a machine's name, an address, a connection, an answer, a text. */
  private static final Pattern VALUE =
      Pattern.compile(
          "(?<own>"
              + OWN
              + ")|(?:socket\\.)?gethostbyname\\( *(?<name>"
              + WORD
              + "|"
              + OWN
              + ") *\\)|(?:socket\\.)?create_connection\\( *\\( *(?<host>"
              + WORD
              + ") *, *(?<port>\\d{1,5}) *\\) *(?:, *(?:timeout *= *)?(?<patience>[\\d.]{1,6})"
              + " *)?\\)(?:\\.close\\(\\))?|(?:urllib\\.)?(?:request\\.)?urlopen\\( *(?<url>"
              + WORD
              + ") *(?:, *timeout *= *(?<wait>[\\d.]{1,6})"
              + " *)?\\)(?:\\.(?<part>read\\(\\)\\.decode\\([^)]*\\)|status|code|getcode\\(\\)))?"
              + "|(?<text>"
              + WORD
              + ")");

  /**
   * A statement.
   *
   * @param value its expression
   * @param printed whether that is printed
   */
  private record Step(Matcher value, boolean printed) {}

  /** The program, if it is one of those. */
  static Optional<OneLiner> of(String source, String version) {
    List<Step> steps = new ArrayList<>();
    for (String line : source.split("[;\n]")) {
      String statement = line.strip();
      boolean printed = statement.matches("print\\(.*\\)");
      String inner =
          printed
              ? statement.substring("print(".length(), statement.length() - 1).strip()
              : statement.replaceFirst("^\\w+ *= *(?!=)", "");
      Matcher value = VALUE.matcher(inner);
      if (value.matches()) {
        steps.add(new Step(value, printed));
      } else if (!statement.isEmpty()
          && !IMPORT.matcher(statement).matches()
          && !CLOSE.matcher(statement).matches()) {
        return Optional.empty();
      }
    }
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(new OneLiner(steps, "Python-urllib/" + version));
  }

  @Override
  public int run(Process self) {
    for (Step step : steps) {
      try {
        String value = value(self, step.value());
        if (step.printed()) {
          self.stdout().println(value);
        }
      } catch (UrlOpen.Raised raised) {
        return self.stderr().println(raised.getMessage(), 1);
      }
    }
    return 0;
  }

  private String value(Process self, Matcher value) throws UrlOpen.Raised {
    if (value.group("own") != null) {
      return self.hostname();
    }
    if (value.group("name") != null) {
      String name = value.group("name").matches(OWN) ? self.hostname() : word(value, "name");
      return address(self, name).toString();
    }
    if (value.group("host") != null) {
      connect(self, value);
      return "<socket.socket>";
    }
    if (value.group("url") == null) {
      return word(value, "text");
    }
    UrlOpen answer = UrlOpen.of(self, word(value, "url"), agent, patience(value.group("wait")));
    String part = value.group("part") == null ? "" : value.group("part");
    return part.startsWith("read") ? answer.body() : String.valueOf(answer.status());
  }

  private static String word(Matcher value, String group) {
    String quoted = value.group(group);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static IpAddress address(Process self, String name) throws UrlOpen.Raised {
    Resolver.Result found = Resolver.ofIpv4(self, new Net(self)).lookup(name);
    if (!found.isFound()) {
      throw new UrlOpen.Raised("socket.gaierror: " + found.outcome().inPython(self));
    }
    return found.first();
  }

  private static void connect(Process self, Matcher value) throws UrlOpen.Raised {
    Net net = new Net(self);
    int port = Integer.parseInt(value.group("port"));
    SocketAddress peer = new SocketAddress(address(self, word(value, "host")), port);
    try {
      TcpSocket socket = net.tcp();
      net.connectBlocking(socket, peer, patience(value.group("patience")));
      socket.close();
    } catch (KernelException refused) {
      throw new UrlOpen.Raised(raised(self, refused));
    }
  }

  private static String raised(Process self, KernelException refused) {
    Errno errno = refused.errno();
    if (errno == Errno.EINPROGRESS) {
      return "TimeoutError: timed out";
    }
    String kind =
        errno == Errno.ECONNREFUSED
            ? "ConnectionRefusedError"
            : errno == Errno.ETIMEDOUT ? "TimeoutError" : "OSError";
    String why = self.place().libc().strerror(refused);
    return kind + ": [Errno " + errno.number() + "] " + why;
  }

  /** Nanoseconds; for ever where none is said. */
  private static long patience(String seconds) {
    return seconds == null || !seconds.matches("\\d+(?:\\.\\d+)?")
        ? -1
        : (long) (Double.parseDouble(seconds) * EventLoop.SECOND);
  }
}
