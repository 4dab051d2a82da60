package passerelle.sim;

import java.util.Optional;
import passerelle.kernel.ServerChoice;
import passerelle.kernel.ServerSpec;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;

/**
 * The program of an image as somebody runs it: a script in place of the image's entrypoint, a
 * shell.
 *
 * @param otherwise what it is when it is not to serve
 */
record OfferedProgram(ServerChoice choice, Optional<Program> otherwise) implements Program {
  @Override
  public void start(Process self) {
    Optional<ServerSpec> server = choice.of(self.argv(), self.environment(), otherwise.isEmpty());
    if (server.isPresent()) {
      new ServerProgram(server.get()).start(self);
    } else if (otherwise.isPresent()) {
      otherwise.get().start(self);
    } else {
      self.stderr().println(self.name() + ": Passerelle models that it serves, and nothing else");
      self.exit(2);
    }
  }
}
