package passerelle.cli.why.engine;

import java.util.Optional;
import java.util.stream.Stream;
import passerelle.cli.why.cause.Attempt;
import passerelle.engine.Container;
import passerelle.network.PortBinding;

/** Published ports as they were asked for, by {@code -p}. */
public final class Bindings {
  /** Holds the published ports on the host. */
  public static final String PROXY = "docker-proxy";

  private Bindings() {}

  /** By which a container asked for a port of the host. */
  public static Optional<PortBinding> of(Container container, int hostPort, String protocol) {
    return container.spec().ports().bindings().stream()
        .filter(b -> b.protocol().equals(protocol))
        .filter(b -> b.firstHostPort() <= hostPort && hostPort <= b.lastHostPort())
        .findFirst();
  }

  /** A binding with some of its parts changed, as it is typed. */
  public static String text(PortBinding old, String address, Object hostPort, int containerPort) {
    return (address.isEmpty() ? "" : address + ":")
        + hostPort
        + ":"
        + containerPort
        + (old.protocol().equals("tcp") ? "" : "/" + old.protocol());
  }

  /** The containers that asked for the port in question, whether they run or not. */
  public static Stream<Container> wanting(Attempt attempt) {
    return attempt.lab().engine().containers().stream()
        .filter(c -> of(c, attempt.question().port(), attempt.question().transport()).isPresent());
  }
}
