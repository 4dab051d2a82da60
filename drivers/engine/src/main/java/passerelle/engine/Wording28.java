package passerelle.engine;

import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.network.Endpoint;
import passerelle.network.EndpointOptions;
import passerelle.network.Network;

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
