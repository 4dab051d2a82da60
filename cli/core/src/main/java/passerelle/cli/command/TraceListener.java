package passerelle.cli.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.cli.journey.Relabel;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.scenarios.replay.LabException;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * Collects the events of a lab while it listens, with containers called by their names: the names
 * they have at that moment, since a container may be gone when the trace is told.
 */
final class TraceListener {
  private final Map<String, String> labels = new HashMap<>();
  private final Sites sites;
  private final Lab.Listening listening;
  private Optional<List<HopEvent>> heard = Optional.empty();

  /**
   * Begins to listen.
   *
   * @param depth how much will be told: rules that did not match are heard of only where they are
   */
  TraceListener(Workbench bench, Depth depth) throws CommandException {
    sites = bench.sites();
    try {
      listening = bench.lab().listen(depth, new Relabel(this::label)::of);
    } catch (LabException impossible) {
      throw new CommandException(impossible);
    }
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
    if (heard.isEmpty()) {
      heard = Optional.of(List.copyOf(listening.stop()));
    }
    return heard.get();
  }
}
