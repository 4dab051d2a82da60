package passerelle.capture.print;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.capture.Services;

/** Names in place of numbers; asked only when {@code -n} is not given. */
public interface NameResolver {

  /** The name of an address, as gethostbyaddr(3) finds it. */
  Optional<String> host(IpAddress address);

  /** The name of a port over {@code tcp} or {@code udp}. */
  default Optional<String> port(int port, String protocol) {
    return Services.debian().name(port, protocol);
  }

  /** The name of the device with this index, for captures on {@code any}. */
  default Optional<String> device(int index) {
    return Optional.empty();
  }

  /** Knows services only. */
  static NameResolver servicesOnly() {
    return address -> Optional.empty();
  }
}
