package passerelle.engine;

import java.util.ArrayDeque;

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
}
