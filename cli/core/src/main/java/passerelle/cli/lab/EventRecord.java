package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import passerelle.packet.Background;
import passerelle.sim.core.Tracer;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/** The events of a simulated lab from one moment to another. */
final class EventRecord implements Lab.Listening {
  /** More than any picture can show; what comes after them is not kept. */
  private static final int MOST = 200_000;

  private final List<HopEvent> events = new ArrayList<>();
  private final UnaryOperator<HopEvent> naming;
  private final Runnable end;

  /** Begins to listen. */
  EventRecord(Tracer tracer, Depth depth, UnaryOperator<HopEvent> naming) {
    this.naming = naming;
    end = depth == Depth.RULES ? tracer.listenToEveryRule(this::keep) : tracer.listen(this::keep);
  }

  private void keep(HopEvent event) {
    if (events.size() < MOST && !Background.is(event.hop().packet())) {
      events.add(naming.apply(event));
    }
  }

  @Override
  public List<HopEvent> stop() {
    end.run();
    return events;
  }
}
