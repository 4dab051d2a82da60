package passerelle.driver;

import java.util.Optional;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.network.Endpoint;
import passerelle.network.Sandbox;

/**
 * Engine 28.5: the sandbox's end is made right in the sandbox, where it takes an index of that
 * namespace.
 */
public final class Veth28 implements VethLayout {
  @Override
  public Plan lay(Endpoint endpoint, Sandbox sandbox, String hostNetns, int mtu) {
    return new Plan.Builder()
        .add(
            KernelOp.AddLink.veth(
                hostNetns,
                endpoint.hostDevice(),
                Optional.empty(),
                mtu,
                0,
                sandbox.netns(),
                endpoint.device(),
                endpoint.mac()),
            "veth.add.inside",
            endpoint.hostDevice(),
            endpoint.device())
        .build();
  }

  @Override
  public Plan remove(Endpoint endpoint, Sandbox sandbox, String hostNetns) {
    return Veth26.removeFromHost(endpoint, sandbox, hostNetns);
  }

  @Override
  public Plan announce(Endpoint endpoint, Sandbox sandbox) {
    Plan.Builder plan = new Plan.Builder();
    endpoint
        .address()
        .filter(address -> endpoint.network().options().announcement().count() > 0)
        .ifPresent(
            address ->
                plan.add(
                    new KernelOp.AnnounceAddress(sandbox.netns(), endpoint.device(), address),
                    "veth.announce",
                    address));
    return plan.build();
  }

  @Override
  public boolean reusesNames() {
    return true;
  }
}
