package passerelle.driver;

import passerelle.kernel.op.Plan;
import passerelle.network.Sandbox;

/**
 * Driver {@code host}: the container's processes run in the host's own namespace, so there is
 * nothing to do (libnetwork/drivers/host).
 */
public final class HostDriver implements NetworkDriver {
  @Override
  public String type() {
    return "host";
  }

  @Override
  public boolean isSpecial() {
    return true;
  }

  @Override
  public Plan openSandbox(Sandbox sandbox) {
    return Plan.EMPTY;
  }

  @Override
  public Plan closeSandbox(Sandbox sandbox) {
    return Plan.EMPTY;
  }
}
