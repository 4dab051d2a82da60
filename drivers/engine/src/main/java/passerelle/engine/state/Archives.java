package passerelle.engine.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import passerelle.archive.Tar;
import passerelle.engine.EngineException;
import passerelle.engine.Paths;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;

/** Trees of files as archives, and the way back (pkg/archive). */
public final class Archives {
  private Archives() {}

  /**
   * What is at a path, under a name.
   *
   * @param name with which all names in the archive begin; empty for what is in a directory alone
   * @param aside directories of whose contents nothing is taken
   */
  public static List<Tar.Entry> pack(
      FileTree files, String path, String name, Predicate<String> aside) throws KernelException {
    List<Tar.Entry> entries = new ArrayList<>();
    add(files, path, name, aside, entries);
    return entries;
  }

  private static void add(
      FileTree files, String path, String name, Predicate<String> aside, List<Tar.Entry> entries)
      throws KernelException {
    if (files.kind(path) != FileTree.Kind.DIRECTORY) {
      entries.add(new Tar.Entry(name, files.isExecutable(path), files.read(path), 0));
      return;
    }
    if (!name.isEmpty()) {
      entries.add(Tar.Entry.directory(name + "/"));
    }
    if (aside.test(path)) {
      return;
    }
    for (String child : files.list(path)) {
      String below = path.equals("/") ? "/" + child : path + "/" + child;
      add(files, below, name.isEmpty() ? child : name + "/" + child, aside, entries);
    }
  }

  /** Puts what an archive holds below a directory. */
  public static void unpack(List<Tar.Entry> entries, FileTree files, String directory)
      throws KernelException {
    for (Tar.Entry entry : entries) {
      String path = Paths.clean(directory + "/" + entry.name());
      if (entry.isDirectory()) {
        files.makeDirectories(path);
      } else {
        files.makeDirectories(Paths.parent(path));
        files.write(path, entry.contents(), entry.executable());
      }
    }
  }

  /** What an archive holds, or the daemon's refusal of what is none. */
  public static List<Tar.Entry> read(byte[] archive) throws EngineException {
    try {
      return Tar.read(archive);
    } catch (Tar.Malformed e) {
      throw EngineException.system(e.getMessage());
    }
  }
}
