package passerelle.sim.userland.tool;

import passerelle.kernel.CLibrary;
import passerelle.kernel.KernelException;

/** Ends a tool with a message on standard error and an exit status. */
public final class ToolFailure extends Exception {
  private final int status;

  /**
   * A failure.
   *
   * @param status the exit status, 0 to 255
   * @param message what goes to standard error, line ends included; empty for nothing
   */
  public ToolFailure(int status, String message) {
    super(message);
    this.status = status;
  }

  /** A netlink request that the kernel refused, as iproute2 reports it. */
  public static ToolFailure netlink(KernelException refused) {
    return netlink(2, refused);
  }

  /** The same with another exit status. */
  public static ToolFailure netlink(int status, KernelException refused) {
    ToolFailure failure = new ToolFailure(status, refused.iproute2Line() + "\n");
    failure.initCause(refused);
    return failure;
  }

  /** What goes to standard error of a process that is linked with a C library. */
  public String text(CLibrary library) {
    boolean worded = getCause() instanceof KernelException refused && !refused.isExtended();
    return worded
        ? "RTNETLINK answers: " + library.strerror((KernelException) getCause()) + "\n"
        : getMessage();
  }

  /** An option or feature that is real but not part of the simulation. */
  public static ToolFailure notModelled(String tool, String what) {
    return new ToolFailure(2, tool + ": Passerelle does not model " + what + "\n");
  }

  public int status() {
    return status;
  }
}
