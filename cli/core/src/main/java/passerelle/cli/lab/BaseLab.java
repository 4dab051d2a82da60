package passerelle.cli.lab;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import passerelle.cli.terminal.Keystroke;
import passerelle.engine.EngineSettings;
import passerelle.kernel.op.Plan;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Sink;

/**
 * What labs on either kernel have in common: which deeds there are, how each is remembered and done
 * again, and what is known of the engine's plans and rules.
 */
public abstract class BaseLab implements Lab {
  /**
   * A script presses Ctrl-C when a command runs that long, in nanoseconds: longer than any wait of
   * the kernel's own, such as the two minutes and a quarter that a TCP connection is tried.
   */
  protected static final long PATIENCE = 600_000_000_000L;

  /** What nobody looks at. */
  protected static final Sink NOWHERE = bytes -> true;

  private final LabSettings settings;
  private final Parts parts;

  /**
   * What a lab is made of.
   *
   * @param watched the kernel, as the engine sees it
   * @param ledger knows who wrote the rules
   * @param preparation was done on the machines before the engine came
   */
  public record Parts(
      WatchedKernel watched, Engines engines, RuleLedger ledger, List<Deed> preparation) {}

  protected BaseLab(LabSettings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
  }

  protected abstract History deeds();

  /** A line in a machine's own shell. */
  protected abstract int inShell(String machine, String line, Sink screen);

  /** A docker command, by somebody who sits at that host; its words begin behind docker. */
  protected abstract int docker(String host, List<String> words, Sink screen);

  /** A line in the shell of a container's jobs. */
  protected abstract int inJobs(String container, String line, Sink screen);

  /** Ends a job of a machine, or of a container; the answer is an exit status. */
  protected abstract int endJob(String place, boolean machine, int job);

  protected abstract int restart(Restart restart);

  /** A deed for which somebody waits. */
  protected int done(Deed.Typed typed, Sink screen, ToIntFunction<Sink> deed, Consumer<Lab> again) {
    return deeds().done(typed, screen, deed, again);
  }

  @Override
  public final LabSettings settings() {
    return settings;
  }

  @Override
  public final Engines engines() {
    return parts.engines();
  }

  @Override
  public final RuleLedger ledger() {
    return parts.ledger();
  }

  @Override
  public final Recipe recipe() {
    return new Recipe(settings, deeds().preparation(), deeds().deeds(), kernel().clock().now());
  }

  /** Those that were kept: of a lab that is not made again by itself. */
  @Override
  public List<Plan> plans(Recipe recipe) throws LabException {
    return parts.watched().done();
  }

  @Override
  public final void onPlan(Consumer<Plan> watcher) {
    parts.watched().watch(watcher);
  }

  @Override
  public final void forgetSince(int count) {
    deeds().forgetSince(count);
  }

  @Override
  public final void keysNext(List<Keystroke> keys) {
    deeds().keysNext(keys);
  }

  @Override
  public final int remember(
      Deed.Typed typed, Sink screen, ToIntFunction<Sink> deed, Consumer<Lab> again) {
    return deeds().doneIfTouching(typed, screen, deed, again);
  }

  @Override
  public int run(String machine, String line, Sink screen) {
    Sink unseen = Printed.unseen(screen);
    return done(
        new Deed.Typed(machine + "$ ", line, true),
        screen,
        out -> inShell(machine, line, out),
        lab -> lab.run(machine, line, unseen));
  }

  @Override
  public final int runIn(String container, String line, Sink screen) {
    List<String> words = List.of("exec", "-t", container, "sh", "-c", line);
    return done(
        new Deed.Typed(container + "# ", line, false),
        screen,
        out -> docker(engines().hostOf(container), words, out),
        lab -> lab.runIn(container, line, NOWHERE));
  }

  @Override
  public final void startIn(String container, String line) {
    deeds()
        .done(
            new Deed.Typed(container + "# ", line, false),
            NOWHERE,
            out -> inJobs(container, line, out),
            lab -> lab.startIn(container, line));
  }

  @Override
  public void killJob(String place, int job) {
    boolean machine = machines().contains(place);
    deeds()
        .done(
            Deed.Typed.endOfJob(place, machine, job),
            NOWHERE,
            out -> endJob(place, machine, job),
            lab -> lab.killJob(place, job));
  }

  @Override
  public final void restartEngine(EngineSettings other) throws LabException {
    Restart restart = new Restart(engines().byHost().get(other.host()), other);
    done(
        new Deed.Typed("lab> ", "engine restart", false),
        NOWHERE,
        out -> restart(restart),
        lab -> Restart.again(lab, other));
    restart.check();
  }
}
