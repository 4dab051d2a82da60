package passerelle.sim.userland.screen;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.Capture;
import passerelle.sim.process.Process;
import passerelle.sim.process.Spawn;
import passerelle.sim.process.Toolset;

/**
 * A command that is run again and again.
 *
 * @param words what the program was given
 * @param direct run as it is, not by a shell
 */
record ShellCommand(List<String> words, boolean direct) {
  private static final int NOT_FOUND = 127;

  /** The words as one line. */
  String text() {
    return String.join(" ", words);
  }

  /** Runs it with its output on that of the program; the status. */
  int run(Process self) {
    return spawn(self).map(child -> wait(self, child)).orElse(NOT_FOUND);
  }

  /** Runs it with its output, and what it complains of, in a pipe; the status. */
  int run(Process self, Capture output) {
    return spawn(self).map(child -> wait(self, child.output(output))).orElse(NOT_FOUND);
  }

  private static int wait(Process self, Spawn child) {
    return self.awaitEnd(child.start());
  }

  private Optional<Spawn> spawn(Process self) {
    List<String> argv = direct ? words : List.of("sh", "-c", text());
    return self.place()
        .tools()
        .find(argv.get(0))
        .map(Toolset.Tool::program)
        .map(program -> self.spawn(program, argv));
  }
}
