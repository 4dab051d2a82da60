package passerelle.sim.userland.machine;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.lab.LabDate;
import passerelle.nginx.Configuration;
import passerelle.nginx.ConfigurationError;
import passerelle.nginx.Files;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Signal;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/**
 * What is asked of nginx beside serving: {@code nginx -t}, {@code -T}, {@code -v}, {@code -s
 * SIGNAL}.
 */
final class ServerControl {
  static final String FILE = "/etc/nginx/nginx.conf";

  /** What a relative name of a file is seen from ({@code --conf-path}). */
  private static final String PREFIX = "/etc/nginx";

  /** That of Debian 13. */
  private static final String USUAL_VERSION = "1.26.3";

  private ServerControl() {}

  static Program nginx() {
    return new NginxDaemon(ServerControl::run);
  }

  static String version(Process self) {
    return self.environment().getOrDefault("NGINX_VERSION", USUAL_VERSION);
  }

  /** Whether the configuration is wrong, of which it then tells. */
  static boolean refuses(Process self, String file) {
    Optional<String> wrong = Configuration.wrong(files(self.files()), file);
    wrong.ifPresent(why -> self.stderr().print("nginx: [emerg] " + why + "\n"));
    return wrong.isPresent();
  }

  /** The text of a file; empty when there is none. */
  static String text(Process self, String file) {
    return files(self.files()).text(file).orElse("");
  }

  private static int run(Process self) {
    List<String> words = self.arguments();
    String named = NginxDaemon.after("-c", words);
    String file = named.isEmpty() ? FILE : FileSystem.resolve(PREFIX, named);
    String first = words.stream().filter(word -> word.matches("-[tTvVs]")).findFirst().orElse("");
    switch (first) {
      case "-v", "-V" -> {
        return self.stderr().print("nginx version: nginx/" + version(self) + "\n", 0);
      }
      case "-t", "-T" -> {
        return test(self, file, first.equals("-T"));
      }
      case "-s" -> {
        return signal(self, NginxDaemon.after("-s", words));
      }
      default -> {
        return self.stderr().print("nginx: Passerelle models -t, -T, -v, -s, -c and -g alone\n", 2);
      }
    }
  }

  /** {@code nginx -t}: the errors of the start, which stand in the log and at the terminal. */
  private static int test(Process self, String file, boolean dump) {
    Optional<String> wrong = Configuration.wrong(files(self.files()), file);
    wrong = wrong.isPresent() ? wrong : unknownName(self, file);
    if (wrong.isPresent()) {
      self.stderr().print(stamp(self) + " [emerg] " + number(self) + ": " + wrong.get() + "\n");
      self.stderr().print("nginx: [emerg] " + wrong.get() + "\n");
      return self.stderr().print("nginx: configuration file " + file + " test failed\n", 1);
    }
    self.stderr().print("nginx: the configuration file " + file + " syntax is ok\n");
    self.stderr().print("nginx: configuration file " + file + " test is successful\n");
    if (dump) {
      for (Files.Named part : Configuration.files(files(self.files()), file)) {
        self.stdout().print("# configuration file " + part.path() + ":\n" + part.text() + "\n");
      }
    }
    return 0;
  }

  private static Optional<String> unknownName(Process self, String file) {
    try {
      Resolver resolver = new Resolver(self, new Net(self));
      return Configuration.read(files(self.files()), file).wanted().stream()
          .filter(wanted -> !resolver.lookup(wanted.host()).isFound())
          .map(wanted -> wanted.missing().getMessage())
          .findFirst();
    } catch (ConfigurationError error) {
      return Optional.of(error.getMessage());
    }
  }

  /** {@code nginx -s}: a signal to the process whose number is in the pid file. */
  private static int signal(Process self, String name) {
    Optional<Signal> signal =
        switch (name) {
          case "reload" -> Optional.of(Signal.HUP);
          case "reopen" -> Optional.of(Signal.USR1);
          case "quit" -> Optional.of(Signal.QUIT);
          case "stop" -> Optional.of(Signal.TERM);
          default -> Optional.empty();
        };
    if (signal.isEmpty()) {
      return self.stderr().print("nginx: invalid option: \"-s " + name + "\"\n", 1);
    }
    self.stderr().print(stamp(self) + " [notice] " + number(self) + ": signal process started\n");
    self.place().processes().stream()
        .filter(process -> process.argv().get(0).matches("(.*/)?nginx(:.*)?"))
        .findFirst()
        .filter(master -> master.signalHandlers().has(signal.get()))
        .ifPresent(master -> master.signal(signal.get()));
    return 0;
  }

  private static String number(Process self) {
    return self.pid() + "#" + self.pid();
  }

  private static String stamp(Process self) {
    return DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(LabDate.at(self.now()));
  }

  private static Files files(FileSystem files) {
    return new Files() {
      @Override
      public Optional<String> text(String path) {
        return files.text(path);
      }

      @Override
      public Optional<List<String>> names(String directory) {
        try {
          return files.isDirectory(directory)
              ? Optional.of(files.list(directory).stream().sorted().toList())
              : Optional.empty();
        } catch (FileError unreadable) {
          return Optional.empty();
        }
      }
    };
  }
}
