package passerelle.sim;

import java.util.OptionalInt;
import java.util.function.IntConsumer;
import passerelle.kernel.KernelProcess;
import passerelle.sim.process.Pipe;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.text.ByteText;

/** A simulated process as the engine sees it. */
final class SimProcess implements KernelProcess {
  private final SimKernel kernel;
  private final Process process;
  private final Pipe input;
  private boolean inputEnded;

  SimProcess(SimKernel kernel, Process process, Pipe input) {
    this.kernel = kernel;
    this.process = process;
    this.input = input;
    input.sink().retain();
  }

  @Override
  public int pid() {
    return process.hostPid();
  }

  @Override
  public OptionalInt exitStatus() {
    return process.isRunning() ? OptionalInt.empty() : OptionalInt.of(process.status());
  }

  @Override
  public void onExit(IntConsumer listener) {
    process.onExit(
        () -> {
          if (!kernel.isClosed()) {
            listener.accept(process.status());
          }
        });
  }

  @Override
  public void signal(String name) {
    Signal.parse(name)
        .ifPresent(
            signal -> {
              process.signal(signal);
            });
  }

  @Override
  public void input(String text) {
    if (!inputEnded) {
      input.sink().write(ByteText.encode(text));
    }
  }

  @Override
  public void endInput() {
    if (!inputEnded) {
      inputEnded = true;
      input.sink().release();
    }
  }
}
