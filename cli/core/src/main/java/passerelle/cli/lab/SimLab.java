package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import passerelle.cli.terminal.Journal;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Turns;
import passerelle.cli.terminal.Window;
import passerelle.cli.terminal.Windows;
import passerelle.kernel.op.Plan;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.SimKernel;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Patience;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Sink;
import passerelle.sim.shell.ShellSession;
import passerelle.sim.tty.Holder;
import passerelle.text.Language;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/** A lab on the simulated kernel. Used by one thread at a time. */
public final class SimLab extends AsideLab {
  private static final long BETWEEN_COMMANDS = 50 * EventLoop.MILLISECOND;

  private final SimKernel kernel;
  private final SimWitness witness;
  private final History history;
  private final MachineShells shells;
  private final JobShells jobShells;
  private final Windows windows;
  private final Journal journal = new Journal();
  private final WindowDeeds atWindows;
  private final SimCopies copies = new SimCopies(this);
  private final People people;
  private final Pacing pacing;
  private boolean interactive;
  private Patience patience = Patience.A_DAY;

  /** What a lab is made of; the preparation was done on its machines before the engine came. */
  SimLab(LabSettings settings, SimKernel kernel, Parts parts, Map<String, ShellSession> shells) {
    super(settings, parts);
    Engines engines = parts.engines();
    this.kernel = kernel;
    this.pacing = new Pacing(kernel);
    this.people = new People(kernel.scheduler());
    this.jobShells = new JobShells(kernel, engines);
    this.shells = new MachineShells(kernel, shells);
    windows = new SimWindows(kernel, engines).in(journal);
    this.witness = new SimWitness(kernel, engines, parts.ledger(), this.shells, windows, jobShells);
    this.history = new History(witness, parts.preparation(), people::present);
    this.atWindows = new WindowDeeds(this, journal, history);
  }

  /**
   * Boots a lab: the machines, their cables and services, then the engine.
   *
   * @throws LabException when the daemon refuses its options
   */
  public static SimLab open(LabSettings settings) throws LabException {
    return new SimLabBuilder(settings, List.of()).build();
  }

  /**
   * Boots a lab in which nobody undoes anything, so that nobody looks what each command changes:
   * that takes about as long as the command.
   *
   * @throws LabException when the daemon refuses its options
   */
  public static SimLab openUnwatched(LabSettings settings) throws LabException {
    SimLab lab = open(settings);
    lab.history.watch(false);
    return lab;
  }

  @Override
  protected History deeds() {
    return history;
  }

  SimCopies copies() {
    return copies;
  }

  @Override
  public SimLab another(Recipe recipe) throws LabException {
    return copies.another(recipe);
  }

  @Override
  public SimLab earlier() throws LabException {
    return copies.earlier();
  }

  @Override
  public int touches() {
    return history.touches();
  }

  @Override
  public void giveBack(Lab copy) {
    copies.giveBack((SimLab) copy);
  }

  Understudy.Seating seating() {
    return new Understudy.Seating(interactive, patience, windows.seats(), journal.forgotten());
  }

  /** Begins as another lab would go on. */
  void sitLike(SimLab other, Understudy.Seating seating) {
    interactive = seating.interactive();
    windows.seat(seating.seats());
    await(seating.patience());
    people.breatheLike(other.people);
  }

  /** Does again what was done in the lab that this one follows. */
  void repeat(Deed deed) {
    if (history.repeat(deed, () -> deed.redo(this))) {
      journal.forgetAll();
    }
  }

  @Override
  public Runnable ahead(BooleanSupplier spare) {
    return copies.ahead(spare);
  }

  @Override
  public void advanceTo(long moment) {
    people.unlessGivenUp();
    kernel.scheduler().advance(Math.max(0, moment - kernel.machine().now()));
  }

  @Override
  public boolean isSimulated() {
    return true;
  }

  @Override
  People people() {
    return people;
  }

  @Override
  public Predicate<Lab> likeness() {
    Lasting mine = witness.lasting();
    return other -> other instanceof SimLab lab && mine.isLike(lab.witness.lasting());
  }

  @Override
  public SimKernel kernel() {
    return kernel;
  }

  @Override
  public List<String> namespaces() {
    return SimLabBuilder.namespaces(kernel);
  }

  @Override
  public Rehearsal rehearse(Recipe recipe, List<String> argv) throws LabException {
    return SimRehearsal.of(this, recipe, argv);
  }

  /** They are many where much is done, and hardly ever asked for: all is done again. */
  @Override
  public List<Plan> plans(Recipe recipe) throws LabException {
    return copies.plans(recipe);
  }

  /** Where several people sit, somebody may be waiting for what runs there. */
  @Override
  public int run(String machine, String line, Sink screen) {
    unlessGivenUp();
    windows.await(() -> !shells.isBusy(machine));
    return super.run(machine, line, screen);
  }

  @Override
  protected int inShell(String machine, String line, Sink screen) {
    return shells.run(machine, line, screen);
  }

  @Override
  public void setInteractive() {
    interactive = true;
  }

  @Override
  public void setPatience(long nanos) {
    await(Patience.unattended(nanos));
  }

  @Override
  public void waitLike(Lab other) {
    if (other instanceof SimLab lab) {
      await(lab.patience);
    }
  }

  private void await(Patience how) {
    patience = how;
    kernel.scheduler().setPatience(how);
  }

  @Override
  public void setScripted() {
    shells.setScripted();
    setPatience(PATIENCE);
  }

  @Override
  public Optional<Windows> windows() {
    return interactive ? Optional.of(windows) : Optional.empty();
  }

  @Override
  public int atWindow(Window window, Deed.Typed typed, Sink screen, Consumer<Window> what) {
    return atWindows.done(window, typed, screen, what);
  }

  @Override
  public void leaveNext() {
    atWindows.leaveNext();
  }

  @Override
  public int await(Window window, Sink screen) {
    return atWindows.await(window, screen);
  }

  WindowDeeds atWindows() {
    return atWindows;
  }

  /** The command itself writes to no terminal, so it gives a container's no size. */
  @Override
  protected int docker(String host, List<String> words, Sink screen) {
    List<String> argv = new ArrayList<>(List.of("docker"));
    argv.addAll(words);
    return runProgram(host, argv, screen::write);
  }

  /** Runs a program in a space as a foreground command without a shell; it is no deed. */
  public int runProgram(String space, List<String> argv, Sink screen) {
    return runProgram(space, argv, directory(space), screen);
  }

  /** The directory of the shell on a machine that asks for a command line, or of its own. */
  String directory(String machine) {
    return windows
        .directory(kernel.spaces().place(machine))
        .orElseGet(() -> shells.of(machine).directory());
  }

  /** Likewise in a directory. */
  int runProgram(String space, List<String> argv, String directory, Sink screen) {
    Program program =
        kernel.spaces().place(space).tools().find(argv.get(0)).orElseThrow().program();
    Process process =
        kernel.spaces().spawn(space, program, argv).directory(directory).output(screen).create();
    return kernel.scheduler().runForeground(process);
  }

  @Override
  protected int inJobs(String container, String line, Sink screen) {
    return jobShells.in(container).map(shell -> shell.run(line, screen)).orElse(0);
  }

  @Override
  protected int endJob(String place, boolean machine, int job) {
    return JobShells.kill(machine ? Optional.of(shells.of(place)) : jobShells.in(place), job);
  }

  @Override
  protected int restart(Restart restart) {
    return restart.asTask(kernel.clock());
  }

  @Override
  public void leave(Person person) {
    windows.desk(person).leave();
  }

  @Override
  public void share(Turns turns) {
    windows.share(turns);
    people.share(turns);
  }

  @Override
  public void interrupt() {
    people.interrupt();
  }

  @Override
  public void interrupt(Person person) {
    people.interrupt(person);
  }

  @Override
  public void forgetInterrupt() {
    kernel.scheduler().forgetInterrupt();
  }

  @Override
  public void speak(Language language) {
    kernel.scheduler().notices().speak(language);
  }

  @Override
  public void atPace(OptionalDouble speed, Runnable task) {
    boolean person = interactive && windows.desk(people.present()).holder() != Holder.SCRIPT;
    if (speed.isEmpty() && person) {
      setPatience(PATIENCE);
    }
    pacing.run(speed, person, task);
  }

  @Override
  public void pass(long nanos) {
    pacing.pass(nanos);
  }

  @Override
  public void settle() {
    pacing.settle(BETWEEN_COMMANDS);
  }

  @Override
  public Keyboard keyboard(Person person) {
    return new WindowKeyboard(windows.desk(person), () -> interrupt(person));
  }

  @Override
  public Listening listen(Depth depth, UnaryOperator<HopEvent> naming) {
    return new EventRecord(kernel.machine().tracer(), depth, naming);
  }

  @Override
  public Optional<Runnable> hear(Consumer<HopEvent> listener) {
    return Optional.of(kernel.machine().tracer().listen(listener));
  }

  @Override
  public ProbeOutcome probe(Sites.Site from, ProbeTarget target, Runnable answered) {
    history.touch();
    people.unlessGivenUp();
    ProbeOutcome outcome = new SimProbe(kernel, from, target, answered).run();
    people.unlessGivenUp();
    return outcome;
  }

  @Override
  public Lookup lookup(Sites.Site from, String name) {
    history.touch();
    return new SimLookup(kernel, from, name).run();
  }

  @Override
  public String glance(String netns, List<String> argv) {
    return new SimGlance(kernel).at(netns, argv);
  }

  @Override
  public Collection<String> programs(String space) {
    return kernel.spaces().place(space).tools().names();
  }

  @Override
  public List<String> files(String space, String directory) {
    return new Listing(kernel.spaces().place(space)).of(directory, windows);
  }

  @Override
  public byte[] readFile(String space, String path) throws FileError {
    return kernel.spaces().place(space).files().read(path);
  }

  @Override
  public void close() {
    copies.close();
    windows.close();
    history.close();
    kernel.close();
  }
}
