package passerelle.kernel;

import java.util.List;
import java.util.function.Predicate;

/**
 * The files of a space, as who is outside of it handles them: dockerd and {@code docker cp}. They
 * are there before the space's first process and after its last. Paths are absolute, without dots
 * and without a slash last.
 */
public interface FileTree {

  /** What a path leads to. */
  enum Kind {
    NOTHING,
    FILE,
    DIRECTORY
  }

  /** What a path leads to, mounts included. */
  Kind kind(String path);

  /** The names in a directory, sorted by their bytes. */
  List<String> list(String path) throws KernelException;

  /** The contents of a file. */
  byte[] read(String path) throws KernelException;

  /** Whether a file may be run. */
  boolean isExecutable(String path);

  /** Replaces the contents of a file, or makes one in a directory that is there. */
  void write(String path, byte[] contents, boolean executable) throws KernelException;

  /**
   * Opens a file to add to it, as a user's process does; it is made if it is not there.
   *
   * @throws KernelException EROFS, EACCES and the like, as open(2) tells
   */
  OpenFile append(String path, int uid) throws KernelException;

  /** A file that is open, whatever becomes of its name. */
  interface OpenFile {
    /**
     * Adds to it.
     *
     * @throws KernelException ENOSPC and the like, as write(2) tells
     */
    void write(byte[] more) throws KernelException;
  }

  /** Makes a directory with all above it, as far as they are not there ({@code mkdir -p}). */
  void makeDirectories(String path) throws KernelException;

  /** Removes a file, or a directory with all below it. */
  void remove(String path) throws KernelException;

  /**
   * Lets a path lead to a file or directory of another tree ({@code mount --bind}). The path comes
   * into being if there is nothing.
   *
   * @throws KernelException EXDEV where the kernel cannot have the other's files here
   */
  void bind(String path, FileTree other, String source, boolean readOnly) throws KernelException;

  /** Makes all of it a file system in memory, which is mounted by its directory {@code root}. */
  void makeTmpfs(String root, Tmpfs options) throws KernelException;

  /** Takes all binds back. */
  void unbind();

  /** All that is there now is an image's; what is written from now on is a layer over it. */
  void seal(String image);

  /**
   * Has the files of an image below what is written, once they were {@link #seal sealed} anywhere
   * and are still in use.
   *
   * @return false when they have to be written here first
   */
  boolean standOn(String image);

  /** Processes can write nothing of it from now on, but for what is bound into it and /dev. */
  void protect();

  /**
   * How the layer differs from the image, by path: a directory is changed when something in it is.
   *
   * @param aside paths that do not count
   */
  List<Change> changes(Predicate<String> aside);

  /** Octets in the files of the layer, some paths aside. */
  long written(Predicate<String> aside);

  /** One difference. */
  record Change(Kind kind, String path) {
    /** What has happened to a path. */
    public enum Kind {
      ADDED,
      CHANGED,
      DELETED
    }
  }

  /** The same for a daemon, whose own writing is nobody's doing: no change that could be undone. */
  default FileTree ofDaemon() {
    return this;
  }
}
