package passerelle.cli.lab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.cli.daemon.DockerService;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.kernel.KernelProcess;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.tty.Modes;
import passerelle.sim.tty.Tty;
import passerelle.sim.userland.tool.AccountFile;
import passerelle.text.ByteText;

/** The {@code docker} command as a program of the host. */
public final class DockerProgram implements BlockingProgram {
  /** What an attached command does not pass on: what it cannot catch, and faults of its own. */
  private static final Set<Signal> NOT_FORWARDED =
      EnumSet.of(Signal.KILL, Signal.STOP, Signal.CONT, Signal.PIPE, Signal.SEGV, Signal.XCPU);

  private Optional<Engine> engine = Optional.empty();
  private Optional<DockerService> service = Optional.empty();

  void setEngine(Engine running, DockerService unit) {
    engine = Optional.of(running);
    service = Optional.of(unit);
  }

  /** The unit that starts and stops the engine; there is none before the lab is built. */
  DockerService service() {
    return service.orElseThrow();
  }

  /** {@code docker-compose}, which is {@code docker compose} under its older name. */
  BlockingProgram compose() {
    return self -> {
      List<String> words = new ArrayList<>(List.of("compose"));
      words.addAll(self.arguments());
      return run(self, words);
    };
  }

  @Override
  public int run(Process self) {
    return run(self, self.arguments());
  }

  private int run(Process self, List<String> typed) {
    boolean asks = typed.equals(List.of("compose", "--version"));
    List<String> words = asks ? List.of("compose", "version") : typed;
    if (engine.isEmpty()) {
      return self.stderr()
          .println(
              "Cannot connect to the Docker daemon at unix:///var/run/docker.sock."
                  + " Is the docker daemon running?",
              1);
    }
    return new DockerCommand(engine.get()).run(words, new ProcessIo(self));
  }

  private final class ProcessIo implements DockerIo {
    private static final int BLOCK = 1 << 16;

    private final Process self;
    private final Deque<Signal> signals = new ArrayDeque<>();
    private boolean interrupted;
    private boolean broken;
    private Modes before = Modes.COOKED;

    private ProcessIo(Process self) {
      this.self = self;
      for (Signal signal : List.of(Signal.INT, Signal.TERM)) {
        self.onSignal(
            signal,
            () -> {
              interrupted = true;
              signals.add(signal);
            });
      }
    }

    @Override
    public boolean mayConnect() {
      return self.user().uid() == 0
          || AccountFile.of(self.files(), AccountFile.GROUPS).lines().stream()
              .filter(group -> group[0].equals("docker"))
              .anyMatch(group -> self.user().allGroups().contains(Integer.parseInt(group[2])));
    }

    @Override
    public boolean wakeDaemon() {
      return service().wake();
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
    public void catchSignals() {
      self.onSignal(Signal.PIPE, () -> broken = true);
      for (Signal signal : EnumSet.complementOf(EnumSet.copyOf(NOT_FORWARDED))) {
        if (!self.signalHandlers().has(signal)) {
          self.onSignal(signal, () -> signals.add(signal));
        }
      }
    }

    @Override
    public boolean hasSignal() {
      return !signals.isEmpty();
    }

    @Override
    public Optional<String> nextSignal() {
      return Optional.ofNullable(signals.poll()).map(Signal::name);
    }

    @Override
    public boolean isBroken() {
      return broken || !self.isRunning();
    }

    @Override
    public int columns() {
      return self.stdout().isTerminal() ? self.stdout().columns() : 0;
    }

    @Override
    public int rows() {
      return Tty.of(self.stdout().sink()).map(Tty::rows).orElseGet(DockerIo.super::rows);
    }

    @Override
    public Map<String, String> variables() {
      return self.environment();
    }

    @Override
    public String directory() {
      return self.directory();
    }

    @Override
    public boolean interrupted() {
      return interrupted || !self.isRunning();
    }

    @Override
    public boolean inputIsTerminal() {
      return self.stdin().isTerminal();
    }

    @Override
    public boolean isInputReady() {
      return self.stdin().source().isReadable() || self.stdin().atEnd();
    }

    @Override
    public String takeInput() {
      return ByteText.decode(self.stdin().take(BLOCK));
    }

    @Override
    public String inputLine() {
      return self.stdin().readLine().orElse("");
    }

    @Override
    public boolean ownsTerminal() {
      return self.stdin().source().admits(self);
    }

    @Override
    public void setRaw(boolean raw) {
      Tty.of(self.stdin().source()).ifPresent(raw ? this::makeRaw : this::restore);
    }

    private void makeRaw(Tty tty) {
      before = tty.modes();
      tty.setModes(Modes.RAW);
    }

    private void restore(Tty tty) {
      tty.endRelay();
      tty.setModes(before);
    }

    private Optional<Process> find(KernelProcess process) {
      return self.scheduler().processes().stream()
          .filter(other -> other.hostPid() == process.pid())
          .findFirst();
    }

    @Override
    public void waitFor(KernelProcess process) {
      find(process).ifPresent(main -> self.group().addWait(self, main));
    }

    @Override
    public void declareEndless() {
      self.declareEndless();
    }

    @Override
    public void relayTo(KernelProcess process, String detachKeys) {
      Optional<Tty> inner = find(process).flatMap(main -> Tty.of(main.stdin().source()));
      Tty.of(self.stdin().source())
          .ifPresent(outer -> inner.ifPresent(to -> outer.relayTo(to, detachKeys)));
    }
  }
}
