package passerelle.sim.process;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.kernel.Errno;
import passerelle.kernel.FileTree;
import passerelle.kernel.Tmpfs;
import passerelle.sim.netns.Netns;
import passerelle.text.ByteText;

/**
 * The files of one place, in memory: a tree, subtrees that others provide ({@link #mount}), and
 * symbolic links, which every operation follows unless it says otherwise ({@code fs/namei.c}). All
 * paths are absolute; {@link #resolve} makes one so.
 */
public final class FileSystem {
  private static final int EXECUTE = 0111;
  private static final int USUAL_MASK = 022;

  /** That of a machine of the lab, in octets. */
  private static final long MEMORY = 4L << 30;

  private final MountTree tree;
  private final Optional<Process> reader;
  private final PathWalk walk;

  private FileSystem(MountTree tree, Optional<Process> reader) {
    this.tree = tree;
    this.reader = reader;
    walk = new PathWalk(tree, reader);
  }

  /** The usual directories and nothing in them, on a disk of their own. */
  public FileSystem() {
    this(new Disk());
  }

  /** The usual directories and nothing in them. */
  public FileSystem(Disk disk) {
    this(new MountTree(new OverlayFiles(disk)), Optional.empty());
  }

  /** Whether a path is a place or below it; both end without a slash. */
  public static boolean isWithin(String path, String place) {
    int length = place.length();
    return path.startsWith(place) && (path.length() == length || path.charAt(length) == '/');
  }

  /**
   * Makes an absolute path of {@code path}, seen from {@code directory}: no dots, no slash last.
   */
  public static String resolve(String directory, String path) {
    ArrayDeque<String> parts = new ArrayDeque<>();
    String whole = path.startsWith("/") ? path : directory + "/" + path;
    for (String part : whole.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /**
   * The same files with mounts of their own, at first the same ones: another mount namespace
   * ({@code unshare(2)} with CLONE_NEWNS).
   */
  public FileSystem view() {
    return new FileSystem(tree.view(), reader);
  }

  /** The same files as a process has them: with its rights, and its {@code /proc/self}. */
  FileSystem of(Process process) {
    return new FileSystem(tree.forUser(process.user().uid()), Optional.of(process));
  }

  /** The same files with a user's rights. */
  public FileSystem as(int uid) {
    return new FileSystem(tree.forUser(uid), reader);
  }

  /** What all views of the same files have in common, and no others: to be compared by identity. */
  public Object identity() {
    return tree.nodes();
  }

  /**
   * A number that grows whenever a file or directory is made, opened for writing, removed or given
   * other rights.
   */
  public long changes() {
    return tree.nodes().touches();
  }

  /** What was changed since {@link #changes} was that number is not counted. */
  public void forgetChangesSince(long number) {
    tree.nodes().forgetTouchesSince(number);
  }

  /** Where a path leads in the end, with all links followed; ELOOP, or ENOENT in between. */
  public String realPath(String path) throws FileError {
    return walk.to(path, true);
  }

  /** The same, but a link at the end stays what it is ({@code O_NOFOLLOW}). */
  private String nameOf(String path) throws FileError {
    return walk.to(path, false);
  }

  private Optional<String> followed(String path) {
    return walk.followed(path);
  }

  /** Puts provided files at a path, which becomes a directory. */
  public void mount(String path, VirtualFiles provider) {
    tree.mount(path, provider);
  }

  /** Lets a path lead to a file or directory of another file system. */
  public void bind(String path, FileSystem other, String source, boolean readOnly) {
    String there = other.followed(source).orElse(source);
    tree.bind(followed(path).orElse(path), other.tree, there, readOnly);
  }

  /** Where another file system has what is bound at a path or above it; empty for one's own. */
  public Optional<String> boundFrom(String path) {
    return tree.boundFrom(followed(path).orElse(path));
  }

  /** Takes all binds back. */
  public void unbind() {
    tree.unbind();
  }

  /** Mounts a network namespace on a file, so that it is kept ({@code mount --bind}). */
  public void mountNamespace(String path, Netns netns) throws FileError {
    String file = realPath(path);
    if (!tree.isFile(file)) {
      throw new FileError(tree.exists(file) ? Errno.EISDIR : Errno.ENOENT);
    }
    tree.nodes().put(file, new Inode.Namespace(netns));
    tree.nodes().touch();
  }

  /** Takes the mount on a file or directory back; EINVAL where there is none. */
  public void unmount(String path) throws FileError {
    String place = realPath(path);
    if (tree.nodes().inode(place, Inode.Namespace.class).isPresent()) {
      tree.nodes().putFile(place);
      tree.nodes().touch();
    } else if (!tree.unbind(place)) {
      throw new FileError(tree.exists(place) ? Errno.EINVAL : Errno.ENOENT);
    }
  }

  /** The network namespace that a file stands for: mounted there, or one of {@code /proc/PID}. */
  public Optional<Netns> namespace(String path) {
    return followed(path).flatMap(tree::namespace);
  }

  /** All network namespaces that are mounted on files. */
  public List<Netns> mountedNamespaces() {
    return tree.nodes().namespaces();
  }

  /** Whether there is a file or directory. */
  public boolean exists(String path) {
    return isDirectory(path) || isFile(path);
  }

  /** Whether there is a directory. */
  public boolean isDirectory(String path) {
    return followed(path).filter(tree::isDirectory).isPresent();
  }

  /** Whether there is a file. */
  public boolean isFile(String path) {
    return followed(path)
        .filter(real -> tree.isFile(real) || tree.namespace(real).isPresent())
        .isPresent();
  }

  /** Where a symbolic link leads, as it was given; empty for what is none. */
  public Optional<String> readLink(String path) {
    try {
      return tree.readLink(nameOf(path), reader);
    } catch (FileError loop) {
      return Optional.empty();
    }
  }

  /** Whether there is a symbolic link, wherever it leads. */
  public boolean isLink(String path) {
    return readLink(path).isPresent();
  }

  /** The device that a path leads to. */
  public Optional<Device> device(String path) {
    return followed(path).flatMap(tree::device);
  }

  /** Makes all of it a file system in memory, which is mounted by its directory {@code root}. */
  public void makeTmpfs(String root, Tmpfs options) throws FileError {
    tree.nodes().limit(options.size() > 0 ? options.size() : MEMORY / 2);
    tree.setMode(root, options.mode());
    tree.chown(root, options.uid());
  }

  /** Whether a path leads into one, which keeps no blocks of directories. */
  public boolean isInMemory(String path) {
    return followed(path).filter(tree::isInMemory).isPresent();
  }

  /** What is mounted here, by where. */
  public Map<String, Mounted> mounted() {
    return tree.mounted();
  }

  /** The names in a directory, sorted by their bytes. */
  public List<String> list(String path) throws FileError {
    return tree.list(realPath(path), reader);
  }

  /** The names in a directory as tmpfs has them: what was made last comes first. */
  public List<String> listLatestFirst(String path) throws FileError {
    String real = realPath(path);
    return tree.list(real, reader).stream()
        .sorted((a, b) -> Long.compare(birth(real, b), birth(real, a)))
        .toList();
  }

  private long birth(String directory, String name) {
    return tree.nodes().birth(directory + "/" + name);
  }

  /** The contents of a file. */
  public byte[] read(String path) throws FileError {
    return tree.read(realPath(path), reader);
  }

  /** The contents of a file, read as UTF-8. */
  public String readText(String path) throws FileError {
    return ByteText.decode(read(path));
  }

  /** The same of a file that may not be there, or not be for this user: empty then. */
  public Optional<String> text(String path) {
    try {
      return Optional.of(readText(path));
    } catch (FileError unread) {
      return Optional.empty();
    }
  }

  /** The names in a directory, sorted by their bytes; none if it cannot be read. */
  public List<String> names(String path) {
    try {
      return list(path);
    } catch (FileError unread) {
      return List.of();
    }
  }

  /** Replaces the contents of a file, or makes one. */
  public void write(String path, byte[] contents) throws FileError {
    String real = realPath(path);
    boolean made = !tree.exists(real);
    tree.write(real, contents);
    mask(made, real, 0666);
  }

  /** Replaces the contents of a file in UTF-8, or makes one. */
  public void writeText(String path, String text) throws FileError {
    write(path, ByteText.encode(text));
  }

  /** Opens a file for writing, made if it is not there; {@code append} keeps what it holds. */
  public Sink openForWriting(String path, boolean append) throws FileError {
    String real = realPath(path);
    boolean made = !tree.exists(real);
    Sink sink = tree.openForWriting(real, append);
    mask(made, real, 0666);
    return sink;
  }

  /** Whether a file may be run ({@code chmod +x}). */
  public boolean isExecutable(String path) {
    return isFile(path) && followed(path).filter(f -> (tree.mode(f) & EXECUTE) != 0).isPresent();
  }

  /** The permission bits of what a path leads to, set-id and sticky bits among them. */
  public int mode(String path) throws FileError {
    return tree.mode(realPath(path));
  }

  /**
   * Sets the permission bits ({@code chmod(2)}); of provided files it does nothing. EPERM for whom
   * the file is not.
   */
  public void setMode(String path, int mode) throws FileError {
    tree.setMode(realPath(path), mode);
  }

  /** The number of the user whose a file or link is. */
  public int owner(String path) throws FileError {
    return tree.owner(nameOf(path));
  }

  /** Gives a file to a user ({@code chown(2)}). */
  public void chown(String path, int uid) throws FileError {
    tree.chown(realPath(path), uid);
  }

  /** Makes a file with its directories, for who builds a place: nothing can be in the way. */
  public FileSystem with(String path, String text) {
    tree.with(followed(path).orElse(path), ByteText.encode(text));
    return this;
  }

  /** Makes one directory. */
  public void makeDirectory(String path) throws FileError {
    String name = nameOf(path);
    tree.make(name, new Inode.Directory());
    mask(true, name, 0777);
  }

  /** What a process makes lacks the bits of its umask. */
  private void mask(boolean made, String path, int mode) throws FileError {
    int umask = reader.map(process -> process.surroundings().umask()).orElse(USUAL_MASK);
    if (made && umask != USUAL_MASK) {
      tree.setMode(path, mode & ~umask);
    }
  }

  /**
   * Makes a symbolic link ({@code symlink(2)}).
   *
   * @param target where it is to lead, relative to its own directory or absolute; nothing needs to
   *     be there
   */
  public void makeLink(String path, String target) throws FileError {
    tree.make(nameOf(path), new Inode.Link(target));
  }

  /** Gives a file another name ({@code link(2)}); EPERM for a directory. */
  public void addName(String path, String existing) throws FileError {
    tree.make(nameOf(path), tree.file(realPath(existing)));
  }

  /** Removes a file, a link or an empty directory. */
  public void remove(String path) throws FileError {
    tree.remove(nameOf(path));
  }

  /** Gives the room of all files back: nobody will see them again. */
  public void discard() {
    tree.nodes().discard();
  }

  /** All that is there now is an image's, which others can stand on ({@link #standOn}). */
  public void seal(String image) {
    tree.nodes().seal(image);
  }

  /** Has the files of an image that was sealed; else it is false. */
  public boolean standOn(String image) {
    return tree.nodes().standOn(image);
  }

  /** Nothing can be written, made or removed any more, but below what is bound and in /dev. */
  public void protect() {
    tree.nodes().protect();
  }

  /** How the files differ from the image, some paths aside. */
  public List<FileTree.Change> changes(Predicate<String> aside) {
    return tree.nodes().changes(aside);
  }

  /** Octets in the files that are not the image's, some paths aside. */
  public long written(Predicate<String> aside) {
    return tree.nodes().written(aside);
  }
}
