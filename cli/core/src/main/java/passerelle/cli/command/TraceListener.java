package passerelle.cli.command;

import java.util.List;
import java.util.Optional;
import passerelle.cli.journey.Relabel;
import passerelle.cli.lab.Lab;
import passerelle.scenarios.replay.LabException;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/** Collects the events of a lab while it listens, with containers called by their names. */
final class TraceListener {
  private final Lab.Listening listening;
  private Optional<List<HopEvent>> heard = Optional.empty();

  /**
   * Begins to listen.
   *
   * @param depth how much will be told: rules that did not match are heard of only where they are
   */
  TraceListener(Workbench bench, Depth depth) throws CommandException {
    try {
      listening = bench.lab().listen(depth, new Relabel(new NamesThen(bench.sites())::of)::of);
    } catch (LabException impossible) {
      throw new CommandException(impossible);
    }
  }

  /** Listens no more; what was heard. */
  List<HopEvent> stop() {
    if (heard.isEmpty()) {
      heard = Optional.of(List.copyOf(listening.stop()));
    }
    return heard.get();
  }
}
