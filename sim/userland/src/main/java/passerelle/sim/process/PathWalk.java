package passerelle.sim.process;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.kernel.Errno;

/**
 * How a path leads to a file, over links (fs/namei.c).
 *
 * @param reader who walks, for the links of {@code /proc/self}
 */
record PathWalk(MountTree tree, Optional<Process> reader) {
  /** How many links one path may lead over ({@code MAXSYMLINKS}). */
  private static final int MOST_LINKS = 40;

  /** Links of /proc that lead to no path ({@code nd_jump_link}). */
  private static final Pattern MAGIC = Pattern.compile("[a-z_]+:\\[[0-9]+\\]");

  /**
   * Where a path leads ({@code link_path_walk}).
   *
   * @param last whether a link at its end is followed as well
   * @throws FileError ELOOP, or ENOENT in between
   */
  String to(String path, boolean last) throws FileError {
    Deque<String> todo = new ArrayDeque<>();
    Collections.addAll(todo, path.split("/"));
    String done = "";
    int links = 0;
    while (!todo.isEmpty()) {
      String part = todo.poll();
      if (part.equals("..")) {
        done = done.substring(0, Math.max(0, done.lastIndexOf('/')));
      } else if (!part.isEmpty() && !part.equals(".")) {
        String next = done + "/" + part;
        Optional<String> target =
            todo.isEmpty() && !last ? Optional.empty() : tree.readLink(next, reader);
        if (target.isPresent() && !MAGIC.matcher(target.get()).matches()) {
          if (++links > MOST_LINKS) {
            throw new FileError(Errno.ELOOP);
          }
          done = target.get().startsWith("/") ? "" : done;
          String[] more = target.get().split("/");
          for (int i = more.length - 1; i >= 0; i--) {
            todo.addFirst(more[i]);
          }
        } else {
          done = next;
        }
      }
    }
    return done.isEmpty() ? "/" : done;
  }

  /** Where it leads in the end; empty for links in a circle. */
  Optional<String> followed(String path) {
    try {
      return Optional.of(to(path, true));
    } catch (FileError loop) {
      return Optional.empty();
    }
  }
}
