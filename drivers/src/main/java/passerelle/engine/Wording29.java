package passerelle.engine;

import passerelle.kernel.Errno;
import passerelle.network.PortMapping;

/** Engine 29.1: as 28.5 but for what stands here. */
final class Wording29 extends Wording28 {
  @Override
  public String bindFailed(PortMapping mapping, Errno errno) {
    return "failed to bind host port "
        + (mapping.hostText() + "/" + mapping.protocol() + ": ")
        + Wording26.lower(errno);
  }
}
