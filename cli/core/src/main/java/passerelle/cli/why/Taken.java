package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.kernel.NetnsSnapshot;
import passerelle.lab.LabTopology;
import passerelle.network.PortBinding;
import passerelle.network.PortMapping;

/** A container that could not start, because somebody else has the port that it publishes. */
final class Taken {
  private static final Pattern REFUSAL =
      Pattern.compile("(?s).*(port is already allocated|address already in use).*");

  private Taken() {}

  /** Whether that is why a container does not run. */
  static Optional<Diagnosis> by(Makers makers, Container container) {
    Lab lab = makers.lab();
    if (!REFUSAL.matcher(container.error()).matches()) {
      return Optional.empty();
    }
    for (PortBinding binding : container.spec().ports().bindings()) {
      Optional<PortMapping> mapping =
          Engines.mappings(lab).stream()
              .filter(m -> m.protocol().equals(binding.protocol()))
              .filter(m -> binding.firstHostPort() == m.hostPort())
              .findFirst();
      if (mapping.isPresent()) {
        Container owner = Engines.publisher(lab, mapping.get()).orElseThrow();
        return Optional.of(
            Diagnosis.of(Cause.PORT_TAKEN, container.name(), binding.firstHostPort(), owner.name())
                .by(makers.of(owner))
                .or(
                    Remedy.onHost(
                        "docker rm -f " + owner.name(), "docker start " + container.name())));
      }
      List<NetnsSnapshot.Socket> sockets =
          Engines.sockets(lab, LabTopology.HOST).stream()
              .filter(s -> s.port() == binding.firstHostPort())
              .filter(s -> s.protocol().equals(binding.protocol()))
              .toList();
      if (!sockets.isEmpty()) {
        String process = sockets.get(0).process();
        return Optional.of(
            Diagnosis.of(Cause.PORT_TAKEN, container.name(), binding.firstHostPort(), process)
                .or(Remedy.onHost("pkill " + process, "docker start " + container.name())));
      }
    }
    return Optional.empty();
  }
}
