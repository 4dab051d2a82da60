package passerelle.real.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServerConduct;
import passerelle.kernel.ServerProcess;
import passerelle.real.clock.RealClock;
import passerelle.real.sys.Libc;

/**
 * The process that the JVM's sockets stand for: a container's main process, which is process 1 to
 * the others in it, or a helper of the engine. It is changed holding the lab's clock.
 */
final class ServedProcess implements KernelProcess {
  private final RealClock clock;
  private final ServiceHost.Running services;
  private final Optional<RealSpace> container;
  private final List<IntConsumer> listeners = new ArrayList<>();
  private ServerConduct conduct = ServerConduct.NONE;
  private SeemingProcess own = new SeemingProcess(1, ProcessOutput.none());
  private volatile OptionalInt status = OptionalInt.empty();

  /**
   * Services that run.
   *
   * @param container the container whose process 1 this is, if it is
   */
  ServedProcess(RealClock clock, ServiceHost.Running services, Optional<RealSpace> container) {
    this.clock = clock;
    this.services = services;
    this.container = container;
  }

  /** Begins to listen for their end. */
  void watch() {
    services.onExit(this::end);
  }

  /** Closes all and tells the exit status, once. */
  void end(int exitStatus) {
    clock.run(
        () -> {
          if (status.isEmpty()) {
            services.close();
            container.ifPresent(RealSpace::kill);
            status = OptionalInt.of(exitStatus);
            List.copyOf(listeners).forEach(listener -> listener.accept(exitStatus));
          }
        });
  }

  @Override
  public int pid() {
    return status.isPresent() ? 0 : container.map(RealSpace::first).orElseGet(Libc::getpid);
  }

  @Override
  public OptionalInt exitStatus() {
    return status;
  }

  @Override
  public void onExit(IntConsumer listener) {
    clock.run(
        () -> {
          if (status.isPresent()) {
            listener.accept(status.getAsInt());
          } else {
            listeners.add(listener);
          }
        });
  }

  /** Handles signals so from now on, and ends as that process does. */
  void hearBy(ServerConduct servers, SeemingProcess seeming) {
    conduct = servers;
    own = seeming;
    own.onExit(this::end);
  }

  /** The server's other processes, which there are by name alone. */
  List<ServerProcess.Worker> workers() {
    return own.workers();
  }

  /** As process 1 it hears only what it handles, and what cannot be ignored. */
  @Override
  public void signal(String signal) {
    if (conduct.handled().contains(signal)) {
      own.hear(signal, conduct);
      return;
    }
    int number = Signals.number(signal).orElse(0);
    if (number == Signals.KILL || container.isEmpty() && Signals.ends(number)) {
      end(128 + number);
    } else if (number == Signals.STOP || number == Signals.CONT) {
      services.freeze(number == Signals.STOP);
      container.ifPresent(space -> space.signalAll(number));
    }
  }

  @Override
  public void input(String text) {
    // A service does not read its standard input.
  }

  @Override
  public void endInput() {
    // A service does not read its standard input.
  }
}
