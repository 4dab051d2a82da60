package passerelle.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.kernel.Errno;
import passerelle.network.Endpoint;
import passerelle.network.EndpointOptions;
import passerelle.network.Network;
import passerelle.network.PortMapping;

/** Engine 28.5. */
class Wording28 implements Wording {
  @Override
  public EngineVersion version() {
    return EngineVersion.V28_5;
  }

  @Override
  public String sandboxFailed(String reason) {
    return reason;
  }

  @Override
  public String bindFailed(PortMapping mapping, Errno errno) {
    return "failed to bind host port for " + mapping + ": " + Wording26.lower(errno);
  }

  @Override
  public String networkInUse(Network network) {
    String endpoints =
        network.endpoints().values().stream()
            .map(Wording28::endpoint)
            .collect(Collectors.joining(", "));
    return "error while removing network: network "
        + network.name()
        + (" has active endpoints (" + endpoints + ")");
  }

  private static String endpoint(Endpoint endpoint) {
    String name = endpoint.containerName();
    return "name:\"" + name + "\" id:\"" + endpoint.id().substring(0, 12) + "\"";
  }

  @Override
  public String joinStopped(Container owner) {
    return "cannot join network namespace of a non running container: container "
        + (owner.name() + " is " + owner.status().label());
  }

  @Override
  public List<String> ipv6Hosts() {
    return List.of("fe00::\tip6-localnet", "ff00::\tip6-mcastprefix");
  }

  /** api/server/router/container/container_routes.go:handleSysctlBC. */
  @Override
  public Optional<String> sysctlRefused(String key) {
    return key.matches("net\\.[^.]*\\.[^.]*\\.eth[^.]*\\..*")
        ? Optional.of(
            ("interface specific sysctl setting \""
                    + key
                    + "\" must be supplied using driver option '")
                + (EndpointOptions.SYSCTLS + "'"))
        : Optional.empty();
  }
}
