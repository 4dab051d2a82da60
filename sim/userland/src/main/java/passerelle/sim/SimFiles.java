package passerelle.sim;

import java.util.List;
import java.util.function.Predicate;
import passerelle.kernel.Errno;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.kernel.Tmpfs;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Sink;

/**
 * The files of a space for who is outside of it.
 *
 * @param isDaemon what is written counts as no change
 */
public record SimFiles(FileSystem files, boolean isDaemon) implements FileTree {
  private static final int EXECUTE = 0111;

  /** For a person. */
  public SimFiles(FileSystem files) {
    this(files, false);
  }

  @Override
  public FileTree ofDaemon() {
    return new SimFiles(files, true);
  }

  @Override
  public Kind kind(String path) {
    if (files.isDirectory(path)) {
      return Kind.DIRECTORY;
    }
    return files.isFile(path) ? Kind.FILE : Kind.NOTHING;
  }

  @Override
  public List<String> list(String path) throws KernelException {
    return tried(() -> files.list(path));
  }

  @Override
  public byte[] read(String path) throws KernelException {
    return tried(() -> files.read(path));
  }

  @Override
  public boolean isExecutable(String path) {
    return files.isExecutable(path);
  }

  @Override
  public void write(String path, byte[] contents, boolean executable) throws KernelException {
    tried(
        () -> {
          files.write(path, contents);
          int made = files.mode(path);
          int mode = executable ? made | EXECUTE : made & ~EXECUTE;
          if (mode != made) {
            files.setMode(path, mode);
          }
          return path;
        });
  }

  @Override
  public OpenFile append(String path, int uid) throws KernelException {
    Sink sink = tried(() -> files.as(uid).openForWriting(path, true));
    return more -> {
      sink.write(more);
      if (sink.failure().isPresent()) {
        throw new KernelException(sink.failure().get().errno());
      }
    };
  }

  @Override
  public void makeDirectories(String path) throws KernelException {
    if (files.isDirectory(path)) {
      return;
    }
    makeDirectories(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
    tried(
        () -> {
          files.makeDirectory(path);
          return path;
        });
  }

  @Override
  public void remove(String path) throws KernelException {
    if (files.isDirectory(path) && !files.isLink(path)) {
      for (String name : list(path)) {
        remove(FileSystem.resolve(path, name));
      }
    }
    tried(
        () -> {
          files.remove(path);
          return path;
        });
  }

  @Override
  public void bind(String path, FileTree other, String source, boolean readOnly)
      throws KernelException {
    if (!(other instanceof SimFiles simulated)) {
      throw new KernelException(Errno.EXDEV);
    }
    files.bind(path, simulated.files, source, readOnly);
  }

  @Override
  public void makeTmpfs(String root, Tmpfs options) throws KernelException {
    tried(
        () -> {
          files.makeTmpfs(root, options);
          return root;
        });
  }

  @Override
  public void unbind() {
    files.unbind();
  }

  @Override
  public void seal(String image) {
    files.seal(image);
  }

  @Override
  public boolean standOn(String image) {
    return files.standOn(image);
  }

  @Override
  public void protect() {
    files.protect();
  }

  @Override
  public List<Change> changes(Predicate<String> aside) {
    return files.changes(aside);
  }

  @Override
  public long written(Predicate<String> aside) {
    return files.written(aside);
  }

  private interface Action<T> {
    T run() throws FileError;
  }

  private <T> T tried(Action<T> action) throws KernelException {
    long before = files.changes();
    try {
      return action.run();
    } catch (FileError e) {
      throw new KernelException(e.errno());
    } finally {
      if (isDaemon) {
        files.forgetChangesSince(before);
      }
    }
  }
}
