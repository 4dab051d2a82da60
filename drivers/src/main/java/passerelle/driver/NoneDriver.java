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
  public Plan openSandbox(Sandbox sandbox) {
    return Plan.of(new KernelOp.AddNetns(sandbox.netns()), Why.of("sandbox.open.none"));
  }

  @Override
  public Plan closeSandbox(Sandbox sandbox) {
    return Plan.of(new KernelOp.DeleteNetns(sandbox.netns()), Why.of("sandbox.close"));
  }
}
