package passerelle.sim.userland.machine;

import java.util.List;
import java.util.Map;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Signal;
import passerelle.sim.process.User;
import passerelle.sim.userland.net.ProcessHost;

/**
 * nginx as a package brings it: a master process that serves what its configuration says, with one
 * worker, and goes on behind its shell unless it is told {@code daemon off} (src/core/nginx.c).
 *
 * @param control what it does when it is asked for something else than to serve
 */
record NginxDaemon(BlockingProgram control) implements Program {
  private static final int BACKLOG = 511;
  private static final int PORT = 80;
  private static final User WORKERS = new User(33, 33);

  @Override
  public void start(Process self) {
    List<String> words = self.arguments();
    boolean asked = words.stream().anyMatch(word -> word.matches("-[tTvVsq]"));
    if (asked || !words.isEmpty() && !words.get(0).matches("-[gc]")) {
      control.start(self);
      return;
    }
    String directives = after("-g", words);
    String file = after("-c", words).isEmpty() ? ServerControl.FILE : after("-c", words);
    if (ServerControl.refuses(self, file)) {
      self.exit(1);
    } else if (directives.matches("(?s).*\\bdaemon\\s+off\\s*;.*") || isForeground(self, file)) {
      serve(self, file);
    } else {
      self.spawn(master -> serve(master, file), self.argv()).inherit(self).unlimited().start();
      self.exit(0);
    }
  }

  private static boolean isForeground(Process self, String file) {
    return ServerControl.text(self, file).matches("(?s).*\\bdaemon\\s+off\\s*;.*");
  }

  static String after(String option, List<String> words) {
    int at = words.indexOf(option);
    return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : "";
  }

  private static void serve(Process self, String file) {
    String version = "nginx/" + ServerControl.version(self);
    ServiceSpec service =
        new ServiceSpec(
            "tcp",
            "0.0.0.0",
            PORT,
            BACKLOG,
            "nginx",
            Map.of("server", version, "config", file),
            "nginx");
    self.declareEndless();
    self.setTitle("nginx: master process " + String.join(" ", self.argv()));
    for (Signal signal : List.of(Signal.TERM, Signal.INT, Signal.QUIT)) {
      self.onSignal(signal, () -> self.exit(0));
    }
    try {
      ProcessHost.start(self, List.of(service), () -> work(self));
    } catch (KernelException refused) {
      self.stderr().println("nginx: [emerg] " + self.place().libc().strerror(refused));
      self.exit(1);
    }
  }

  private static void work(Process master) {
    Process worker = master.spawn(self -> {}, master.argv()).user(WORKERS).unlimited().create();
    worker.setTitle("nginx: worker process");
    worker.start();
    worker.declareEndless();
    master.onExit(() -> worker.exit(0));
  }
}
