package passerelle.driver;

import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.Why;
import passerelle.network.Sandbox;

/**
 * Driver {@code null}, network {@code none}: a namespace with its loopback interface and nothing
 * else (libnetwork/drivers/null).
 */
public final class NoneDriver implements NetworkDriver {
  @Override
  public String type() {
    return "null";
  }

  @Override
  public boolean isSpecial() {
    return true;
  }

  @Override
  public Plan openSandbox(Sandbox sandbox) {
    return Plan.of(new KernelOp.AddNetns(sandbox.netns()), Why.of("sandbox.open.none"));
  }
}
