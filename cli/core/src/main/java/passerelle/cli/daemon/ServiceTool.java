package passerelle.cli.daemon;

import java.util.List;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;

/** {@code service NAME COMMAND}, which hands on to systemctl (init-system-helpers). */
record ServiceTool(SystemctlTool systemctl) implements BlockingProgram {
  @Override
  public int run(Process self) {
    List<String> words = self.arguments();
    if (words.size() < 2) {
      return self.stderr()
          .println(
              "Usage: service < option > | --status-all | [ service_name [ command | --full-restart"
                  + " ] ]",
              1);
    }
    String command = words.get(1).replace("force-reload", "reload");
    Process child =
        self.spawn(systemctl, List.of("systemctl", command, words.get(0) + ".service")).create();
    child.start();
    return self.awaitEnd(child);
  }
}
