package passerelle.kernel.op;

/** A change of a device. */
public sealed interface LinkOp extends KernelOp
    permits KernelOp.AddLink,
        KernelOp.DeleteLink,
        KernelOp.MoveLink,
        KernelOp.SetUp,
        KernelOp.SetMaster,
        KernelOp.SetMtu,
        KernelOp.SetMac,
        KernelOp.SetHairpin {
  @Override
  default <R, E extends Exception> R accept(KernelOp.Visitor<R, E> visitor) throws E {
    return visitor.link(this);
  }

  /** Calls the visitor's method for this operation. */
  <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E;

  /** Does something for each of them. */
  interface Visitor<R, E extends Exception> {
    R addLink(KernelOp.AddLink op) throws E;

    R deleteLink(KernelOp.DeleteLink op) throws E;

    R moveLink(KernelOp.MoveLink op) throws E;

    R setUp(KernelOp.SetUp op) throws E;

    R setMaster(KernelOp.SetMaster op) throws E;

    R setMtu(KernelOp.SetMtu op) throws E;

    R setMac(KernelOp.SetMac op) throws E;

    R setHairpin(KernelOp.SetHairpin op) throws E;
  }
}
