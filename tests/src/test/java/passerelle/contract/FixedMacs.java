package passerelle.contract;

import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.kernel.ForwardingKernel;
import passerelle.kernel.Kernel;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkSpec;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;

/**
 * A kernel that is told the hardware address of every veth, where it would have drawn one: after
 * the same plans, two such kernels have the same.
 */
final class FixedMacs extends ForwardingKernel {
  private long last = 0x02_fd_00_00_00_00L;

  FixedMacs(Kernel kernel) {
    super(kernel);
  }

  private Optional<MacAddress> fixed(Optional<MacAddress> asked) {
    return asked.or(() -> Optional.of(new MacAddress(++last)));
  }

  private LinkSpec fixed(LinkSpec link) {
    return new LinkSpec(link.name(), fixed(link.mac()), link.mtu(), link.txQueueLength());
  }

  private KernelOp fixed(KernelOp op) {
    return op instanceof KernelOp.AddLink add && add.kind() instanceof LinkKind.Veth veth
        ? new KernelOp.AddLink(
            add.netns(), fixed(add.link()), new LinkKind.Veth(veth.peerNetns(), fixed(veth.peer())))
        : op;
  }

  private void apply(Plan plan) throws PlanException {
    super.control()
        .apply(
            new Plan(
                plan.steps().stream().map(s -> new PlanStep(fixed(s.op()), s.why())).toList()));
  }

  @Override
  public Control control() {
    return this::apply;
  }
}
