package passerelle.engine.volume;

import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;

/** Copies files and directories from one tree to another. */
public final class FileCopy {
  private FileCopy() {}

  /** Makes {@code to} what {@code from} is; a directory that is there keeps what else it has. */
  public static void tree(FileTree source, String from, FileTree target, String to)
      throws KernelException {
    if (source.kind(from) == FileTree.Kind.DIRECTORY) {
      target.makeDirectories(to);
      inside(source, from, target, to);
    } else {
      target.write(to, source.read(from), source.isExecutable(from));
    }
  }

  /** Copies what is in a directory into another. */
  public static void inside(FileTree source, String from, FileTree target, String to)
      throws KernelException {
    for (String name : source.list(from)) {
      tree(source, below(from, name), target, below(to, name));
    }
  }

  private static String below(String directory, String name) {
    return directory.equals("/") ? "/" + name : directory + "/" + name;
  }
}
