package passerelle.engine.cli;

import java.util.Optional;
import passerelle.engine.EngineException;
import passerelle.kernel.Kernel;

/**
 * Something that the engine is asked for and that takes its time. The engine goes on with it when
 * the command does not wait for the answer any more.
 */
public final class Request {
  private static final long FOREVER = Long.MAX_VALUE / 4;

  private final Invocation call;
  private Optional<EngineException> refusal = Optional.empty();
  private boolean answered;

  /** What is asked for. */
  @FunctionalInterface
  public interface Work {
    void run() throws EngineException;
  }

  /** Asks. */
  public Request(Invocation call, Work work) {
    this.call = call;
    call.engine().kernel().clock().begin(() -> serve(work));
  }

  private void serve(Work work) {
    try {
      work.run();
    } catch (EngineException e) {
      refusal = Optional.of(e);
    } finally {
      answered = true;
    }
  }

  /**
   * Waits for the answer.
   *
   * @throws EngineException the refusal
   * @throws CliException when INT or TERM comes first
   */
  public void await() throws EngineException, CliException {
    Kernel.Clock clock = call.engine().kernel().clock();
    clock.advanceUntil(() -> answered || call.io().interrupted(), FOREVER);
    if (!answered) {
      throw new CliException("", Interruption.STATUS);
    }
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }
}
