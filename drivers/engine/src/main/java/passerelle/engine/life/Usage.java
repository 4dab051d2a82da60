package passerelle.engine.life;

import java.util.List;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.state.Host;
import passerelle.kernel.ProcessView;
import passerelle.kernel.Traffic;

/** What containers use: processes and octets (daemon/stats.go, top_unix.go). */
public record Usage(Host host) {

  /** The processes of a container that runs, in the order of their start. */
  public List<ProcessView> processes(Container container) throws EngineException {
    Freezer.requireRunning(container);
    return host.kernel()
        .spaces()
        .processes(container.id())
        .map(all -> all.stream().map(p -> named(p, container)).toList())
        .orElseGet(() -> main(container));
  }

  /** What serves for a program, and has no title of its own, is called as the program would be. */
  private static ProcessView named(ProcessView process, Container container) {
    boolean main = container.process().filter(p -> p.pid() == process.pid()).isPresent();
    boolean titled = !container.image().behaviour().title().isEmpty();
    return main && container.runsScript() && !titled
        ? process.called(container.invocation().argv())
        : process;
  }

  private static List<ProcessView> main(Container container) {
    String terminal = container.spec().process().terminal() ? "pts/0" : "?";
    return container.process().stream()
        .map(p -> new ProcessView(p.pid(), 1, container.argv(), 0, container.started(), terminal))
        .toList();
  }

  /** Whether this kernel counts what goes through devices. */
  public boolean isCounted() {
    return host.kernel().view().traffic(host.netns()).isPresent();
  }

  /** How many processes a container has now. */
  public int count(Container container) {
    try {
      return processes(container).size();
    } catch (EngineException notRunning) {
      return 0;
    }
  }

  /**
   * What has gone through a container's own devices since it was started; nothing of the host's.
   *
   * @return empty where the kernel does not count
   */
  public Optional<Traffic> traffic(Container container) {
    boolean own = !container.spec().networkMode().equals("host");
    return own
        ? container.sandbox().flatMap(s -> host.kernel().view().traffic(s.netns()))
        : Optional.of(new Traffic(0, 0));
  }
}
