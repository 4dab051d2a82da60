package passerelle.sim.process;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import passerelle.sim.process.FileError.Reason;
import passerelle.text.ByteText;

/**
 * The files of one place, in memory: a tree, and subtrees that others provide ({@link #mount}). All
 * paths are absolute; {@link #resolve} makes one so.
 */
public final class FileSystem {
  private static final List<String> FIRST_DIRECTORIES =
      List.of("bin", "dev", "etc", "home", "proc", "proc/sys", "root", "run", "sbin", "sys");
  private static final List<String> MORE_DIRECTORIES =
      List.of("tmp", "usr", "usr/bin", "usr/sbin", "var", "var/log", "www");

  /** A directory maps to an empty value. */
  private final NavigableMap<String, Optional<Contents>> nodes;

  private final NavigableMap<String, VirtualFiles> mounts = new TreeMap<>();

  private final Disk disk;

  /** How often something was done to the files, by all views of them. */
  private final AtomicLong changes;

  private FileSystem(
      NavigableMap<String, Optional<Contents>> nodes, Disk disk, AtomicLong changes) {
    this.nodes = nodes;
    this.disk = disk;
    this.changes = changes;
  }

  /** The usual directories and nothing in them, on a disk of their own. */
  public FileSystem() {
    this(new Disk());
  }

  /** The usual directories and nothing in them. */
  public FileSystem(Disk disk) {
    this(new TreeMap<>(), disk, new AtomicLong());
    nodes.put("/", Optional.empty());
    FIRST_DIRECTORIES.forEach(name -> nodes.put("/" + name, Optional.empty()));
    MORE_DIRECTORIES.forEach(name -> nodes.put("/" + name, Optional.empty()));
    nodes.put("/dev/null", Optional.of(new Contents()));
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
    FileSystem view = new FileSystem(nodes, disk, changes);
    view.mounts.putAll(mounts);
    return view;
  }

  /** What all views of the same files have in common, and no others: to be compared by identity. */
  public Object identity() {
    return nodes;
  }

  /**
   * A number that grows whenever a file or directory is made, opened for writing, removed or given
   * other rights.
   */
  public long changes() {
    return changes.get();
  }

  /** Puts provided files at a path, which becomes a directory. */
  public void mount(String path, VirtualFiles provider) {
    makeParents(path);
    nodes.put(path, Optional.empty());
    mounts.put(path, provider);
  }

  /** Whether there is a file or directory. */
  public boolean exists(String path) {
    return isDirectory(path) || isFile(path);
  }

  /** Whether there is a directory. */
  public boolean isDirectory(String path) {
    Optional<Mounted> mounted = mounted(path);
    if (mounted.isPresent()) {
      return mounted.get().files().list(mounted.get().path()).isPresent();
    }
    Optional<Contents> node = nodes.get(path);
    return node != null && node.isEmpty();
  }

  /** Whether there is a file. */
  public boolean isFile(String path) {
    Optional<Mounted> mounted = mounted(path);
    if (mounted.isPresent()) {
      VirtualFiles files = mounted.get().files();
      String name = mounted.get().path();
      int slash = name.lastIndexOf('/');
      String parent = slash < 0 ? "" : name.substring(0, slash);
      return files.list(name).isEmpty()
          && files.list(parent).orElse(List.of()).contains(name.substring(slash + 1));
    }
    Optional<Contents> node = nodes.get(path);
    return node != null && node.isPresent();
  }

  /** The names in a directory, sorted by their bytes. */
  public List<String> list(String path) throws FileError {
    if (!isDirectory(path)) {
      throw new FileError(exists(path) ? Reason.ENOTDIR : Reason.ENOENT);
    }
    Optional<Mounted> mounted = mounted(path);
    if (mounted.isPresent()) {
      return mounted.get().files().list(mounted.get().path()).orElse(List.of());
    }
    String prefix = path.equals("/") ? "/" : path + "/";
    List<String> names = new ArrayList<>();
    for (String inner : nodes.tailMap(prefix, false).keySet()) {
      if (!inner.startsWith(prefix)) {
        break;
      }
      if (inner.indexOf('/', prefix.length()) < 0) {
        names.add(inner.substring(prefix.length()));
      }
    }
    return names;
  }

  /** The contents of a file. */
  public byte[] read(String path) throws FileError {
    if (isDirectory(path)) {
      throw new FileError(Reason.EISDIR);
    }
    Optional<Mounted> mounted = mounted(path);
    if (mounted.isPresent()) {
      return mounted
          .get()
          .files()
          .read(mounted.get().path())
          .orElseThrow(() -> new FileError(Reason.ENOENT));
    }
    Optional<Contents> node = nodes.get(path);
    if (node == null) {
      throw new FileError(parentIsFile(path) ? Reason.ENOTDIR : Reason.ENOENT);
    }
    return node.orElseThrow().bytes.toByteArray();
  }

  /** The contents of a file, read as UTF-8. */
  public String readText(String path) throws FileError {
    return ByteText.decode(read(path));
  }

  /** Replaces the contents of a file, or makes one. */
  public void write(String path, byte[] contents) throws FileError {
    if (isDirectory(path)) {
      throw new FileError(Reason.EISDIR);
    }
    Optional<Mounted> mounted = mounted(path);
    if (mounted.isPresent()) {
      if (!isFile(path)) {
        throw new FileError(Reason.EACCES);
      }
      mounted.get().files().write(mounted.get().path(), contents);
      return;
    }
    Contents file = open(path);
    changes.incrementAndGet();
    file.truncate(disk);
    if (!path.equals("/dev/null") && !file.append(disk, contents)) {
      throw new FileError(Reason.ENOSPC);
    }
  }

  /** Opens a file for writing, made if it is not there; {@code append} keeps what it holds. */
  public Sink openForWriting(String path, boolean append) throws FileError {
    Optional<Mounted> mounted = mounted(path);
    if (mounted.isPresent()) {
      if (isDirectory(path)) {
        throw new FileError(Reason.EISDIR);
      }
      if (!isFile(path)) {
        throw new FileError(Reason.EACCES);
      }
      mounted.get().files().checkWritable(mounted.get().path());
      return new VirtualSink(this, path);
    }
    if (isDirectory(path)) {
      throw new FileError(Reason.EISDIR);
    }
    if (path.equals("/dev/null")) {
      return bytes -> true;
    }
    Contents file = open(path);
    changes.incrementAndGet();
    if (!append) {
      file.truncate(disk);
    }
    return new FileSink(bytes -> file.append(disk, bytes));
  }

  private Contents open(String path) throws FileError {
    Optional<Contents> node = nodes.get(path);
    if (node == null) {
      requireParent(path);
      node = Optional.of(new Contents());
      nodes.put(path, node);
    }
    return node.orElseThrow();
  }

  /** Whether a file may be run ({@code chmod +x}). */
  public boolean isExecutable(String path) {
    Optional<Contents> node = nodes.get(path);
    return node != null && node.isPresent() && node.get().executable;
  }

  /** Lets a file be run, or not; of provided files it does nothing. */
  public void setExecutable(String path, boolean executable) throws FileError {
    if (!exists(path)) {
      throw new FileError(Reason.ENOENT);
    }
    Optional<Contents> node = nodes.get(path);
    if (node != null && node.isPresent()) {
      changes.incrementAndGet();
      node.get().executable = executable;
    }
  }

  /** What is in a file; it outlives its name while someone has it open. */
  private static final class Contents {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean executable;

    void truncate(Disk disk) {
      disk.take(-bytes.size());
      bytes.reset();
    }

    boolean append(Disk disk, byte[] more) {
      boolean room = disk.take(more.length);
      if (room) {
        bytes.writeBytes(more);
      }
      return room;
    }
  }

  /** Replaces the contents of a file in UTF-8, or makes one. */
  public void writeText(String path, String text) throws FileError {
    write(path, ByteText.encode(text));
  }

  /** Makes a file with its directories, for who builds a place: nothing can be in the way. */
  public FileSystem with(String path, String text) {
    makeParents(path);
    Contents file = new Contents();
    file.append(disk, ByteText.encode(text));
    nodes.put(path, Optional.of(file));
    return this;
  }

  /** Makes one directory. */
  public void makeDirectory(String path) throws FileError {
    if (exists(path)) {
      throw new FileError(Reason.EEXIST);
    }
    requireParent(path);
    changes.incrementAndGet();
    nodes.put(path, Optional.empty());
  }

  /** Removes a file or an empty directory. */
  public void remove(String path) throws FileError {
    if (!exists(path)) {
      throw new FileError(Reason.ENOENT);
    }
    if (mounted(path).isPresent() || path.equals("/")) {
      throw new FileError(Reason.EPERM);
    }
    if (isDirectory(path) && !list(path).isEmpty()) {
      throw new FileError(Reason.ENOTEMPTY);
    }
    changes.incrementAndGet();
    nodes.get(path).ifPresent(file -> file.truncate(disk));
    nodes.remove(path);
  }

  /** Gives the room of all files back: nobody will see them again. */
  public void discard() {
    nodes.values().forEach(node -> node.ifPresent(file -> file.truncate(disk)));
  }

  private record Mounted(VirtualFiles files, String path) {}

  private Optional<Mounted> mounted(String path) {
    for (Map.Entry<String, VirtualFiles> mount : mounts.descendingMap().entrySet()) {
      String root = mount.getKey();
      if (path.equals(root)) {
        return Optional.of(new Mounted(mount.getValue(), ""));
      }
      if (path.startsWith(root + "/")) {
        return Optional.of(new Mounted(mount.getValue(), path.substring(root.length() + 1)));
      }
    }
    return Optional.empty();
  }

  private void requireParent(String path) throws FileError {
    String parent = parent(path);
    if (!isDirectory(parent)) {
      throw new FileError(parentIsFile(path) ? Reason.ENOTDIR : Reason.ENOENT);
    }
    if (mounted(path).isPresent()) {
      throw new FileError(Reason.EPERM);
    }
  }

  private boolean parentIsFile(String path) {
    for (String up = parent(path); !up.equals("/"); up = parent(up)) {
      if (isFile(up)) {
        return true;
      }
    }
    return false;
  }

  private void makeParents(String path) {
    for (String up = parent(path); !up.equals("/"); up = parent(up)) {
      nodes.put(up, Optional.empty());
    }
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }
}
