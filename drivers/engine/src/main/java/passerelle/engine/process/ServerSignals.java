package passerelle.engine.process;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import passerelle.image.ImageBehaviour;
import passerelle.image.Workers;
import passerelle.kernel.ServerConduct;
import passerelle.kernel.ServerProcess;
import passerelle.service.Template;

/**
 * What the first process of an image's program says and does at its start, when signals come and
 * when its workers end, as the catalogue says.
 */
final class ServerSignals implements ServerConduct {
  private static final String TELL = "workers ";
  private static final int SIGNALLED = 128;

  /** What ends a program that ends well when it is told to. */
  private static final List<String> USUAL = List.of("TERM", "INT", "QUIT", "HUP");

  private final ImageBehaviour behaviour;
  private final String stopSignal;
  private final Supplier<Template.Values> values;
  private final Map<ServerProcess, WorkerSignals> workers = new LinkedHashMap<>();

  /** What it says and does when the last worker has ended; without that, it starts another. */
  private List<String> last = List.of();

  /**
   * Of a program that has not started.
   *
   * @param stopSignal that of {@code docker stop}
   * @param values the variables of its texts, as they are now
   */
  ServerSignals(ImageBehaviour behaviour, String stopSignal, Supplier<Template.Values> values) {
    this.behaviour = behaviour;
    this.stopSignal = stopSignal;
    this.values = values;
  }

  @Override
  public void begin(ServerProcess own) {
    behaviour.log().forEach(line -> Said.print(line, values.get(), own));
  }

  @Override
  public void ready(ServerProcess own) {
    behaviour.ready().forEach(line -> Said.print(line, values.get(), own));
    for (int i = 0; i < behaviour.workers().count(); i++) {
      startWorker(own);
    }
  }

  @Override
  public Set<String> handled() {
    Set<String> handled = new LinkedHashSet<>(behaviour.signals().keySet());
    if (behaviour.stopStatus().isPresent()) {
      handled.addAll(USUAL);
      handled.add(stopSignal);
    }
    return handled;
  }

  @Override
  public void hear(String signal, ServerProcess own) {
    List<String> lines = behaviour.signals().get(signal);
    if (lines == null) {
      behaviour.stopStatus().ifPresent(own::exit);
    } else {
      perform(lines, own);
    }
  }

  /** Does what lines say, until one of them is to wait for the workers' end. */
  private void perform(List<String> lines, ServerProcess own) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(TELL)) {
        List<String> rest = lines.subList(i + 1, lines.size());
        boolean waits = !workers.isEmpty() && !rest.isEmpty();
        last = rest.isEmpty() ? last : rest;
        tellWorkers(lines.get(i).substring(TELL.length()));
        if (waits) {
          return;
        }
      } else {
        Said.perform(lines.get(i), values.get(), own);
      }
    }
  }

  private void tellWorkers(String what) {
    new LinkedHashMap<>(workers)
        .forEach((worker, signals) -> worker.soon(() -> signals.tell(what, worker)));
  }

  private void startWorker(ServerProcess own) {
    Workers kind = behaviour.workers();
    WorkerSignals signals = new WorkerSignals(kind, values);
    ServerProcess[] started = new ServerProcess[1];
    started[0] =
        own.fork(
            new ServerProcess.Worker(
                kind.title(),
                kind.uid(),
                kind.first(),
                signals,
                status -> bury(started[0], status, own)));
    workers.put(started[0], signals);
    Template.Values about = values.get().with("worker", "" + started[0].pid());
    kind.start().forEach(line -> Said.perform(line, about, own));
  }

  /** One has ended. */
  private void bury(ServerProcess worker, int status, ServerProcess own) {
    workers.remove(worker);
    boolean killed = status > SIGNALLED;
    Template.Values about =
        values
            .get()
            .with("worker", "" + worker.pid())
            .with("status", "" + status)
            .with("signal", "" + (status - SIGNALLED));
    Workers kind = behaviour.workers();
    (killed ? kind.killed() : kind.end()).forEach(line -> Said.perform(line, about, own));
    if (last.isEmpty()) {
      startWorker(own);
    } else if (workers.isEmpty()) {
      perform(last, own);
    }
  }
}
