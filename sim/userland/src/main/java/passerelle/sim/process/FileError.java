package passerelle.sim.process;

import java.io.IOException;
import passerelle.kernel.CLibrary;
import passerelle.kernel.Errno;

/** A file operation failed; {@link CLibrary} has the words for it. */
public final class FileError extends IOException {
  private final Errno errno;

  /** A failure of that kind. */
  public FileError(Errno errno) {
    super(errno.text());
    this.errno = errno;
  }

  /** Where it happened is of no interest: it is an answer, and most are expected. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** Which failure. */
  public Errno errno() {
    return errno;
  }
}
