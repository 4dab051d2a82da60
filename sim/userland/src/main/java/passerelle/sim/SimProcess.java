package passerelle.sim;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import passerelle.kernel.KernelProcess;
import passerelle.sim.process.Pipe;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.tty.Holder;
import passerelle.sim.tty.Tty;
import passerelle.text.ByteText;

/** A simulated process as the engine sees it. */
final class SimProcess implements KernelProcess {
  private final SimKernel kernel;
  private final Process process;
  private final Consumer<byte[]> input;
  private final Runnable end;
  private final Optional<Tty> terminal;
  private boolean inputEnded;

  /** A process whose input is a pipe. */
  SimProcess(SimKernel kernel, Process process, Pipe pipe) {
    this(kernel, process, pipe.sink()::write, pipe.sink()::release, Optional.empty());
    pipe.sink().retain();
  }

  /** A process on a terminal, which reads the end of input when nobody sits there any more. */
  SimProcess(SimKernel kernel, Process process, Tty tty) {
    this(kernel, process, tty::type, () -> tty.setHolder(Holder.NOBODY), Optional.of(tty));
  }

  private SimProcess(
      SimKernel kernel,
      Process process,
      Consumer<byte[]> input,
      Runnable end,
      Optional<Tty> terminal) {
    this.kernel = kernel;
    this.process = process;
    this.input = input;
    this.end = end;
    this.terminal = terminal;
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
    Signal.parse(name).ifPresent(signal -> process.signal(signal));
  }

  @Override
  public void input(String text) {
    if (!inputEnded) {
      input.accept(ByteText.encode(text));
    }
  }

  @Override
  public void endInput() {
    if (!inputEnded) {
      inputEnded = true;
      end.run();
    }
  }

  @Override
  public void resize(int rows, int columns) {
    terminal.ifPresent(tty -> tty.resize(columns, rows));
  }
}
