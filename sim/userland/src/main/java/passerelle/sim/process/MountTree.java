package passerelle.sim.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import passerelle.kernel.Errno;
import passerelle.sim.netns.Netns;

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

  /**
   * Asks who has a path: another file system that is bound there, who provides it, or the nodes.
   */
  private <T> T at(
      String path,
      BiFunction<MountTree, String, T> bound,
      BiFunction<VirtualFiles, String, T> provided,
      Supplier<T> own) {
    Optional<Binds.Bind> bind = binds.find(path);
    if (bind.isPresent()) {
      return bound.apply(bind.get().files(), bind.get().inner(path));
    }
    Optional<VirtualMounts.Mounted> mounted = mounts.find(path);
    return mounted.isPresent()
        ? provided.apply(mounted.get().files(), mounted.get().path())
        : own.get();
  }

  private void requireWritable(String path) throws FileError {
    requireWritableFileSystem(path);
    require(nodes.mayWrite(path, uid));
  }

  private void requireWritableFileSystem(String path) throws FileError {
    if (nodes.isReadOnly(path)) {
      throw new FileError(Errno.EROFS);
    }
  }

  private static void require(boolean allowed) throws FileError {
    if (!allowed) {
      throw new FileError(Errno.EACCES);
    }
  }

  /** Puts provided files at a path, which becomes a directory. */
  void mount(String path, VirtualFiles provider) {
    makeParents(path);
    makeDirectory(path);
    mounts.add(path, provider);
  }

  /** Where another tree has what is bound at a path or above it. */
  Optional<String> boundFrom(String path) {
    return binds.find(path).map(bind -> bind.inner(path));
  }

  /** Lets a path lead to a file or directory of another file system. */
  void bind(String path, MountTree other, String source, boolean readOnly) {
    makeParents(path);
    boolean directory = other.isDirectory(source);
    if (directory) {
      makeDirectory(path);
    } else if (!directory && nodes.file(path).isEmpty()) {
      nodes.putFile(path);
    }
    binds.add(new Binds.Bind(path, other, source, readOnly));
  }

  /** Whether a path is in a file system in memory, those that every container has among them. */
  boolean isInMemory(String path) {
    return (path + "/").startsWith("/dev/")
        || binds.find(path).filter(bind -> bind.files().nodes().disk().isPart()).isPresent();
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

  /** The device at a path. */
  Optional<Device> device(String path) {
    return at(path, MountTree::device, (f, inner) -> Optional.empty(), () -> nodes.device(path));
  }

  /** What is mounted, by where. */
  Map<String, Mounted> mounted() {
    return binds.mounted();
  }

  /** Where a symbolic link leads, as it was given. */
  Optional<String> readLink(String path, Optional<Process> reader) {
    return at(
        path,
        (tree, inner) -> tree.readLink(inner, reader),
        (files, inner) -> files.readLink(inner, reader),
        () -> nodes.inode(path, Inode.Link.class).map(Inode.Link::target));
  }

  /** The network namespace that a file stands for. */
  Optional<Netns> namespace(String path) {
    return at(
        path,
        MountTree::namespace,
        VirtualFiles::namespace,
        () -> nodes.inode(path, Inode.Namespace.class).map(Inode.Namespace::netns));
  }

  /** Whether there is a directory. */
  boolean isDirectory(String path) {
    return at(
        path,
        MountTree::isDirectory,
        (files, inner) -> files.list(inner).isPresent(),
        () -> nodes.isDirectory(path));
  }

  /** Whether there is a file. */
  boolean isFile(String path) {
    return at(
        path,
        MountTree::isFile,
        VirtualFiles::isFile,
        () ->
            nodes.file(path).isPresent()
                || nodes.device(path).isPresent()
                || namespace(path).isPresent());
  }

  /** The names in a directory, sorted by their bytes. */
  List<String> list(String path, Optional<Process> reader) throws FileError {
    if (!isDirectory(path)) {
      throw new FileError(exists(path) ? Errno.ENOTDIR : Errno.ENOENT);
    }
    Optional<Binds.Bind> bind = binds.find(path);
    if (bind.isPresent()) {
      return bind.get().files().list(bind.get().inner(path), reader);
    }
    return mounts
        .find(path)
        .map(at -> at.files().list(at.path(), reader).orElse(List.of()))
        .orElseGet(() -> nodes.names(path));
  }

  /** The contents of a file. */
  byte[] read(String path, Optional<Process> reader) throws FileError {
    if (isDirectory(path)) {
      throw new FileError(Errno.EISDIR);
    }
    Optional<Binds.Bind> bind = binds.find(path);
    if (bind.isPresent()) {
      return bind.get().files().read(bind.get().inner(path), reader);
    }
    Optional<VirtualMounts.Mounted> mounted = mounts.find(path);
    if (mounted.isPresent()) {
      VirtualMounts.Mounted at = mounted.get();
      return at.files().read(at.path(), reader).orElseThrow(() -> new FileError(Errno.ENOENT));
    }
    if (namespace(path).isPresent()) {
      throw new FileError(Errno.EINVAL);
    }
    Optional<Device> device = nodes.device(path);
    if (device.isPresent()) {
      return device.get().readAll(nodes.touches() + path.length());
    }
    Optional<FileContents> file = nodes.file(path);
    if (file.isEmpty()) {
      throw new FileError(parentIsFile(path) ? Errno.ENOTDIR : Errno.ENOENT);
    }
    return file.get().toByteArray();
  }

  /** Replaces the contents of a file, or makes one. */
  void write(String path, byte[] contents) throws FileError {
    Optional<VirtualMounts.Mounted> mounted = mounts.find(path);
    if (mounted.isPresent() && binds.find(path).isEmpty() && isFile(path)) {
      mounted.get().files().write(mounted.get().path(), contents);
      return;
    }
    Sink sink = openForWriting(path, false);
    sink.write(contents);
    if (sink.failure().isPresent()) {
      throw sink.failure().get();
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
        throw new FileError(Errno.EISDIR);
      }
      if (!isFile(path)) {
        throw new FileError(Errno.EACCES);
      }
      mounted.get().files().checkWritable(mounted.get().path());
      return new VirtualSink(this, path);
    }
    if (isDirectory(path)) {
      throw new FileError(Errno.EISDIR);
    }
    Optional<Device> device = nodes.device(path);
    if (device.isPresent()) {
      return new FileSink(bytes -> device.get().takes());
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
    return at(
        path,
        MountTree::mode,
        (files, inner) ->
            files.list(inner).isPresent() ? OverlayFiles.PLAIN_DIRECTORY : nodes.mode(path),
        () -> nodes.mode(path));
  }

  /** Sets them; of provided files it does nothing. */
  void setMode(String path, int mode) throws FileError {
    if (!exists(path)) {
      throw new FileError(Errno.ENOENT);
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
    return at(path, MountTree::owner, (files, inner) -> 0, () -> nodes.owner(path));
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
      throw new FileError(Errno.ENOENT);
    }
    if (binds.isRoot(path) || nodes.inode(path, Inode.Namespace.class).isPresent()) {
      throw new FileError(Errno.EBUSY);
    }
    Optional<Binds.Bind> bind = binds.findWritable(path);
    if (bind.isPresent()) {
      bind.get().files().remove(bind.get().inner(path));
      return;
    }
    if (mounts.find(path).isPresent() || path.equals("/")) {
      throw new FileError(Errno.EPERM);
    }
    if (isDirectory(path) && !list(path, Optional.empty()).isEmpty()) {
      throw new FileError(Errno.ENOTEMPTY);
    }
    requireWritableFileSystem(path);
    require(nodes.mayRemove(path, uid));
    nodes.remove(path);
  }

  /** A file that can have more names; EXDEV where another file system has it. */
  Inode file(String path) throws FileError {
    if (isDirectory(path)) {
      throw new FileError(Errno.EPERM);
    }
    if (binds.find(path).isPresent() || mounts.find(path).isPresent()) {
      throw new FileError(Errno.EXDEV);
    }
    return nodes.file(path).isPresent()
        ? nodes.writable(path)
        : nodes.inode(path).orElseThrow(() -> new FileError(Errno.ENOENT));
  }

  /** Gives what has no name yet a name in a directory. */
  void make(String path, Inode inode) throws FileError {
    if (exists(path)) {
      throw new FileError(Errno.EEXIST);
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
      throw new FileError(parentIsFile(path) ? Errno.ENOTDIR : Errno.ENOENT);
    }
    if (mounts.find(path).isPresent()) {
      throw new FileError(Errno.EPERM);
    }
  }

  private boolean parentIsFile(String path) {
    return above(path).anyMatch(this::isFile);
  }

  private void makeParents(String path) {
    above(path).forEach(this::makeDirectory);
  }

  /** The directories that a path is in, from the inmost one on, without the root. */
  private static Stream<String> above(String path) {
    return Stream.iterate(OverlayFiles.parent(path), up -> !up.equals("/"), OverlayFiles::parent);
  }

  private void makeDirectory(String path) {
    if (!nodes.isDirectory(path)) {
      nodes.putDirectory(path);
    }
  }
}
