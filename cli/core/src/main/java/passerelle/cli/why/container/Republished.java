package passerelle.cli.why.container;

import java.util.List;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.engine.Bindings;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;
import passerelle.network.PortMapping;

/** Containers made again so that another port of the host leads to them. */
final class Republished {
  private Republished() {}

  /** The port that is asked for leads to where the container listens. */
  static List<Remedy> leading(Attempt attempt, Container container, PortMapping mapping) {
    int asked = attempt.question().port();
    RunLine line = RunLine.of(container, attempt.makers());
    String netns = container.sandbox().orElseThrow().netns();
    List<Integer> served =
        Engines.sockets(attempt.lab(), netns).stream()
            .filter(socket -> socket.protocol().equals(mapping.protocol()))
            .map(socket -> socket.port())
            .toList();
    return container.spec().ports().bindings().stream()
        .filter(old -> old.containerPort() == mapping.containerPort())
        .filter(old -> old.protocol().equals(mapping.protocol()))
        .flatMap(
            old ->
                served.stream()
                    .map(port -> Bindings.text(old, old.hostAddress(), asked, port))
                    .flatMap(binding -> line.publishing(old, binding).stream()))
        .map(RunLine::again)
        .toList();
  }
}
