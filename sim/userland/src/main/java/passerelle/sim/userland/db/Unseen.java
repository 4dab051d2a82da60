package passerelle.sim.userland.db;

import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.sim.tty.Tty;

/** Words that are typed without being seen. */
final class Unseen {
  private Unseen() {}

  /** Asks for a password; empty at the end of the input. */
  static String ask(Process self, String prompt) {
    self.stderr().print(prompt);
    Optional<Tty> tty = Tty.of(self.stdin().source());
    tty.ifPresent(t -> t.setModes(t.modes().withEcho(false)));
    String typed = self.stdin().readLine().orElse("").replaceAll("[\r\n]+$", "");
    tty.ifPresent(t -> t.setModes(t.modes().withEcho(true)));
    self.stderr().print("\n");
    return typed;
  }
}
