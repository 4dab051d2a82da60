package passerelle.cli.lab;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.Engine;
import passerelle.engine.cli.DockerCommand;
import passerelle.engine.cli.DockerIo;
import passerelle.kernel.KernelProcess;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.tty.Tty;

/** The {@code docker} command as a program of the host. */
public final class DockerProgram implements BlockingProgram {
  private Optional<Engine> engine = Optional.empty();

  void setEngine(Engine running) {
    engine = Optional.of(running);
  }

  @Override
  public int run(Process self) {
    if (engine.isEmpty()) {
      self.stderr()
          .println(
              "Cannot connect to the Docker daemon at unix:///var/run/docker.sock."
                  + " Is the docker daemon running?");
      return 1;
    }
    return new DockerCommand(engine.get()).run(self.arguments(), new ProcessIo(self));
  }

  private final class ProcessIo implements DockerIo {
    private final Process self;
    private boolean interrupted;
    private boolean broken;

    private ProcessIo(Process self) {
      this.self = self;
      self.onSignal(Signal.INT, () -> interrupted = true);
    }

    @Override
    public void out(String text) {
      if (self.isRunning()) {
        self.stdout().print(text);
      }
    }

    @Override
    public void err(String text) {
      if (self.isRunning()) {
        self.stderr().print(text);
      }
    }

    @Override
    public void proxySignals() {
      self.onSignal(Signal.PIPE, () -> broken = true);
    }

    @Override
    public boolean isBroken() {
      return broken;
    }

    @Override
    public int columns() {
      return self.stdout().isTerminal() ? self.stdout().columns() : 0;
    }

    @Override
    public Optional<String> variable(String name) {
      return Optional.ofNullable(self.environment().get(name));
    }

    @Override
    public String directory() {
      return self.directory();
    }

    @Override
    public boolean interrupted() {
      return interrupted;
    }

    @Override
    public boolean inputIsTerminal() {
      return self.stdin().isTerminal();
    }

    @Override
    public String input() {
      return self.stdin().isTerminal()
          ? inputLine()
          : new String(self.stdin().readAll(), StandardCharsets.UTF_8);
    }

    @Override
    public String inputLine() {
      return self.stdin().readLine().orElse("");
    }

    @Override
    public boolean attach(Container container, KernelProcess process) {
      Optional<Tty> inner =
          self.scheduler().processes().stream()
              .filter(other -> other.hostPid() == process.pid())
              .findFirst()
              .flatMap(main -> Tty.of(main.stdin().source()));
      Optional<Tty> outer = Tty.of(self.stdin().source());
      if (inner.isEmpty() || outer.isEmpty()) {
        return false;
      }
      new TerminalRelay(self, outer.get(), inner.get()).until(process);
      return true;
    }
  }
}
