package passerelle.driver;

import java.util.Optional;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.network.Endpoint;
import passerelle.network.Sandbox;

/**
 * Engine 26.1: both ends are made in the host's namespace, where each takes an interface index;
 * then one moves into the sandbox and keeps its index there.
 */
public final class Veth26 implements VethLayout {
  @Override
  public Plan lay(Endpoint endpoint, Sandbox sandbox, String hostNetns, int mtu) {
    String outside = endpoint.hostDevice();
    String temporary = temporaryName(endpoint);
    return new Plan.Builder()
        .add(
            KernelOp.AddLink.veth(
                hostNetns, outside, Optional.empty(), mtu, 0, hostNetns, temporary, endpoint.mac()),
            "veth.add",
            outside)
        .add(
            new KernelOp.MoveLink(hostNetns, temporary, sandbox.netns(), endpoint.device()),
            "veth.move",
            endpoint.device())
        .build();
  }

  @Override
  public Plan remove(Endpoint endpoint, Sandbox sandbox, String hostNetns) {
    return removeFromHost(endpoint, sandbox, hostNetns);
  }

  /** libnetwork/osl/interface_linux.go:RemoveInterface, then the bridge driver's DeleteEndpoint. */
  static Plan removeFromHost(Endpoint endpoint, Sandbox sandbox, String hostNetns) {
    String temporary = temporaryName(endpoint);
    return new Plan.Builder()
        .add(
            new KernelOp.SetUp(sandbox.netns(), endpoint.device(), false),
            "veth.down",
            endpoint.device())
        .add(
            new KernelOp.MoveLink(sandbox.netns(), endpoint.device(), hostNetns, temporary),
            "veth.back",
            endpoint.device())
        .add(
            new KernelOp.DeleteLink(hostNetns, endpoint.hostDevice()),
            "veth.delete",
            endpoint.hostDevice())
        .build();
  }

  /** The name that the sandbox's end has in the host's namespace. */
  public static String temporaryName(Endpoint endpoint) {
    return "veth" + endpoint.id().substring(0, 7);
  }

  @Override
  public boolean reusesNames() {
    return false;
  }
}
