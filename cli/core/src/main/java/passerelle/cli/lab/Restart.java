package passerelle.cli.lab;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.engine.EngineException;
import passerelle.engine.EngineSettings;
import passerelle.engine.daemon.Engine;
import passerelle.kernel.Kernel;
import passerelle.scenarios.replay.LabException;

/** A restart of a lab's engine, which may be refused. */
public final class Restart {
  private final Engine engine;
  private final EngineSettings settings;
  private Optional<EngineException> refusal = Optional.empty();

  /** A restart that is still to come. */
  public Restart(Engine engine, EngineSettings settings) {
    this.engine = engine;
    this.settings = settings;
  }

  /** Restarts the engine; the answer is an exit status. */
  public int run() {
    try {
      engine.daemon().restart(settings);
      return 0;
    } catch (EngineException e) {
      refusal = Optional.of(e);
      return 1;
    }
  }

  /** The same on a kernel whose time passes only while a task or somebody else lets it. */
  int asTask(Kernel.Clock clock) {
    OptionalInt[] status = {OptionalInt.empty()};
    clock.after(0, () -> status[0] = OptionalInt.of(run()));
    clock.advanceUntil(() -> status[0].isPresent(), Long.MAX_VALUE / 4);
    return status[0].orElse(1);
  }

  /** Tells of the refusal, if there was one. */
  public void check() throws LabException {
    if (refusal.isPresent()) {
      throw LabException.quoting(refusal.get());
    }
  }

  /** Does it again in another lab, which may have another version, where nobody looks on. */
  static void again(Lab lab, EngineSettings settings) {
    try {
      lab.restartEngine(settings.withProfile(lab.engine().profile()));
    } catch (LabException refusedAsBefore) {
      return;
    }
  }
}
