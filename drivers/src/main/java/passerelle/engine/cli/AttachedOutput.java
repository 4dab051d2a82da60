package passerelle.engine.cli;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import passerelle.kernel.Kernel;

/**
 * What a process prints to a command that is attached to it (docker/cli container/hijack.go). It
 * comes while the process runs; the command itself prints it, when it is its turn, since only the
 * command may wait for whoever reads, and end when nobody does.
 */
final class AttachedOutput implements Consumer<String> {
  private final Invocation call;
  private final StringBuilder pending = new StringBuilder();
  private boolean direct;

  AttachedOutput(Invocation call) {
    this.call = call;
  }

  @Override
  public void accept(String text) {
    if (direct) {
      call.io().out(text);
    } else {
      pending.append(text);
    }
  }

  /**
   * Prints what has come, and from now on all that comes as it comes: the terminal has been handed
   * over.
   */
  void handOver() throws CliException {
    print();
    direct = true;
  }

  /** Prints until the condition holds or the user presses Ctrl-C. */
  void printUntil(BooleanSupplier done) throws CliException {
    direct = false;
    Kernel.Clock clock = call.engine().kernel().clock();
    boolean ended = false;
    while (!ended) {
      clock.advanceUntil(
          () -> !pending.isEmpty() || done.getAsBoolean() || call.io().interrupted(),
          Foreground.FOREVER);
      // Who prints without end leaves nothing empty: Ctrl-C must not wait for that.
      ended = pending.isEmpty() || call.io().interrupted();
      print();
    }
  }

  /**
   * Prints what has come.
   *
   * @throws CliException when nobody reads it, and the command goes on with signals of its own
   */
  void print() throws CliException {
    if (!pending.isEmpty()) {
      String text = pending.toString();
      pending.setLength(0);
      call.io().out(text);
      if (call.io().isBroken()) {
        throw new CliException("write /dev/stdout: broken pipe\n", 1);
      }
    }
  }
}
