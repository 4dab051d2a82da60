package passerelle.sim.process;

import java.io.IOException;

/** A file operation failed; the message is the C library's ({@code strerror(3)}). */
public final class FileError extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** The error numbers that files give. */
  public enum Reason {
    /** Operation not permitted. */
    EPERM("Operation not permitted"),
    /** Nothing has that name. */
    ENOENT("No such file or directory"),
    /** A file system is mounted there. */
    EBUSY("Device or resource busy"),
    /** A write that the file refuses. */
    EACCES("Permission denied"),
    /** The name is taken. */
    EEXIST("File exists"),
    /** Another file system. */
    EXDEV("Invalid cross-device link"),
    /** Symbolic links that lead nowhere but to each other. */
    ELOOP("Too many levels of symbolic links"),
    /** A part of the path is a file. */
    ENOTDIR("Not a directory"),
    /** A file was wanted. */
    EISDIR("Is a directory"),
    /** A value that a file of /proc refuses. */
    EINVAL("Invalid argument"),
    /** The file system is read-only. */
    EROFS("Read-only file system"),
    /** The disk is full. */
    ENOSPC("No space left on device"),
    /** The directory has entries. */
    ENOTEMPTY("Directory not empty"),
    /** More than can be taken out of the lab at once. */
    EFBIG("File too large"),
    /** A file of /proc that has nothing behind it. */
    EIO("Input/output error");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** As {@code strerror} says it. */
    public String text() {
      return text;
    }
  }

  /** A failure of that kind. */
  public FileError(Reason reason) {
    super(reason.text());
    this.reason = reason;
  }

  /** Which failure. */
  public Reason reason() {
    return reason;
  }
}
