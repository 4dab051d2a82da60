package passerelle.cli.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import passerelle.cli.lab.AttachedShell;
import passerelle.cli.lab.BaseLab;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.History;
import passerelle.cli.lab.Keyboard;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.Lookup;
import passerelle.cli.lab.ProbeOutcome;
import passerelle.cli.lab.ProbeTarget;
import passerelle.cli.lab.Recipe;
import passerelle.cli.lab.Restart;
import passerelle.cli.lab.Sites;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Turns;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.kernel.KernelException;
import passerelle.real.lab.RealKernel;
import passerelle.real.space.MachineShell;
import passerelle.real.space.Typist;
import passerelle.real.sys.Netns;
import passerelle.real.trace.RealTracer;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Sink;
import passerelle.sim.tty.Holder;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/** A lab on the real kernel, in the enclosure. */
public final class RealLab extends BaseLab {
  private static final long SECOND = 1_000_000_000L;

  /** What ignores SIGPIPE that long is not ended by it. */
  private static final long DEAF = SECOND;

  /**
   * So long a line from a pipe may take, in nanoseconds: a TCP connection that nobody answers is
   * given up after 135 s. Which commands end by themselves cannot be told here.
   */
  private static final long UNATTENDED = 150 * SECOND;

  private static final long BETWEEN_COMMANDS = 50_000_000L;

  private final RealKernel kernel;
  private final History history;
  private final RealSeats seats;
  private final List<DockerGate> gates = new ArrayList<>();
  private final RealTracer tracer;
  private final Watchdog watchdog;
  private boolean scripted;
  private volatile Language language = Language.EN;

  /** What a lab is made of; the preparation was done on its machines before the engine came. */
  RealLab(LabSettings settings, RealKernel kernel, Parts parts, RealShells shells)
      throws IOException {
    super(settings, parts);
    this.kernel = kernel;
    seats = new RealSeats(kernel, shells);
    this.history =
        new History(
            new RealWitness(kernel.clock(), parts.ledger(), this::interrupt),
            parts.preparation(),
            () -> seats.turns().present());
    for (Engine engine : parts.engines().all()) {
      gates.add(new DockerGate(kernel, engine, seats::attach));
    }
    watchdog = new Watchdog(kernel.clock(), this::interrupt);
    tracer = new RealTracer(kernel.namespaces(), kernel.captures(), kernel.view());
  }

  /**
   * Boots a lab: the machines, their cables and services, then the engine.
   *
   * @throws LabException when the machine refuses what a lab needs, or the daemon refuses its
   *     options
   */
  public static RealLab open(LabSettings settings) throws LabException {
    return new RealLabBuilder(settings, List.of()).build();
  }

  @Override
  protected History deeds() {
    return history;
  }

  @Override
  public RealLab another(Recipe recipe) throws LabException {
    RealLab lab = new RealLabBuilder(recipe.settings(), recipe.preparation()).build();
    lab.seats.setTypist(seats.typist());
    recipe.deeds().forEach(deed -> deed.redo(lab));
    return lab;
  }

  /** Nothing: real time passes by itself, and what is done again is done now. */
  @Override
  public void advanceTo(long moment) {}

  @Override
  public boolean isSimulated() {
    return false;
  }

  @Override
  public RealKernel kernel() {
    return kernel;
  }

  @Override
  public List<String> namespaces() {
    return RealLabBuilder.namespaces(kernel);
  }

  @Override
  public String glance(String netns, List<String> argv) {
    return new RealGlance(kernel, engine()).at(netns, argv);
  }

  @Override
  public void setInteractive() {
    scripted = false;
    if (seats.typist() == Typist.NOBODY) {
      seats.setTypist(Typist.LINES);
    }
  }

  @Override
  public void sitDown(Person person, Holder who) {
    seats.of(person).shells().setTypist(who.isAbsent() ? Typist.LINES : Typist.PERSON);
  }

  @Override
  public void setScripted() {
    scripted = true;
  }

  @Override
  protected int inShell(String machine, String line, Sink screen) {
    MachineShell shell = seats.shells().ofMachine(machine);
    return aside(() -> shell.run(line, RealScreen.of(screen)));
  }

  @Override
  protected int docker(String host, List<String> words, Sink screen) {
    RealSeat seat = seats.present();
    return aside(() -> seat.docker(engines().byHost().get(host), words, screen));
  }

  @Override
  public Optional<String> promptWithin(String machine) {
    return ShellPrompts.within(this, seats.shells(), kernel.namespaces(), machine);
  }

  @Override
  public Optional<String> ownPrompt(String machine) {
    return seats.shells().ofMachineYet(machine).flatMap(MachineShell::prompt);
  }

  @Override
  public boolean isShellEnded(String machine) {
    return seats.shells().isEnded(machine);
  }

  /** Does something while that others may do something, too. */
  private int aside(IntSupplier deed) {
    int[] status = {0};
    seats.turns().aside(() -> status[0] = deed.getAsInt());
    return status[0];
  }

  @Override
  protected int inJobs(String container, String line, Sink screen) {
    return seats.shells().ofJobs(engines().named(container).orElseThrow()).run(line, screen::write);
  }

  /** In a container that does not run there is no job. */
  @Override
  public void killJob(String place, int job) {
    if (machines().contains(place) || isRunning(place)) {
      super.killJob(place, job);
    }
  }

  @Override
  protected int endJob(String place, boolean machine, int job) {
    RealShells shells = seats.shells();
    (machine ? shells.ofMachine(place) : shells.ofJobs(engines().named(place).orElseThrow()))
        .endJob(job);
    return 0;
  }

  @Override
  protected int restart(Restart restart) {
    return kernel.clock().get(restart::run);
  }

  @Override
  protected int done(Deed.Typed typed, Sink screen, ToIntFunction<Sink> deed, Consumer<Lab> again) {
    return super.done(typed, screen, out -> looking(deed, out), again);
  }

  private int looking(ToIntFunction<Sink> deed, Sink screen) {
    try {
      return patiently(deed, screen);
    } finally {
      kernel.look(machines());
    }
  }

  private int patiently(ToIntFunction<Sink> deed, Sink screen) {
    if (seats.shells().isGivenUp()) {
      screen.write("^C\n".getBytes(StandardCharsets.UTF_8));
      seats.present().giveUpLine();
      return RealSeat.BY_SIGINT;
    }
    return watchdog.watch(
        () -> {
          if (scripted) {
            watchdog.interruptAfter(PATIENCE);
          } else if (seats.shells().typist() == Typist.LINES) {
            watchdog.interruptAfter(UNATTENDED, () -> giveUp(screen));
          }
          return deed.applyAsInt(screen);
        });
  }

  @Override
  public void speak(Language now) {
    language = now;
  }

  private void giveUp(Sink screen) {
    Messages messages = Messages.of(language, "passerelle/cli/messages");
    String told = messages.get("repl.late", UNATTENDED / SECOND) + "\n^C";
    screen.write(told.getBytes(StandardCharsets.UTF_8));
    interrupt();
  }

  @Override
  public List<AttachedShell> attachedShells() {
    return seats.attached();
  }

  @Override
  public int runAttached(int number, String line, Sink screen) {
    AttachedShell shell = seats.attached().get(number);
    return done(
        new Deed.Typed(shell.container().name() + "# ", line, false),
        screen,
        out -> aside(() -> shell.run(line, out)),
        lab -> again(lab, shell, number, line));
  }

  /** Nobody would leave in another lab what does not end and was left here. */
  private static void again(Lab lab, AttachedShell shell, int number, String line) {
    if (!shell.isBusy()) {
      lab.runAttached(number, line, NOWHERE);
    }
  }

  @Override
  public int watchAttached(int number, Sink screen) {
    AttachedShell shell = seats.attached().get(number);
    return aside(() -> shell.watch(screen));
  }

  @Override
  public void interrupt() {
    seats.present().interrupt();
  }

  @Override
  public void interrupt(Person person) {
    seats.of(person).interrupt();
  }

  /** What goes on all the same is interrupted. */
  @Override
  public void breakPipe() {
    watchdog.interruptAfter(DEAF);
    seats.present().breakPipe();
  }

  @Override
  public Keyboard keyboard(Person person) {
    return seats.of(person);
  }

  @Override
  public void leave(Person person) {
    seats.leave(person);
  }

  @Override
  public void share(Turns theirs) {
    seats.share(theirs);
  }

  /** Real time has one pace. */
  @Override
  public void atPace(OptionalDouble speed, Runnable task) {
    task.run();
  }

  /**
   * Lets as much time pass as an engine's work takes that starts real processes, and as is needed
   * for what a command has left behind, such as the end of a connection.
   */
  @Override
  public void settle() {
    long owed = kernel.clock().takeWork();
    if (scripted) {
      kernel.clock().advance(owed + BETWEEN_COMMANDS);
    }
    if (scripted && owed > 0) {
      kernel.settle();
    }
  }

  @Override
  public Rehearsal rehearse(Recipe recipe, List<String> argv) {
    DockerCommand.Rehearsal told =
        kernel
            .clock()
            .get(() -> new DockerCommand(engine()).rehearse(argv.subList(1, argv.size())));
    return new Rehearsal(
        told.plan().steps(), told.output().getBytes(StandardCharsets.UTF_8), told.status());
  }

  @Override
  public Listening listen(Depth depth, UnaryOperator<HopEvent> naming) throws LabException {
    try {
      RealTracer.Running running = tracer.start(depth, "trace");
      return () -> running.stop().stream().map(naming).toList();
    } catch (KernelException refused) {
      throw LabException.quoting(refused);
    }
  }

  @Override
  public ProbeOutcome probe(Sites.Site site, ProbeTarget target, Runnable answered) {
    history.touch();
    Netns from = kernel.namespaces().find(site.netns()).orElseThrow();
    return new RealProbe(from, target, answered).run();
  }

  @Override
  public Lookup lookup(Sites.Site site, String name) {
    Netns from = kernel.namespaces().find(site.netns()).orElseThrow();
    return RealLookup.of(from, kernel.spaces(), site.space()).of(name);
  }

  @Override
  public Collection<String> programs(String space) {
    return seats.shells().programs(space);
  }

  @Override
  public List<String> files(String space, String directory) {
    return seats.shells().files(space, directory);
  }

  @Override
  public byte[] readFile(String space, String path) throws FileError {
    return seats.shells().read(space, path);
  }

  @Override
  public void close() {
    gates.forEach(DockerGate::close);
    seats.close();
    kernel.close();
  }
}
