package passerelle.real.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServerConduct;
import passerelle.kernel.ServerProcess;

/**
 * What a server's conduct takes for its process, where the JVM's sockets stand for that: workers
 * are none, but say what they would.
 */
final class SeemingProcess implements ServerProcess {
  private final int pid;
  private final ProcessOutput output;
  private IntConsumer ended = status -> {};
  private boolean ending;
  private int last;
  private final Map<SeemingProcess, Worker> workers = new LinkedHashMap<>();

  SeemingProcess(int pid, ProcessOutput output) {
    this.pid = pid;
    this.output = output;
    last = pid;
  }

  /** Says who hears its exit status. */
  void onExit(IntConsumer listener) {
    ended = listener;
  }

  /** A signal comes to it. */
  void hear(String signal, ServerConduct conduct) {
    if (!ending) {
      conduct.hear(signal, this);
    }
  }

  /** Those that work for it now, in the order in which they began. */
  List<Worker> workers() {
    return new ArrayList<>(workers.values());
  }

  @Override
  public int pid() {
    return pid;
  }

  @Override
  public ServerProcess fork(Worker worker) {
    last = Math.max(last + 1, worker.first());
    SeemingProcess child = new SeemingProcess(last, output);
    workers.put(child, worker);
    child.onExit(
        status -> {
          workers.remove(child);
          worker.ended().accept(status);
        });
    worker.conduct().begin(child);
    worker.conduct().ready(child);
    return child;
  }

  @Override
  public void soon(Runnable deed) {
    if (!ending) {
      deed.run();
    }
  }

  @Override
  public void exit(int status) {
    if (!ending) {
      ending = true;
      ended.accept(status);
    }
  }

  @Override
  public void out(String text) {
    output.out(text);
  }

  @Override
  public void err(String text) {
    output.err(text);
  }
}
