package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.kernel.NetnsSnapshot;
import passerelle.lab.LabTopology;
import passerelle.network.PortBinding;
import passerelle.network.PortMapping;
import passerelle.network.Sandbox;

/** A container that could not start, because somebody else has the port that it publishes. */
final class Taken {
  private static final Pattern REFUSAL =
      Pattern.compile("(?s).*(port is already allocated|address already in use).*");

  /** What programs say of an address that they cannot bind: port and reason. */
  private static final Pattern BIND =
      Pattern.compile("(?is).*[:\\s](\\d{1,5})\\b.*address already in use.*");

  private Taken() {}

  /** Whether a program ended because a port that it wanted was another's, as it said itself. */
  static Optional<Diagnosis> at(Makers makers, Container container, String said) {
    Matcher port = BIND.matcher(said);
    Optional<String> netns = container.formerSandbox().map(Sandbox::netns);
    if (!port.matches() || netns.isEmpty() || !makers.lab().namespaces().contains(netns.get())) {
      return Optional.empty();
    }
    int number = Integer.parseInt(port.group(1));
    Optional<Container> owner =
        makers.lab().engine().containers().stream()
            .filter(c -> c.sandbox().map(Sandbox::netns).equals(netns))
            .findFirst();
    return owner.map(
        o ->
            Diagnosis.of(Cause.PORT_TAKEN, container.name(), number, o.name())
                .by(makers.of(o))
                .or(Remedy.onHost("docker stop " + o.name(), "docker start " + container.name())));
  }

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
                        "docker stop " + owner.name(), "docker start " + container.name())));
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
