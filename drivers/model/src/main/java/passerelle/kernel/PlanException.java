package passerelle.kernel;

import passerelle.kernel.op.KernelOp;

/** A plan that failed; nothing of it is left applied. */
public final class PlanException extends Exception {
  private final transient KernelOp operation;
  private final Errno errno;

  public PlanException(KernelOp operation, KernelException cause) {
    super(cause.getMessage(), cause);
    this.operation = operation;
    this.errno = cause.errno();
  }

  /** The operation that the kernel refused. */
  public KernelOp operation() {
    return operation;
  }

  public Errno errno() {
    return errno;
  }
}
