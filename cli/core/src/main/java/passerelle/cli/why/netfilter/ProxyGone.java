package passerelle.cli.why.netfilter;

import java.util.Optional;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.engine.Bindings;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.network.PortMapping;
import passerelle.trace.DropReason;

/** What no rule leads into a container is for docker-proxy, and that process is no more. */
public final class ProxyGone implements Finder {
  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    Destination destination = attempt.destination();
    Optional<PortMapping> mapping = destination.mapping();
    boolean refused =
        Loss.of(attempt)
            .filter(loss -> loss.netns().equals(LabTopology.HOST))
            .filter(loss -> loss.reason() == DropReason.NO_SOCKET)
            .isPresent();
    // Where the engine does without docker-proxy, the daemon itself holds the port.
    boolean held =
        Engines.sockets(attempt.lab(), LabTopology.HOST).stream()
            .filter(socket -> mapping.filter(m -> m.hostPort() == socket.port()).isPresent())
            .anyMatch(socket -> socket.protocol().equals(destination.transport()));
    return mapping.isEmpty() || !refused || held || !destination.isServed()
        ? Optional.empty()
        : destination.container().map(container -> diagnosis(attempt, container));
  }

  private static Diagnosis diagnosis(Attempt attempt, Container container) {
    Spot host = new Spot(attempt.lab(), LabTopology.HOST);
    return Diagnosis.of(
            Cause.PROXY_GONE,
            attempt.question().from(),
            attempt.question().target(),
            container.name())
        .by(host.typed(Bindings.PROXY))
        .or(Remedy.onHost("docker restart " + container.name()));
  }
}
