package passerelle.engine;

import java.util.ArrayDeque;
import passerelle.kernel.FileTree;

/** Paths of files, as text. */
public final class Paths {
  private Paths() {}

  /** An absolute path without dots and without a slash last (path.Clean); others stay. */
  public static String clean(String path) {
    if (!path.startsWith("/")) {
      return path;
    }
    ArrayDeque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /** The directory that an absolute path is in. */
  public static String parent(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }

  /**
   * The first part of an absolute path that is not there, as lstat(2) of one after the other meets
   * it.
   */
  public static String firstMissing(FileTree files, String path) {
    String above = parent(path);
    boolean there = files.kind(above) != FileTree.Kind.NOTHING;
    return there || above.equals(path) ? path : firstMissing(files, above);
  }

  /** As filepath.Dir has it of what was typed. */
  public static String typedParent(String path) {
    String clean = path.startsWith("/") ? clean(path) : path.replaceFirst("/+$", "");
    int slash = clean.lastIndexOf('/');
    return slash < 0 ? "." : clean.substring(0, Math.max(1, slash));
  }
}
