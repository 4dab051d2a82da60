package passerelle.engine.cli.container;

import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.cli.AttachedStreams;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.DetachKeys;
import passerelle.engine.cli.Detachment;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ProcessOutput;

/**
 * A command that is attached to a container's main process: {@code docker run}, {@code start -a}
 * and {@code attach}. It is attached before the container starts, so that it misses nothing.
 */
final class AttachedContainer implements AutoCloseable {
  private static final String ATTACH = "attach";

  private final Invocation call;
  private final Container container;
  private final AttachedStreams streams;
  private final boolean input;
  private final ProcessOutput shown;
  private final DetachKeys keys;
  private final Detachment detachment;
  private final boolean joined;
  private Optional<KernelProcess> process = Optional.empty();
  private AttachedStreams.End end = AttachedStreams.End.DONE;

  /**
   * Attaches.
   *
   * @param input whether what is typed goes to the process
   * @param failure whether the detach keys make the command fail
   */
  AttachedContainer(
      Invocation call,
      Container container,
      Interruption interruption,
      boolean input,
      boolean failure)
      throws CliException {
    this.call = call;
    this.container = container;
    this.input = input;
    joined = container.isRunning();
    keys =
        DetachKeys.parse(call.flags().text("detach-keys").orElse(""))
            .orElseThrow(() -> new CliException("unable to upgrade to tcp, received 400\n", 1));
    detachment = new Detachment(keys.keys(), failure);
    streams = new AttachedStreams(call, interruption);
    shown = chooses() ? new Chosen() : streams;
    if (input && hasTerminal()) {
      streams.takeTerminal();
    }
    call.engine().tell(container, "attach");
    container.log().attach(shown);
  }

  /** {@code run -a} names streams; {@code start -a} is a switch. */
  private boolean chooses() {
    return call.flags().has(ATTACH) && !call.flags().on(ATTACH);
  }

  private boolean isChosen(String stream) {
    return !chooses() || call.flags().all(ATTACH).stream().anyMatch(stream::equalsIgnoreCase);
  }

  /** Whether anything that the container prints is shown. */
  boolean showsAny() {
    return isChosen("stdout") || isChosen("stderr");
  }

  /** Of what is printed, the streams that {@code --attach} names. */
  private final class Chosen implements ProcessOutput {
    @Override
    public void out(String text) {
      if (isChosen("stdout")) {
        streams.out(text);
      }
    }

    @Override
    public void err(String text) {
      if (isChosen("stderr")) {
        streams.err(text);
      }
    }
  }

  private boolean hasTerminal() {
    return container.spec().process().terminal();
  }

  /** Waits until its process, which has been started, ends, or something else ends the wait. */
  AttachedStreams.End await() throws CliException {
    process = container.process();
    process.ifPresent(call.io()::waitFor);
    if (process.isPresent()) {
      if (input) {
        if (hasTerminal() && call.io().inputIsTerminal()) {
          call.io().attach(container, process.get(), detachment);
        }
        boolean once = container.spec().process().attached();
        streams.feed(process.get(), hasTerminal(), keys, once);
      }
      if (hasTerminal()) {
        if (joined) {
          // Another size for a moment makes the program draw anew (container/attach.go:resizeTTY).
          process.get().resize(call.io().rows() + 1, call.io().columns() + 1);
        }
        streams.showIn(process.get());
      }
    }
    end = streams.until(() -> !container.process().equals(process) || !container.isRunning());
    return end;
  }

  /**
   * The status of the command.
   *
   * @throws CliException when the terminal was left, and that is a failure
   */
  int status() throws CliException {
    if (end == AttachedStreams.End.DETACHED) {
      if (detachment.failure()) {
        throw detachment.asFailure();
      }
      return detachment.status();
    }
    return process.map(p -> p.exitStatus().orElse(0)).orElse(container.exitCode());
  }

  @Override
  public void close() {
    container.log().detach(shown);
    streams.close();
  }
}
