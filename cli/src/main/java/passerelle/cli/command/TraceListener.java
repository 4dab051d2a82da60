package passerelle.cli.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import passerelle.trace.HopEvent;

/**
 * Collects the events of a lab while it listens, with containers called by their names: the names
 * they have at that moment, since a container may be gone when the trace is told.
 */
final class TraceListener {
  private final List<HopEvent> events = new ArrayList<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Sites sites;
  private final Runnable end;

  /** Begins to listen. */
  TraceListener(Workbench bench) {
    sites = bench.sites();
    Relabel names = new Relabel(this::label);
    end = bench.lab().kernel().machine().tracer().listen(event -> events.add(names.of(event)));
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
