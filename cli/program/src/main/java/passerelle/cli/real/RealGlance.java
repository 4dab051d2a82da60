package passerelle.cli.real;

import java.util.List;
import java.util.Optional;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.real.exec.Command;
import passerelle.real.exec.CommandException;
import passerelle.real.lab.RealKernel;
import passerelle.real.sys.Netns;
import passerelle.sim.process.Capture;

/** Programs that only look: none of a machine's own, so that the lab has no trace of them. */
record RealGlance(RealKernel kernel, Engine engine) {
  /** What one prints that looks at a namespace; nothing where that is gone. */
  String at(String netns, List<String> argv) {
    if (argv.get(0).equals("docker")) {
      return docker(argv.subList(1, argv.size()));
    }
    Optional<Netns> looked = kernel.namespaces().find(netns);
    if (looked.isEmpty()) {
      return "";
    }
    try {
      Command.Result told = Command.of(argv).in(looked.get()).run();
      return told.out() + told.err();
    } catch (CommandException missing) {
      return missing.getMessage() + "\n";
    }
  }

  private String docker(List<String> words) {
    Capture printed = new Capture();
    kernel.clock().get(() -> new DockerCommand(engine).run(words, new ScreenIo(printed)));
    return printed.text();
  }
}
