package passerelle.kernel.op;

/** A change of addresses or routes. */
public sealed interface IpOp extends KernelOp
    permits KernelOp.AddAddress, KernelOp.DeleteAddress, KernelOp.AddRoute, KernelOp.DeleteRoute {
  @Override
  default <R, E extends Exception> R accept(KernelOp.Visitor<R, E> visitor) throws E {
    return visitor.ip(this);
  }

  /** Calls the visitor's method for this operation. */
  <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E;

  /** Does something for each of them. */
  interface Visitor<R, E extends Exception> {
    R addAddress(KernelOp.AddAddress op) throws E;

    R deleteAddress(KernelOp.DeleteAddress op) throws E;

    R addRoute(KernelOp.AddRoute op) throws E;

    R deleteRoute(KernelOp.DeleteRoute op) throws E;
  }
}
