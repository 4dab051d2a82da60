package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import passerelle.engine.Container;
import passerelle.engine.Engine;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.op.Plan;
import passerelle.lab.LabTopology;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.SimKernel;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Source;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.ShellSession;

/** A lab on the simulated kernel. Used by one thread at a time. */
public final class SimLab implements AutoCloseable {
  private static final Sink NOWHERE = bytes -> true;

  /** How a command behind a container's prompt is run: {@code docker exec -t NAME sh -c LINE}. */
  private static final List<String> EXEC = List.of("docker", "exec", "-t");

  private final LabSettings settings;
  private final SimKernel kernel;
  private final WatchedKernel watched;
  private final Engine engine;
  private final List<Deed> preparation;
  private final List<Deed> history = new ArrayList<>();
  private final Map<String, ShellSession> shells;
  private final List<AttachedShell> attached = new ArrayList<>();
  private Source terminal = Source.empty();

  /** What a lab is made of; {@code preparation} was done on its machines before the engine came. */
  SimLab(
      LabSettings settings,
      SimKernel kernel,
      WatchedKernel watched,
      Engine engine,
      List<Deed> preparation,
      Map<String, ShellSession> shells) {
    this.settings = settings;
    this.kernel = kernel;
    this.watched = watched;
    this.engine = engine;
    this.preparation = preparation;
    this.shells = new LinkedHashMap<>(shells);
  }

  /**
   * Boots a lab: the machines, their cables and services, then the engine.
   *
   * @throws LabException when the image catalogue cannot be read or the daemon refuses its options
   */
  public static SimLab open(LabSettings settings) throws LabException {
    return new SimLabBuilder(settings, List.of()).build();
  }

  /**
   * A fresh lab with other settings, whose machines have been prepared as this one's: what was
   * typed on them is done again before the engine starts, what concerned the engine is not.
   */
  public SimLab prepared(LabSettings other) throws LabException {
    List<Deed> lines = new ArrayList<>(preparation);
    history.stream().filter(Deed::isPreparation).forEach(lines::add);
    return new SimLabBuilder(other, lines).build();
  }

  /** A fresh lab in which the first {@code count} deeds of this one are done again. */
  public SimLab redo(int count) throws LabException {
    SimLab lab = new SimLabBuilder(settings, preparation).build();
    lab.terminal = terminal;
    for (Deed deed : history.subList(0, count)) {
      lab.advanceTo(deed.at());
      deed.redo().accept(lab);
    }
    return lab;
  }

  /** Lets time pass, if that moment is still to come. */
  public void advanceTo(long moment) {
    kernel.scheduler().advance(Math.max(0, moment - kernel.machine().now()));
  }

  public LabSettings settings() {
    return settings;
  }

  public SimKernel kernel() {
    return kernel;
  }

  public Engine engine() {
    return engine;
  }

  /** The names of the machines. */
  public List<String> machines() {
    return LabTopology.MACHINES;
  }

  /** What was done since the engine came, oldest first. */
  public List<Deed> history() {
    return List.copyOf(history);
  }

  /** Keeps only the first {@code count} deeds in mind: what came later was only looked at. */
  public void forgetSince(int count) {
    history.subList(Math.min(count, history.size()), history.size()).clear();
  }

  /** Calls {@code watcher} with every plan that the engine has carried out. */
  public void onPlan(Consumer<Plan> watcher) {
    watched.watch(watcher);
  }

  /**
   * Runs a command line in the shell of a machine, whose variables, directory and jobs last from
   * one line to the next.
   *
   * @param machine one of {@link #machines}
   * @return the exit status
   */
  public int run(String machine, String line, Sink screen) {
    return done(
        machine + "$ ",
        line,
        () -> shell(machine).run(line, screen),
        lab -> lab.run(machine, line, NOWHERE));
  }

  /** The shell session of a machine; a new one when {@code exit} has ended the last. */
  public ShellSession shell(String machine) {
    ShellSession shell = shells.get(machine);
    if (shell == null || shell.isEnded()) {
      shell =
          new ShellSession(kernel.spaces().session(machine, "bash").stdin(terminal), Dialect.BASH);
      shells.put(machine, shell);
    }
    return shell;
  }

  /** A person sits there: shells opened from now on have a terminal to read from. */
  public void setInteractive() {
    terminal = new Keyboard();
  }

  /** The shells that docker has handed the terminal over to, in that order, ended ones included. */
  public List<AttachedShell> attachedShells() {
    return List.copyOf(attached);
  }

  /** Runs a command line in the attached shell of a number, from 0; {@code exit} ends it. */
  public int runAttached(int number, String line, Sink screen) {
    AttachedShell shell = attached.get(number);
    return done(
        shell.container().name() + "# ",
        line,
        () -> shell.run(line, screen),
        lab -> lab.runAttached(number, line, NOWHERE));
  }

  /**
   * Hands the terminal over to a process of a container.
   *
   * @return false when it is no shell, which would have to be typed into
   */
  boolean attach(Container container, KernelProcess process) {
    Optional<Process> shell =
        kernel.scheduler().processes().stream()
            .filter(p -> p.hostPid() == process.pid())
            .filter(p -> p.name().matches("sh|ash|bash|dash"))
            .filter(p -> p.arguments().stream().allMatch(word -> word.matches("-[il]+|--login")))
            .findFirst();
    shell.ifPresent(p -> attached.add(new AttachedShell(container, process, p)));
    return shell.isPresent();
  }

  /** Runs a program in a space as a foreground command without a shell. */
  public int runProgram(String space, List<String> argv, Sink screen) {
    boolean inside = argv.subList(0, Math.min(3, argv.size())).equals(EXEC) && argv.size() == 7;
    return done(
        inside ? argv.get(3) + "# " : space + "$ ",
        inside ? argv.get(6) : String.join(" ", argv),
        () -> kernel.scheduler().runForeground(program(space, argv, screen)),
        lab -> lab.runProgram(space, argv, NOWHERE));
  }

  /** Starts a program in a space that goes on in the background. */
  public Process startProgram(String space, List<String> argv, Sink screen) {
    Process process = program(space, argv, screen);
    done(
        space + "$ ",
        String.join(" ", argv) + " &",
        () -> {
          process.start();
          return 0;
        },
        lab -> lab.startProgram(space, argv, NOWHERE));
    return process;
  }

  private Process program(String space, List<String> argv, Sink screen) {
    Program program =
        kernel.spaces().place(space).tools().find(argv.get(0)).orElseThrow().program();
    return kernel.spaces().spawn(space, program, argv).output(screen).create();
  }

  /** Does something, and remembers how to do it again: with Ctrl-C after as long, if it came. */
  private int done(String prompt, String line, IntSupplier deed, Consumer<SimLab> again) {
    long start = kernel.machine().now();
    int status = deed.getAsInt();
    long took = kernel.machine().now() - start;
    Consumer<SimLab> redo =
        status == Signal.INT.status()
            ? lab -> {
              lab.interruptIn(took);
              again.accept(lab);
            }
            : again;
    history.add(new Deed(start, prompt, line, redo));
    return status;
  }

  private void interruptIn(long nanos) {
    kernel.machine().loop().schedule(nanos, kernel.scheduler()::requestInterrupt);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
