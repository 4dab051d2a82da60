package passerelle.engine;

import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;

/**
 * The daemon's options about the names that containers know.
 *
 * @param dns {@code --dns}: servers for containers that name none
 * @param search {@code --dns-search}, likewise
 * @param options {@code --dns-opt}, likewise
 * @param hostGateway {@code --host-gateway-ip}: what {@code host-gateway} means in {@code
 *     --add-host}; without it the address of the default bridge
 */
public record NameSettings(
    List<IpAddress> dns,
    List<String> search,
    List<String> options,
    Optional<IpAddress> hostGateway) {

  /** What dockerd does without options. */
  public static final NameSettings USUAL =
      new NameSettings(List.of(), List.of(), List.of(), Optional.empty());
}
