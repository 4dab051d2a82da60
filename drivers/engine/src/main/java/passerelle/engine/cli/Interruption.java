package passerelle.engine.cli;

import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Trait;

/**
 * What signals do to a command that waits (docker/cli cmd/docker/docker.go, container/signals.go).
 * INT and TERM cancel what a command waits for; one that does not let itself be cancelled ends by
 * force at the third (since 28). What is attached may pass signals on to the container's process 1.
 */
public final class Interruption {
  /** 128 and the number of SIGINT. */
  public static final int STATUS = 130;

  private static final int ENOUGH = 3;

  private final Invocation call;
  private final Optional<Container> receiver;
  private final boolean cancels;
  private int terminations;

  private Interruption(Invocation call, Optional<Container> receiver, boolean cancels) {
    this.call = call;
    this.receiver = receiver;
    this.cancels = cancels;
  }

  /** The first INT or TERM ends the command. */
  public static Interruption cancelling(Invocation call) {
    return new Interruption(call, Optional.empty(), true);
  }

  /** INT and TERM are counted only, where the version counts; where it does not, one is enough. */
  public static Interruption counted(Invocation call) {
    return new Interruption(call, Optional.empty(), !call.style().has(Trait.COUNTS_SIGNALS));
  }

  /** All signals go to a container's process 1 ({@code --sig-proxy}). */
  public static Interruption forwarded(Invocation call, Container container) {
    call.io().catchSignals();
    return new Interruption(call, Optional.of(container), false);
  }

  /**
   * All signals go to a container's process 1, and cancel the command where the version cancels.
   */
  public static Interruption forwardedOnce(Invocation call, Container container) {
    call.io().catchSignals();
    return new Interruption(call, Optional.of(container), call.style().has(Trait.COUNTS_SIGNALS));
  }

  /**
   * Does what the signals that have come ask for.
   *
   * @return whether they end the command
   * @throws CliException when the user has had enough
   */
  public boolean isHeard() throws CliException {
    boolean heard = false;
    while (call.io().hasSignal()) {
      String signal = call.io().nextSignal().orElseThrow();
      receiver.ifPresent(container -> send(container, signal));
      if (signal.equals("INT") || signal.equals("TERM")) {
        heard |= cancels;
        if (++terminations == ENOUGH && call.style().has(Trait.COUNTS_SIGNALS)) {
          throw new CliException("\ngot 3 SIGTERM/SIGINTs, forcefully exiting\n", 1);
        }
      }
    }
    return heard;
  }

  private void send(Container container, String signal) {
    try {
      call.engine().kill(container, signal);
    } catch (EngineException ended) {
      return; // It has ended meanwhile, or is about to.
    }
  }
}
