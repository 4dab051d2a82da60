package passerelle.engine.process;

import java.util.OptionalInt;
import java.util.function.IntConsumer;
import passerelle.kernel.KernelProcess;

/** A process that has printed what it had to say and ended: {@code hello-world}. */
record ScriptedProcess(int status) implements KernelProcess {
  @Override
  public int pid() {
    return 0;
  }

  @Override
  public OptionalInt exitStatus() {
    return OptionalInt.of(status);
  }

  @Override
  public void onExit(IntConsumer listener) {
    listener.accept(status);
  }

  @Override
  public void signal(String signal) {
    // It has ended already.
  }

  @Override
  public void input(String text) {
    // Nobody reads it any more.
  }

  @Override
  public void endInput() {
    // Nobody reads it any more.
  }
}
