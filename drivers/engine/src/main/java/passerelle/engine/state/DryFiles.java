package passerelle.engine.state;

import java.util.List;
import java.util.function.Predicate;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.kernel.Tmpfs;

/** Files for a rehearsal: they can be looked at, and whatever is written goes nowhere. */
record DryFiles(FileTree real) implements FileTree {
  @Override
  public Kind kind(String path) {
    return real.kind(path);
  }

  @Override
  public List<String> list(String path) throws KernelException {
    return real.list(path);
  }

  @Override
  public byte[] read(String path) throws KernelException {
    return real.read(path);
  }

  @Override
  public boolean isExecutable(String path) {
    return real.isExecutable(path);
  }

  @Override
  public void write(String path, byte[] contents, boolean executable) {
    // As said above.
  }

  @Override
  public OpenFile append(String path, int uid) {
    return more -> {};
  }

  @Override
  public void makeDirectories(String path) {
    // As said above.
  }

  @Override
  public void remove(String path) {
    // As said above.
  }

  @Override
  public void bind(String path, FileTree other, String source, boolean readOnly) {
    // As said above.
  }

  @Override
  public void makeTmpfs(String root, Tmpfs options) {
    // As said above.
  }

  @Override
  public void unbind() {
    // As said above.
  }

  @Override
  public void seal(String image) {
    // As said above.
  }

  @Override
  public boolean standOn(String image) {
    return true;
  }

  @Override
  public void protect() {
    // As said above.
  }

  @Override
  public List<Change> changes(Predicate<String> aside) {
    return real.changes(aside);
  }

  @Override
  public long written(Predicate<String> aside) {
    return real.written(aside);
  }
}
