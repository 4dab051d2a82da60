package passerelle.sim.userland.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.service.HttpServer;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Signal;
import passerelle.sim.userland.net.ProcessHost;
import passerelle.sim.userland.net.ResolverFiles;
import passerelle.sim.userland.script.Interpreter;

/**
 * {@code python3 -m http.server [PORT] [-b ADDRESS] [-d DIRECTORY]}, {@code -m json.tool}, {@code
 * -m pip}, files that are small applications of Flask, and {@link OneLiner one line}: nothing else
 * of Python.
 */
public final class Python implements Program {
  private static final String VERSION = "3.13.5";
  private static final int BACKLOG = 5;
  private static final String USAGE =
      """
      usage: server.py [-h] [--cgi] [-b ADDRESS] [-d DIRECTORY] [-p VERSION] [port]
      """;

  @Override
  public void start(Process self) {
    List<String> words = new ArrayList<>(self.arguments());
    words.remove("-u");
    String first = words.isEmpty() ? "" : words.remove(0);
    if (first.matches("-V|--version")) {
      self.stdout().println("Python " + version(self));
      self.exit(0);
    } else if (first.matches("|-i?")) {
      Interpreter.python(version(self)).start(self);
    } else if (first.equals("-m") && !words.isEmpty() && words.get(0).equals("http.server")) {
      serve(self, words.subList(1, words.size()));
    } else if (first.equals("-m") && !words.isEmpty() && words.get(0).equals("json.tool")) {
      new JsonTool(List.copyOf(words.subList(1, words.size()))).start(self);
    } else if (first.equals("-m") && words.size() > 1 && words.get(0).equals("flask")) {
      flask(self, words.subList(1, words.size()));
    } else if (first.equals("-c") && oneLiner(self, words).isPresent()) {
      oneLiner(self, words).get().start(self);
    } else if (first.endsWith(".py")) {
      FlaskServer.start(self, first, Map.of());
    } else if (first.equals("-m") && !words.isEmpty() && words.get(0).equals("SimpleHTTPServer")) {
      self.stderr().println("/usr/bin/" + self.name() + ": No module named SimpleHTTPServer");
      self.exit(1);
    } else {
      self.stderr()
          .println(
              self.name()
                  + ": Passerelle runs no Python but -m http.server, -m json.tool, applications of"
                  + " Flask, and -c with socket.gethostbyname(NAME), create_connection((HOST,"
                  + " PORT)) or urllib.request.urlopen(URL)");
      self.exit(2);
    }
  }

  private static Optional<OneLiner> oneLiner(Process self, List<String> words) {
    String version = version(self).replaceFirst("\\.\\d+$", "");
    return words.stream().findFirst().flatMap(source -> OneLiner.of(source, version));
  }

  /** The command {@code flask}: {@code flask run}. */
  public static Program flask() {
    return self -> flask(self, self.arguments());
  }

  private static void flask(Process self, List<String> words) {
    String file = self.environment().getOrDefault("FLASK_APP", "app.py");
    Map<String, String> given = new HashMap<>(Map.of("host", "'127.0.0.1'"));
    for (int i = 0; i < words.size(); i++) {
      String[] word = words.get(i).split("=", 2);
      boolean next = word.length == 1 && i + 1 < words.size();
      String value = word.length > 1 ? word[1] : next ? words.get(i + 1) : "";
      switch (word[0]) {
        case "--host", "-h" -> given.put("host", "'" + value + "'");
        case "--port", "-p" -> given.put("port", value);
        case "--app", "-A" -> file = value;
        default -> {
          // "run", "--debug" and values.
        }
      }
    }
    FlaskServer.start(self, file.endsWith(".py") ? file : file + ".py", given);
  }

  /** Debian's, or that of an image of Python. */
  static String version(Process self) {
    return self.environment().getOrDefault("PYTHON_VERSION", VERSION);
  }

  private static void serve(Process self, List<String> words) {
    String port = "8000";
    String bind = "0.0.0.0";
    String directory = ".";
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Optional<String> next =
          i + 1 < words.size() ? Optional.of(words.get(i + 1)) : Optional.empty();
      if (word.matches("-b|--bind") && next.isPresent()) {
        bind = words.get(++i);
      } else if (word.matches("-d|--directory") && next.isPresent()) {
        directory = words.get(++i);
      } else if (word.startsWith("-")) {
        refuse(self, "unrecognized arguments: " + word);
        return;
      } else {
        port = word;
      }
    }
    if (!port.matches("\\d{1,9}")) {
      refuse(self, "argument port: invalid int value: '" + port + "'");
      return;
    }
    String address = bind;
    Optional<IpAddress> local =
        Family.IPV4
            .parse(bind)
            .<IpAddress>map(a -> a)
            .or(() -> Ipv6Address.parse(address).map(a -> a))
            .or(() -> new ResolverFiles(self.files()).addresses(address).stream().findFirst());
    if (local.isEmpty()) {
      fail(self, "socket.gaierror: [Errno -2] Name or service not known");
    } else if (Integer.parseInt(port) > 65535) {
      fail(self, "OverflowError: bind(): port must be 0-65535.");
    } else {
      listen(self, new SocketAddress(local.get(), Integer.parseInt(port)), directory);
    }
  }

  private static void listen(Process self, SocketAddress local, String directory) {
    String home = self.path(directory);
    ProcessHost host = new ProcessHost(self, self.name());
    try {
      host.listen(
          local,
          false,
          BACKLOG,
          connection -> {
            String client = connection.peer().address().toString();
            PythonFiles files = new PythonFiles(self, host, home, client);
            new HttpServer(files).accept(connection);
          });
    } catch (KernelException refused) {
      fail(
          self,
          "OSError: [Errno %s] ".formatted(refused.errno().number())
              + self.place().libc().strerror(refused.errno()));
      return;
    }
    self.onSignal(
        Signal.INT,
        () -> {
          self.stdout().println("\nKeyboard interrupt received, exiting.");
          self.exit(0);
        });
    boolean six = local.address() instanceof Ipv6Address;
    String url = six ? "[" + local.address() + "]" : local.address().toString();
    self.declareEndless();
    // A pipe gets it when Python ends: its output is buffered there.
    self.stdout().useStdioBuffer();
    self.stdout()
        .println(
            "Serving HTTP on %s port %s (http://%s:%s/) ..."
                .formatted(local.address(), local.port(), url, local.port()));
  }

  private static void refuse(Process self, String what) {
    self.stderr().print(USAGE + "server.py: error: " + what + "\n");
    self.exit(2);
  }

  /** Only the last line of what Python prints, which says what is wrong. */
  private static void fail(Process self, String what) {
    self.stderr().println(what);
    self.exit(1);
  }
}
