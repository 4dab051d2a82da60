package passerelle.real.sys;

import com.sun.jna.LastErrorException;
import java.util.Arrays;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;

/** Errors of system calls as the port's. */
public final class SystemCall {
  private SystemCall() {}

  /** A call that fails with errno. */
  @FunctionalInterface
  public interface Call<T> {
    T run() throws LastErrorException;
  }

  /**
   * The result of a call.
   *
   * @throws KernelException with the error number, where it is one that Passerelle knows; otherwise
   *     EINVAL with the C library's words
   */
  public static <T> T check(Call<T> call) throws KernelException {
    try {
      return call.run();
    } catch (LastErrorException e) {
      throw failure(e.getErrorCode());
    }
  }

  /** The exception for an error number of Linux. */
  public static KernelException failure(int errno) {
    return errno(errno)
        .map(KernelException::new)
        .orElseGet(() -> new KernelException(Errno.EINVAL, "error number " + errno));
  }

  /** The error of a number, if Passerelle knows it. */
  public static Optional<Errno> errno(int number) {
    return Arrays.stream(Errno.values()).filter(e -> e.number() == number).findFirst();
  }
}
