package passerelle.sim.userland.machine;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import passerelle.lab.LabDate;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;

/**
 * What is asked of nginx beside serving, in a container whose main process it is: {@code nginx -t},
 * {@code -v}, {@code -s SIGNAL}. Configuration files are not read, so that they are always fine.
 */
final class ServerControl {
  private static final String FILE = "/etc/nginx/nginx.conf";

  private ServerControl() {}

  static BlockingProgram nginx() {
    return ServerControl::run;
  }

  private static int run(Process self) {
    List<String> words = self.arguments();
    String first = words.isEmpty() ? "" : words.get(0);
    switch (first) {
      case "-v", "-V" ->
          self.stderr()
              .print(
                  "nginx version: nginx/"
                      + self.environment().getOrDefault("NGINX_VERSION", "1.26.3")
                      + "\n");
      case "-t", "-T" ->
          self.stderr()
              .print(
                  ("nginx: the configuration file " + FILE + " syntax is ok\n")
                      + ("nginx: configuration file " + FILE + " test is successful\n"));
      case "-s" -> {
        String signal = words.size() > 1 ? words.get(1) : "";
        if (!signal.matches("reload|reopen")) {
          self.stderr().print("nginx: Passerelle models -s reload and -s reopen alone\n");
          return 2;
        }
        String stamp =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(LabDate.at(self.now()));
        String number = self.pid() + "#" + self.pid();
        self.stderr().print(stamp + " [notice] " + number + ": signal process started\n");
      }
      default -> {
        self.stderr().print("nginx: Passerelle models -t, -v and -s alone beside a server\n");
        return 2;
      }
    }
    return 0;
  }
}
