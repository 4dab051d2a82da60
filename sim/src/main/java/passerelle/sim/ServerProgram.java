package passerelle.sim;

import java.util.List;
import passerelle.kernel.KernelException;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ProcessSpec;
import passerelle.kernel.ServerSpec;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Signal;
import passerelle.sim.userland.net.ProcessHost;
import passerelle.sim.userland.process.DockerInit;

/** A server of an image as a program of its container. */
record ServerProgram(ServerSpec server) {
  /** From the signal that ends it to its end, in nanoseconds. */
  private static final long LAST_WORDS = 10_000_000;

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

  private void start(Process process) {
    try {
      open(process);
    } catch (KernelException refused) {
      process.stderr().println("listen: " + refused.getMessage());
      process.exit(1);
    }
  }

  /** Says what it has to say, handles its signals and opens its sockets. */
  void open(Process process) throws KernelException {
    process.declareEndless();
    ProcessOutput own = new OwnOutput(process);
    server.conduct().begin(own);
    for (String name : server.conduct().handled()) {
      Signal.parse(name).ifPresent(signal -> process.onSignal(signal, () -> hear(process, name)));
    }
    ProcessHost.start(process, server.services());
  }

  private void hear(Process process, String signal) {
    server
        .conduct()
        .hear(signal, new OwnOutput(process))
        .ifPresent(status -> process.after(LAST_WORDS, () -> process.exit(status)));
  }

  private record OwnOutput(Process process) implements ProcessOutput {
    @Override
    public void out(String text) {
      process.stdout().print(text);
    }

    @Override
    public void err(String text) {
      process.stderr().print(text);
    }
  }
}
