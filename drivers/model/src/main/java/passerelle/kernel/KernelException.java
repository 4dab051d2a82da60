package passerelle.kernel;

/**
 * A system call or netlink request that failed. The message is what iproute2 prints behind {@code
 * RTNETLINK answers: } or {@code Error: }: the kernel's extended acknowledgment where it gives one,
 * otherwise the error number's text.
 */
public final class KernelException extends Exception {
  private final Errno errno;
  private final boolean extended;

  public KernelException(Errno errno) {
    super(errno.text());
    this.errno = errno;
    this.extended = false;
  }

  /** With an extended acknowledgment ({@code NL_SET_ERR_MSG}), without its final full stop. */
  public KernelException(Errno errno, String extendedAck) {
    super(extendedAck);
    this.errno = errno;
    this.extended = true;
  }

  public Errno errno() {
    return errno;
  }

  /** Whether the message is the kernel's own, not the error number's text. */
  public boolean isExtended() {
    return extended;
  }

  /** As iproute2 prints it on standard error, without line end. */
  public String iproute2Line() {
    return extended ? "Error: " + getMessage() + "." : "RTNETLINK answers: " + getMessage();
  }
}
