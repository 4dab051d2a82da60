package passerelle.sim.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError.Reason;

/**
 * The files of one root with what is mounted over them ({@code fs/namespace.c}). All paths are
 * absolute and without links: who has one that is not asks {@link FileSystem}.
 */
final class MountTree {
  private final OverlayFiles nodes;
  private final VirtualMounts mounts = new VirtualMounts();
  private final Binds binds = new Binds();
  private int uid;

  MountTree(OverlayFiles nodes) {
    this.nodes = nodes;
  }

  /** The same files with mounts of their own, at first the same ones. */
  MountTree view() {
    MountTree view = new MountTree(nodes);
    view.mounts.addAll(mounts);
    view.binds.addAll(binds);
    return view;
  }

  /** The same files as a user may use them: root, whose they are, may do everything. */
  MountTree forUser(int user) {
    if (user == uid) {
      return this;
    }
    MountTree view = view();
    view.uid = user;
    view.binds.useAs(user);
    return view;
  }

  OverlayFiles nodes() {
    return nodes;
  }

  private void requireWritable(String path) throws FileError {
    requireWritableFileSystem(path);
    require(nodes.mayWrite(path, uid));
  }

  private void requireWritableFileSystem(String path) throws FileError {
    if (nodes.isReadOnly(path)) {
      throw new FileError(Reason.EROFS);
    }
  }

  private static void require(boolean allowed) throws FileError {
    if (!allowed) {
      throw new FileError(Reason.EACCES);
    }
  }

  /** Puts provided files at a path, which becomes a directory. */
  void mount(String path, VirtualFiles provider) {
    makeParents(path);
    nodes.putDirectory(path);
    mounts.add(path, provider);
  }

  /** Lets a path lead to a file or directory of another file system. */
  void bind(String path, MountTree other, String source, boolean readOnly) {
    makeParents(path);
    boolean directory = other.isDirectory(source);
    if (directory && !nodes.isDirectory(path)) {
      nodes.putDirectory(path);
    } else if (!directory && nodes.file(path).isEmpty()) {
      nodes.putFile(path);
    }
    binds.add(new Binds.Bind(path, other, source, readOnly));
  }

  /** Takes one bind back; false if there is none. */
  boolean unbind(String path) {
    return binds.remove(path);
  }

  /** Takes all binds back. */
  void unbind() {
    binds.clear();
  }

  /** Whether there is anything, be it a link that leads nowhere. */
  boolean exists(String path) {
    return isDirectory(path) || isFile(path) || readLink(path, Optional.empty()).isPresent();
  }

  /** Where a symbolic link leads, as it was given. */
  Optional<String> readLink(String path, Optional<Process> reader) {
    Optional<Binds.Bind> bind = binds.find(path);
    if (bind.isPresent()) {
      return bind.get().files().readLink(bind.get().inner(path), reader);
    }
    Optional<VirtualMounts.Mounted> mounted = mounts.find(path);
    if (mounted.isPresent()) {
      return mounted.get().files().readLink(mounted.get().path(), reader);
    }
    return nodes.inode(path, Inode.Link.class).map(Inode.Link::target);
  }

  /** The network namespace that a file stands for. */
  Optional<Netns> namespace(String path) {
    Optional<Binds.Bind> bind = binds.find(path);
    if (bind.isPresent()) {
      return bind.get().files().namespace(bind.get().inner(path));
    }
    Optional<VirtualMounts.Mounted> mounted = mounts.find(path);
    if (mounted.isPresent()) {
      return mounted.get().files().namespace(mounted.get().path());
    }
    return nodes.inode(path, Inode.Namespace.class).map(Inode.Namespace::netns);
  }

  /** Whether there is a directory. */
  boolean isDirectory(String path) {
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
  boolean isFile(String path) {
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
          && files.readLink(name, Optional.empty()).isEmpty()
          && files.list(parent).orElse(List.of()).contains(name.substring(slash + 1));
    }
    return nodes.file(path).isPresent() || namespace(path).isPresent();
  }

  /** The names in a directory, sorted by their bytes. */
  List<String> list(String path) throws FileError {
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
  byte[] read(String path) throws FileError {
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
    if (namespace(path).isPresent()) {
      throw new FileError(Reason.EINVAL);
    }
    Optional<FileContents> file = nodes.file(path);
    if (file.isEmpty()) {
      throw new FileError(parentIsFile(path) ? Reason.ENOTDIR : Reason.ENOENT);
    }
    return file.get().toByteArray();
  }

  /** Replaces the contents of a file, or makes one. */
  void write(String path, byte[] contents) throws FileError {
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
  Sink openForWriting(String path, boolean append) throws FileError {
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
    requireWritable(path);
    nodes.own(path, uid);
    return nodes.writable(path);
  }

  /** The permission bits of what is there; of provided files those that one is made with. */
  int mode(String path) {
    Optional<Binds.Bind> bind = binds.find(path);
    if (bind.isPresent()) {
      return bind.get().files().mode(bind.get().inner(path));
    }
    boolean provided = mounts.find(path).isPresent() && isDirectory(path);
    return provided ? OverlayFiles.PLAIN_DIRECTORY : nodes.mode(path);
  }

  /** Sets them; of provided files it does nothing. */
  void setMode(String path, int mode) throws FileError {
    if (!exists(path)) {
      throw new FileError(Reason.ENOENT);
    }
    Optional<Binds.Bind> bind = binds.findWritable(path);
    if (bind.isPresent()) {
      bind.get().files().setMode(bind.get().inner(path), mode);
      return;
    }
    requireWritableFileSystem(path);
    nodes.chmod(path, mode, uid);
  }

  /** Whose a file is; those of others are root's. */
  int owner(String path) {
    return binds
        .find(path)
        .map(bind -> bind.files().owner(bind.inner(path)))
        .orElseGet(() -> nodes.owner(path));
  }

  /** Gives a file to a user. */
  void chown(String path, int user) {
    binds
        .find(path)
        .ifPresentOrElse(
            bind -> bind.files().chown(bind.inner(path), user), () -> nodes.chown(path, user));
  }

  /** Makes a file with its directories, for who builds a place: nothing can be in the way. */
  void with(String path, byte[] contents) {
    makeParents(path);
    nodes.putFile(path).append(contents);
  }

  /** Removes a file or an empty directory. */
  void remove(String path) throws FileError {
    if (!exists(path)) {
      throw new FileError(Reason.ENOENT);
    }
    if (binds.isRoot(path) || nodes.inode(path, Inode.Namespace.class).isPresent()) {
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
    requireWritableFileSystem(path);
    require(nodes.mayRemove(path, uid));
    nodes.remove(path);
  }

  /** A file that can have more names; EXDEV where another file system has it. */
  Inode file(String path) throws FileError {
    if (isDirectory(path)) {
      throw new FileError(Reason.EPERM);
    }
    if (binds.find(path).isPresent() || mounts.find(path).isPresent()) {
      throw new FileError(Reason.EXDEV);
    }
    return nodes.inode(path).orElseThrow(() -> new FileError(Reason.ENOENT));
  }

  /** Gives what has no name yet a name in a directory. */
  void make(String path, Inode inode) throws FileError {
    if (exists(path)) {
      throw new FileError(Reason.EEXIST);
    }
    Optional<Binds.Bind> bind = binds.findWritable(path);
    if (bind.isPresent()) {
      bind.get().files().make(bind.get().inner(path), inode);
      return;
    }
    requireParent(path);
    requireWritable(path);
    nodes.own(path, uid);
    nodes.touch();
    nodes.put(path, inode);
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
