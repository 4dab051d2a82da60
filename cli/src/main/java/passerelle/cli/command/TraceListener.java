package passerelle.cli.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import passerelle.sim.core.Tracer;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * Collects the events of a lab while it listens, with containers called by their names: the names
 * they have at that moment, since a container may be gone when the trace is told.
 */
final class TraceListener {
  private final List<HopEvent> events = new ArrayList<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Sites sites;
  private final Runnable end;

  /**
   * Begins to listen.
   *
   * @param depth how much will be told: rules that did not match are heard of only where they are
   */
  TraceListener(Workbench bench, Depth depth) {
    sites = bench.sites();
    Relabel names = new Relabel(this::label);
    Consumer<HopEvent> keep = event -> events.add(names.of(event));
    Tracer tracer = bench.lab().kernel().machine().tracer();
    end = depth == Depth.RULES ? tracer.listenToEveryRule(keep) : tracer.listen(keep);
  }

  private String label(String netns) {
    String known = labels.get(netns);
    if (known == null) {
      known = sites.label(netns);
      if (!known.equals(netns)) {
        labels.put(netns, known);
      }
    }
    return known;
  }

  /** Listens no more; what was heard. */
  List<HopEvent> stop() {
    end.run();
    return List.copyOf(events);
  }
}
