package passerelle.sim.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.kernel.FileTree;
import passerelle.sim.process.FileError.Reason;
import passerelle.text.ByteText;

/**
 * The files of one place, in memory: a tree, and subtrees that others provide ({@link #mount}). All
 * paths are absolute; {@link #resolve} makes one so.
 */
public final class FileSystem {
  private final OverlayFiles nodes;
  private final VirtualMounts mounts = new VirtualMounts();
  private final Binds binds = new Binds();
  private int uid;

  private FileSystem(OverlayFiles nodes) {
    this.nodes = nodes;
  }

  /** The usual directories and nothing in them, on a disk of their own. */
  public FileSystem() {
    this(new Disk());
  }

  /** The usual directories and nothing in them. */
  public FileSystem(Disk disk) {
    this(new OverlayFiles(disk));
    nodes.putUsual();
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
    FileSystem view = new FileSystem(nodes);
    view.mounts.addAll(mounts);
    view.binds.addAll(binds);
    return view;
  }

  /** The same files as a user may use them: root, whose they are, may do everything. */
  FileSystem forUser(int user) {
    if (user == uid) {
      return this;
    }
    FileSystem view = view();
    view.uid = user;
    view.binds.useAs(user);
    return view;
  }

  private static void require(boolean allowed) throws FileError {
    if (!allowed) {
      throw new FileError(Reason.EACCES);
    }
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
    return nodes.touches();
  }

  /** Puts provided files at a path, which becomes a directory. */
  public void mount(String path, VirtualFiles provider) {
    makeParents(path);
    nodes.putDirectory(path);
    mounts.add(path, provider);
  }

  /** Lets a path lead to a file or directory of another file system. */
  public void bind(String path, FileSystem other, String source, boolean readOnly) {
    makeParents(path);
    boolean directory = other.isDirectory(source);
    if (directory && !nodes.isDirectory(path)) {
      nodes.putDirectory(path);
    } else if (!directory && nodes.file(path).isEmpty()) {
      nodes.putFile(path);
    }
    binds.add(new Binds.Bind(path, other, source, readOnly));
  }

  /** Takes all binds back. */
  public void unbind() {
    binds.clear();
  }

  /** Whether there is a file or directory. */
  public boolean exists(String path) {
    return isDirectory(path) || isFile(path);
  }

  /** Whether there is a directory. */
  public boolean isDirectory(String path) {
    Optional<Binds.Bind> bind = binds.find(path);
    if (bind.isPresent()) {
      return bind.get().files().isDirectory(bind.get().inner(path));
    }
    Optional<VirtualMounts.Mounted> mounted = mounts.find(path);
    if (mounted.isPresent()) {
      return mounted.get().files().list(mounted.get().path()).isPresent();
    }
    return nodes.isDirectory(path);
  }

  /** Whether there is a file. */
  public boolean isFile(String path) {
    Optional<Binds.Bind> bind = binds.find(path);
    if (bind.isPresent()) {
      return bind.get().files().isFile(bind.get().inner(path));
    }
    Optional<VirtualMounts.Mounted> mounted = mounts.find(path);
    if (mounted.isPresent()) {
      VirtualFiles files = mounted.get().files();
      String name = mounted.get().path();
      int slash = name.lastIndexOf('/');
      String parent = slash < 0 ? "" : name.substring(0, slash);
      return files.list(name).isEmpty()
          && files.list(parent).orElse(List.of()).contains(name.substring(slash + 1));
    }
    return nodes.file(path).isPresent();
  }

  /** The names in a directory, sorted by their bytes. */
  public List<String> list(String path) throws FileError {
    if (!isDirectory(path)) {
      throw new FileError(exists(path) ? Reason.ENOTDIR : Reason.ENOENT);
    }
    Optional<Binds.Bind> bind = binds.find(path);
    if (bind.isPresent()) {
      return bind.get().files().list(bind.get().inner(path));
    }
    Optional<VirtualMounts.Mounted> mounted = mounts.find(path);
    if (mounted.isPresent()) {
      return mounted.get().files().list(mounted.get().path()).orElse(List.of());
    }
    String prefix = path.equals("/") ? "/" : path + "/";
    List<String> names = new ArrayList<>();
    for (String inner : nodes.pathsFrom(prefix)) {
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
    Optional<Binds.Bind> bind = binds.find(path);
    if (bind.isPresent()) {
      return bind.get().files().read(bind.get().inner(path));
    }
    Optional<VirtualMounts.Mounted> mounted = mounts.find(path);
    if (mounted.isPresent()) {
      return mounted
          .get()
          .files()
          .read(mounted.get().path())
          .orElseThrow(() -> new FileError(Reason.ENOENT));
    }
    Optional<FileContents> file = nodes.file(path);
    if (file.isEmpty()) {
      throw new FileError(parentIsFile(path) ? Reason.ENOTDIR : Reason.ENOENT);
    }
    return file.get().toByteArray();
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
    Optional<Binds.Bind> bind = binds.findWritable(path);
    if (bind.isPresent()) {
      bind.get().files().write(bind.get().inner(path), contents);
      return;
    }
    Optional<VirtualMounts.Mounted> mounted = mounts.find(path);
    if (mounted.isPresent()) {
      if (!isFile(path)) {
        throw new FileError(Reason.EACCES);
      }
      mounted.get().files().write(mounted.get().path(), contents);
      return;
    }
    FileContents file = open(path);
    file.truncate();
    if (!path.equals("/dev/null") && !file.append(contents)) {
      throw new FileError(Reason.ENOSPC);
    }
  }

  /** Opens a file for writing, made if it is not there; {@code append} keeps what it holds. */
  public Sink openForWriting(String path, boolean append) throws FileError {
    Optional<Binds.Bind> bind = binds.findWritable(path);
    if (bind.isPresent()) {
      return bind.get().files().openForWriting(bind.get().inner(path), append);
    }
    Optional<VirtualMounts.Mounted> mounted = mounts.find(path);
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
    FileContents file = open(path);
    if (!append) {
      file.truncate();
    }
    return new FileSink(file::append);
  }

  private FileContents open(String path) throws FileError {
    if (!nodes.exists(path)) {
      requireParent(path);
    }
    require(nodes.mayWrite(path, uid));
    nodes.own(path, uid);
    return nodes.writable(path);
  }

  /** Whether a file may be run ({@code chmod +x}). */
  public boolean isExecutable(String path) {
    Optional<Binds.Bind> bind = binds.find(path);
    if (bind.isPresent()) {
      return bind.get().files().isExecutable(bind.get().inner(path));
    }
    return nodes.file(path).map(FileContents::isExecutable).orElse(false);
  }

  /** Lets a file be run, or not; of provided files it does nothing. */
  public void setExecutable(String path, boolean executable) throws FileError {
    if (!exists(path)) {
      throw new FileError(Reason.ENOENT);
    }
    Optional<Binds.Bind> bind = binds.findWritable(path);
    if (bind.isPresent()) {
      bind.get().files().setExecutable(bind.get().inner(path), executable);
      return;
    }
    require(nodes.mayWrite(path, uid));
    if (nodes.file(path).isPresent()) {
      nodes.writable(path).setExecutable(executable);
    }
  }

  /** Replaces the contents of a file in UTF-8, or makes one. */
  public void writeText(String path, String text) throws FileError {
    write(path, ByteText.encode(text));
  }

  /** Makes a file with its directories, for who builds a place: nothing can be in the way. */
  public FileSystem with(String path, String text) {
    makeParents(path);
    nodes.putFile(path).append(ByteText.encode(text));
    return this;
  }

  /** Makes one directory. */
  public void makeDirectory(String path) throws FileError {
    if (exists(path)) {
      throw new FileError(Reason.EEXIST);
    }
    Optional<Binds.Bind> bind = binds.findWritable(path);
    if (bind.isPresent()) {
      bind.get().files().makeDirectory(bind.get().inner(path));
      return;
    }
    requireParent(path);
    require(nodes.mayWrite(path, uid));
    nodes.own(path, uid);
    nodes.touch();
    nodes.putDirectory(path);
  }

  /** Removes a file or an empty directory. */
  public void remove(String path) throws FileError {
    if (!exists(path)) {
      throw new FileError(Reason.ENOENT);
    }
    if (binds.isRoot(path)) {
      throw new FileError(Reason.EBUSY);
    }
    Optional<Binds.Bind> bind = binds.findWritable(path);
    if (bind.isPresent()) {
      bind.get().files().remove(bind.get().inner(path));
      return;
    }
    if (mounts.find(path).isPresent() || path.equals("/")) {
      throw new FileError(Reason.EPERM);
    }
    if (isDirectory(path) && !list(path).isEmpty()) {
      throw new FileError(Reason.ENOTEMPTY);
    }
    require(nodes.mayRemove(path, uid));
    nodes.remove(path);
  }

  /** Gives the room of all files back: nobody will see them again. */
  public void discard() {
    nodes.discard();
  }

  /** All that is there now is the image's ({@link OverlayFiles}). */
  public void seal() {
    nodes.seal();
  }

  /** How the files differ from the image, some paths aside. */
  public List<FileTree.Change> changes(Predicate<String> aside) {
    return nodes.changes(aside);
  }

  /** Octets in the files that are not the image's, some paths aside. */
  public long written(Predicate<String> aside) {
    return nodes.written(aside);
  }

  private void requireParent(String path) throws FileError {
    String parent = OverlayFiles.parent(path);
    if (!isDirectory(parent)) {
      throw new FileError(parentIsFile(path) ? Reason.ENOTDIR : Reason.ENOENT);
    }
    if (mounts.find(path).isPresent()) {
      throw new FileError(Reason.EPERM);
    }
  }

  private boolean parentIsFile(String path) {
    for (String up = OverlayFiles.parent(path); !up.equals("/"); up = OverlayFiles.parent(up)) {
      if (isFile(up)) {
        return true;
      }
    }
    return false;
  }

  private void makeParents(String path) {
    for (String up = OverlayFiles.parent(path); !up.equals("/"); up = OverlayFiles.parent(up)) {
      if (!nodes.isDirectory(up)) {
        nodes.putDirectory(up);
      }
    }
  }
}
