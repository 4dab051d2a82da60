package passerelle.cli.why;

import java.util.Optional;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.network.PortMapping;
import passerelle.trace.DropReason;

/** What no rule leads into a container is for docker-proxy, and that process is no more. */
final class ProxyGone implements Finder {
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
