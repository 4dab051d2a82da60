package passerelle.sim.userland.net;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.capture.Services;
import passerelle.sim.process.Process;

/**
 * The names of ports as a process finds them in /etc/services: Debian's on a machine of the lab,
 * none in a container, whose images leave the file out.
 */
public final class ServiceNames {
  private final boolean known;

  public ServiceNames(Process self) {
    known = self.pid() == self.hostPid();
  }

  /** The name of a port. */
  public Optional<String> name(int port, String protocol) {
    return known ? Services.debian().name(port, protocol) : Optional.empty();
  }

  /** The port of a name. */
  public OptionalInt port(String name, String protocol) {
    return known ? Services.debian().port(name, protocol) : OptionalInt.empty();
  }
}
