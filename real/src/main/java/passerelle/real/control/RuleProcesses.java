package passerelle.real.control;

import java.util.LinkedHashMap;
import java.util.Map;
import passerelle.addr.Family;
import passerelle.real.sys.Netns;

/**
 * The processes that write rules, one for each namespace and family. The few that were used last
 * stay; those of containers, which write rules once or never, make room for each other.
 */
final class RuleProcesses implements AutoCloseable {
  private static final int MOST = 8;

  private record Key(Netns netns, Family family) {}

  /** By last use, the longest ago first. */
  private final Map<Key, RuleProcess> processes = new LinkedHashMap<>(16, 0.75f, true);

  /** The process for a namespace; it is started by its first batch. */
  RuleProcess of(Netns netns, Family family) {
    Key key = new Key(netns, family);
    RuleProcess process = processes.computeIfAbsent(key, k -> new RuleProcess(netns, family));
    if (processes.size() > MOST) {
      Key oldest = processes.keySet().iterator().next();
      processes.remove(oldest).close();
    }
    return process;
  }

  /** Ends those of a namespace, which would keep it alive. */
  void close(Netns netns) {
    processes
        .entrySet()
        .removeIf(
            entry -> {
              boolean inside = entry.getKey().netns() == netns;
              if (inside) {
                entry.getValue().close();
              }
              return inside;
            });
  }

  @Override
  public void close() {
    processes.values().forEach(RuleProcess::close);
    processes.clear();
  }
}
