package passerelle.cli.lab;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import passerelle.cli.terminal.Keystroke;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Turns;
import passerelle.cli.terminal.Window;
import passerelle.cli.terminal.Windows;
import passerelle.engine.Container;
import passerelle.engine.EngineSettings;
import passerelle.engine.daemon.Engine;
import passerelle.kernel.Kernel;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.lab.LabTopology;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Sink;
import passerelle.sim.tty.Holder;
import passerelle.text.Language;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * A running lab as people and transcripts use it: machines with shells, an engine, and a kernel
 * under them that is simulated or real. Used by one thread at a time, in {@link Turns} where there
 * are several, {@link #interrupt} aside.
 */
public interface Lab extends Aside, AutoCloseable {

  LabSettings settings();

  /** Whether its kernel is the simulated one. */
  boolean isSimulated();

  Kernel kernel();

  /** The engines of all hosts. */
  Engines engines();

  /** The engine of the first host. */
  default Engine engine() {
    return engines().first();
  }

  /** The names of the machines. */
  default List<String> machines() {
    return LabTopology.MACHINES;
  }

  /** The network namespaces, in the order in which they were made. */
  List<String> namespaces();

  /**
   * Restarts the engine with these settings, of the same version; what it knows stays.
   *
   * @throws LabException when the daemon refuses them; then the engine runs on as before
   */
  void restartEngine(EngineSettings settings) throws LabException;

  /** What was done since the engine came, oldest first. */
  default List<Deed> history() {
    return recipe().deeds();
  }

  /**
   * Does something that may use this lab in several ways, and remembers it as one deed if it does.
   *
   * @param screen takes what it prints
   * @param deed does it on a screen; the answer is an exit status
   * @param again does it in another lab
   */
  int remember(Deed.Typed typed, Sink screen, ToIntFunction<Sink> deed, Consumer<Lab> again);

  /** Keeps only the first {@code count} deeds in mind: what came later was only looked at. */
  void forgetSince(int count);

  /** How this lab came to be what it is. */
  Recipe recipe();

  /** Who wrote its rules. */
  RuleLedger ledger();

  /** Another lab of the same kind, made by a recipe. */
  Lab another(Recipe recipe) throws LabException;

  /**
   * Another lab, in which only the first deeds of this one were done, or none: asked again, fewer.
   */
  default Lab earlier() throws LabException {
    return another(recipe().first(0).unwatched());
  }

  /** How often something was done in it that may have changed it, deeds among it. */
  default int touches() {
    return 0;
  }

  /**
   * Takes back a copy that was led to where this lab is, and in which nothing else was done: the
   * next one that is asked for need not be made.
   */
  default void giveBack(Lab copy) {
    copy.close();
  }

  /**
   * What makes the next copy of it come sooner: for a thread that has nothing else to do, while
   * this lab is used.
   *
   * @param spare asked now and then: whether there is still time
   */
  default Runnable ahead(BooleanSupplier spare) {
    return () -> {};
  }

  /** Lets time pass, if that moment (nanoseconds since boot) is still to come. */
  void advanceTo(long moment);

  /** Lines are typed there: shells opened from now on have a terminal to read from. */
  void setInteractive();

  /** Who sits at a person's terminal from now on; a script at first. */
  default void sitDown(Person person, Holder who) {
    windows().ifPresent(windows -> windows.desk(person).setHolder(who));
  }

  /** These keys are pressed while the next thing is done. */
  void keysNext(List<Keystroke> keys);

  /** A command is waited for as long as in another lab. */
  default void waitLike(Lab other) {
    // Where real time passes, whoever started this can end it.
  }

  /**
   * Tells later of another lab whether it is as this one is now, in what lasts until somebody
   * changes it; false where nobody can tell.
   */
  default Predicate<Lab> likeness() {
    return other -> false;
  }

  /**
   * Nobody may be there to press Ctrl-C: a command is interrupted when it has run that long.
   *
   * @param patience nanoseconds of the lab
   */
  default void setPatience(long patience) {
    // Where real time passes, whoever started this can end it.
  }

  /**
   * Nobody sits there: what jobs in the background print is lost, and a command that never ends is
   * interrupted after a while.
   */
  void setScripted();

  /**
   * Runs a command line in the shell of a machine, whose variables, directory and jobs last from
   * one line to the next.
   *
   * @param machine one of {@link #machines}
   * @return the exit status
   */
  int run(String machine, String line, Sink screen);

  /** Runs a command line in a container, as {@code docker exec -t NAME sh -c LINE} on the host. */
  int runIn(String container, String line, Sink screen);

  /** Whether there is a container of that name, and it runs. */
  default boolean isRunning(String container) {
    return engines().named(container).filter(Container::isRunning).isPresent();
  }

  /** Starts a command line in a container that goes on in the background of its shell. */
  void startIn(String container, String line);

  /**
   * Ends a job of a place with SIGINT; nothing happens when there is none.
   *
   * @param place a machine or a container
   * @param job its number, from 1
   */
  void killJob(String place, int job);

  /**
   * The prompt of the shell within that of a machine that has the next line, in a lab without
   * windows; empty where it is the machine's shell that has it.
   */
  default Optional<String> promptWithin(String machine) {
    return Optional.empty();
  }

  /** The prompt that somebody has set in a machine's shell, in a lab without windows. */
  default Optional<String> ownPrompt(String machine) {
    return Optional.empty();
  }

  /** Whether the last line has ended the shell of a machine, in a lab without windows. */
  default boolean isShellEnded(String machine) {
    return false;
  }

  /** The shells that docker has handed the terminal over to, in that order, ended ones included. */
  default List<AttachedShell> attachedShells() {
    return List.of();
  }

  /** Runs a command line in the attached shell of a number, from 0; {@code exit} ends it. */
  default int runAttached(int number, String line, Sink screen) {
    throw new IllegalArgumentException("no attached shell " + number);
  }

  /** Shows and waits for the line that runs in an attached shell, for somebody who is back. */
  default int watchAttached(int number, Sink screen) {
    throw new IllegalArgumentException("no attached shell " + number);
  }

  /**
   * Does something at a window, and waits until nothing runs there any more.
   *
   * @param typed as what it is remembered
   * @param screen takes what is shown there from now on
   * @return the exit status
   */
  default int atWindow(Window window, Deed.Typed typed, Sink screen, Consumer<Window> what) {
    throw new IllegalArgumentException("no window " + window.number());
  }

  /** The next thing that is done at a window is begun only, and left to itself. */
  default void leaveNext() {
    // Where there are no windows, nothing is left to itself.
  }

  /**
   * Waits for what was left to itself at a window.
   *
   * @param screen takes what that has shown
   * @return its exit status
   */
  default int await(Window window, Sink screen) {
    throw new IllegalArgumentException("no window " + window.number());
  }

  /** The windows at which people sit; empty where nobody does, or shells take line after line. */
  default Optional<Windows> windows() {
    return Optional.empty();
  }

  /** Ctrl-C, for what runs in the foreground. Any thread may call this. */
  void interrupt();

  /** The same of one of several people, for what that one waits for. Any thread may call this. */
  default void interrupt(Person person) {
    interrupt();
  }

  /**
   * Nobody reads any more what is printed: what runs in the foreground ends by SIGPIPE. Any thread
   * may call this.
   */
  default void breakPipe() {
    // Simulated processes learn it from what they write to.
  }

  /** A person's terminal is no more: what runs there hears of it (SIGHUP). */
  void leave(Person person);

  /** From now on several people take turns here. */
  void share(Turns turns);

  /** A new line was typed: a Ctrl-C that came after the end of the last one is not for it. */
  default void forgetInterrupt() {
    // A lab that hears Ctrl-C only while something runs has nothing to forget.
  }

  /** Sets the language of what the lab itself has to say. */
  default void speak(Language language) {
    // A real kernel says nothing in any language.
  }

  /**
   * Runs something while time passes as people expect.
   *
   * @param speed seconds of the lab a real second; empty for no waiting
   */
  void atPace(OptionalDouble speed, Runnable task);

  /** Lets time pass that nobody is to wait for who is alone, in nanoseconds. */
  default void pass(long nanos) {
    kernel().clock().advance(nanos);
  }

  /** The pause that a transcript makes after each command. */
  void settle();

  /** What a person types, and how large what is looked at is. */
  Keyboard keyboard(Person person);

  /** Calls {@code watcher} with every plan that the engine has carried out. */
  void onPlan(Consumer<Plan> watcher);

  /**
   * The plans that the engine has carried out since it began, in order.
   *
   * @param recipe leads to this lab
   */
  List<Plan> plans(Recipe recipe) throws LabException;

  /**
   * What a docker command line would do to the kernel.
   *
   * @param recipe how this lab came to be what it is
   */
  Rehearsal rehearse(Recipe recipe, List<String> argv) throws LabException;

  /**
   * What a command would do.
   *
   * @param steps to the kernel, in order
   * @param output what it would print
   * @param status its exit status
   */
  record Rehearsal(List<PlanStep> steps, byte[] output, int status) {}

  /**
   * Listens to the steps of all packets, but for those that kernels send {@linkplain
   * passerelle.packet.Background of their own accord}.
   *
   * @param depth of rules that do not match is heard only with {@link Depth#RULES}
   * @param naming applied to each event when it is heard
   */
  Listening listen(Depth depth, UnaryOperator<HopEvent> naming) throws LabException;

  /** Somebody listens. */
  @FunctionalInterface
  interface Listening {
    /** Listens no more; what was heard. */
    List<HopEvent> stop();
  }

  /** Hears each step at once, where the kernel tells of it; the answer stops that. */
  default Optional<Runnable> hear(Consumer<HopEvent> listener) {
    return Optional.empty();
  }

  /**
   * Tries to reach a target.
   *
   * @param from where from
   * @param answered called at the answer, before the connection is closed again
   */
  ProbeOutcome probe(Sites.Site from, ProbeTarget target, Runnable answered);

  /** Looks a name up from a place, by its own files and name servers. */
  Lookup lookup(Sites.Site from, String name);

  /**
   * What a program of the first host prints about a network namespace, when it only looks: it is no
   * deed, no simulated time passes, no process number of the lab is used up.
   *
   * @param argv a program of the host, and its arguments
   */
  String glance(String netns, List<String> argv);

  /** The programs of a space, for completion. */
  Collection<String> programs(String space);

  /**
   * What is in a directory of a space, for completion, seen from where its shell is; directories
   * end with a slash.
   */
  List<String> files(String space, String directory);

  /** What a file of a space holds. */
  byte[] readFile(String space, String path) throws FileError;

  @Override
  void close();
}
