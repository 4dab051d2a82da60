package passerelle.sim;

import java.util.List;
import passerelle.kernel.KernelException;
import passerelle.kernel.ProcessSpec;
import passerelle.kernel.ServerSpec;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.userland.net.ProcessHost;
import passerelle.sim.userland.process.DockerInit;

/** A server of an image as a program of its container. */
record ServerProgram(ServerSpec server) {
  List<String> argv() {
    return server.services().isEmpty() ? List.of("pause") : server.services().get(0).argv();
  }

  /** The init that runs it, which tells of what it cannot open. */
  Program underInit() {
    BlockingProgram init = self -> DockerInit.supervise(self, this::start, argv());
    return init;
  }

  List<String> initArgv() {
    return List.of(ProcessSpec.INIT, "--");
  }

  /** Starts it in a process, which tells of what it cannot open. */
  void start(Process process) {
    try {
      open(process);
    } catch (KernelException refused) {
      process.stderr().println("listen: " + process.place().libc().strerror(refused));
      process.exit(1);
    }
  }

  /** Says what it has to say, starts its workers, handles its signals and opens its sockets. */
  void open(Process process) throws KernelException {
    if (!server.title().isEmpty()) {
      process.setTitle(server.title());
    }
    ServingProcess serving = new ServingProcess(process, server.conduct());
    serving.begin();
    ProcessHost.start(process, server.services(), serving::ready);
  }
}
