package passerelle.engine.build;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import passerelle.engine.Paths;
import passerelle.engine.dockerfile.IgnoreRules;
import passerelle.image.ImageHistory;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.text.ByteText;

/**
 * Files that {@code COPY} takes from: the directory that is sent to the builder, or another stage.
 *
 * @param files where they are
 * @param root the directory
 * @param ignored what is not sent
 */
record BuildContext(FileTree files, String root, IgnoreRules ignored) {
  /** Octets that the description of a file takes on its way, its path aside. */
  private static final int DESCRIPTION = 19;

  private String absolute(String path) {
    return Paths.clean(root + "/" + path);
  }

  /** What a source of {@code COPY} is, as paths below the root; an asterisk may be many. */
  List<String> sources(String typed) throws KernelException {
    String path = Paths.clean("/" + typed).substring(1);
    if (path.isEmpty() || !path.matches(".*[*?].*")) {
      boolean there =
          files.kind(absolute(path)) != FileTree.Kind.NOTHING
              && (path.isEmpty() || !ignored.leavesOut(path));
      return there ? List.of(path) : List.of();
    }
    String above = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    List<String> found = new ArrayList<>();
    if (files.kind(absolute(above)) == FileTree.Kind.DIRECTORY) {
      for (String name : files.list(absolute(above))) {
        String each = above.isEmpty() ? name : above + "/" + name;
        if (IgnoreRules.fits(path, each) && !ignored.leavesOut(each)) {
          found.add(each);
        }
      }
    }
    return found;
  }

  boolean isDirectory(String path) {
    return files.kind(absolute(path)) == FileTree.Kind.DIRECTORY;
  }

  /** Copies a file, or what is in a directory. */
  void copy(String path, FileTree target, String to) throws KernelException {
    if (!isDirectory(path)) {
      target.makeDirectories(Paths.parent(to));
      target.write(to, files.read(absolute(path)), files.isExecutable(absolute(path)));
      return;
    }
    target.makeDirectories(to);
    for (String name : files.list(absolute(path))) {
      String below = path.isEmpty() ? name : path + "/" + name;
      if (!ignored.leavesOut(below)) {
        copy(below, target, (to.equals("/") ? "" : to) + "/" + name);
      }
    }
  }

  /** A text that is another one as soon as anything in a file or directory is. */
  String checksum(String path) throws KernelException {
    if (!isDirectory(path)) {
      String text = ByteText.decode(files.read(absolute(path)));
      return path + " " + files.isExecutable(absolute(path)) + " " + ImageHistory.checksum(text);
    }
    StringBuilder all = new StringBuilder(path);
    for (String name : new TreeSet<>(files.list(absolute(path)))) {
      String below = path.isEmpty() ? name : path + "/" + name;
      if (!ignored.leavesOut(below)) {
        all.append('\n').append(checksum(below));
      }
    }
    return ImageHistory.checksum(all.toString());
  }

  /** Octets that are sent of a file or a directory. */
  long transferred(String path) throws KernelException {
    long sum = DESCRIPTION + path.length();
    if (!isDirectory(path)) {
      return sum + files.read(absolute(path)).length;
    }
    for (String name : files.list(absolute(path))) {
      String below = path.isEmpty() ? name : path + "/" + name;
      sum += ignored.leavesOut(below) ? 0 : transferred(below);
    }
    return sum;
  }
}
