package passerelle.sim;

import java.util.List;
import passerelle.kernel.ServerConduct;
import passerelle.kernel.ServerProcess;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.process.User;

/** A process that does what a server's conduct says: the first one, or one that works for it. */
final class ServingProcess implements ServerProcess {
  /** From what ends it to its end, in nanoseconds. */
  private static final long LAST_WORDS = 10_000_000;

  /** From what it is told, or what befalls another one, to what it does, in nanoseconds. */
  private static final long A_MOMENT = 1_000_000;

  private final Process process;
  private final ServerConduct conduct;
  private boolean ending;

  ServingProcess(Process process, ServerConduct conduct) {
    this.process = process;
    this.conduct = conduct;
  }

  /** Begins to do it. */
  void begin() {
    process.declareEndless();
    conduct.begin(this);
    for (String name : conduct.handled()) {
      Signal.parse(name).ifPresent(signal -> process.onSignal(signal, () -> hear(name)));
    }
  }

  /** All that it listens with is open. */
  void ready() {
    conduct.ready(this);
  }

  private void hear(String signal) {
    if (!ending) {
      conduct.hear(signal, this);
    }
  }

  @Override
  public int pid() {
    return process.pid();
  }

  @Override
  public ServerProcess fork(Worker worker) {
    Process child =
        process
            .spawn(self -> {}, List.of(process.name()))
            .user(new User(worker.uid(), worker.uid()))
            .numbersFrom(worker.first())
            .unlimited()
            .create();
    child.setTitle(worker.title());
    child.start();
    child.onExit(() -> process.after(A_MOMENT, () -> worker.ended().accept(child.status())));
    ServingProcess serving = new ServingProcess(child, worker.conduct());
    serving.begin();
    serving.ready();
    return serving;
  }

  @Override
  public void soon(Runnable deed) {
    process.after(
        A_MOMENT,
        () -> {
          if (!ending) {
            deed.run();
          }
        });
  }

  @Override
  public void exit(int status) {
    ending = true;
    process.after(LAST_WORDS, () -> process.exit(status));
  }

  @Override
  public void out(String text) {
    process.stdout().print(text);
  }

  @Override
  public void err(String text) {
    process.stderr().print(text);
  }
}
