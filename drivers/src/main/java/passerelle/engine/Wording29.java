package passerelle.engine;

import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.kernel.Errno;
import passerelle.network.Network;
import passerelle.network.PortMapping;

/** Engine 29.1: as 28.5 but for what stands here. */
final class Wording29 extends Wording28 {
  @Override
  public String bindFailed(PortMapping mapping, Errno errno) {
    return "failed to bind host port "
        + (mapping.hostText() + "/" + mapping.protocol() + ": ")
        + Wording26.lower(errno);
  }

  /** Subnets that the engine chose will do, too. */
  @Override
  public Optional<String> addressRefused(String text, Network network) {
    boolean inside =
        Ipv4Address.parse(text)
            .filter(address -> network.subnet().filter(s -> s.contains(address)).isPresent())
            .isPresent();
    return inside
        ? Optional.empty()
        : Optional.of("no configured subnet contains IP address " + text);
  }

  @Override
  public String aliasRefused() {
    return "network-scoped aliases are only supported for user-defined networks";
  }
}
