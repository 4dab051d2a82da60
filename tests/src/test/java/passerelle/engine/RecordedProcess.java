package passerelle.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ServiceSpec;

/** A process that ends when it is killed; it ignores every other signal, as process 1 does. */
final class RecordedProcess implements KernelProcess {
  private final String space;
  private final List<ServiceSpec> services;
  private final List<IntConsumer> listeners = new ArrayList<>();
  private OptionalInt status = OptionalInt.empty();

  RecordedProcess(String space, List<ServiceSpec> services) {
    this.space = space;
    this.services = services;
  }

  boolean isRunning() {
    return status.isEmpty();
  }

  String space() {
    return space;
  }

  List<ServiceSpec> services() {
    return services;
  }

  RecordedProcess end(int code) {
    if (status.isEmpty()) {
      status = OptionalInt.of(code);
      listeners.forEach(listener -> listener.accept(code));
    }
    return this;
  }

  @Override
  public int pid() {
    return 1000;
  }

  @Override
  public OptionalInt exitStatus() {
    return status;
  }

  @Override
  public void onExit(IntConsumer listener) {
    if (status.isPresent()) {
      listener.accept(status.getAsInt());
    } else {
      listeners.add(listener);
    }
  }

  @Override
  public void signal(String signal) {
    if (signal.equals("KILL")) {
      end(137);
    }
  }

  @Override
  public void input(String text) {
    listeners.size();
  }

  @Override
  public void endInput() {
    listeners.size();
  }
}
