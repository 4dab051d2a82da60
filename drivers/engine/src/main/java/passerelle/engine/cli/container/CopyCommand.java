package passerelle.engine.cli.container;

import java.util.Locale;
import java.util.Optional;
import passerelle.archive.Tar;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Paths;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.daemon.Engine;
import passerelle.engine.state.Archives;
import passerelle.engine.volume.FileCopy;
import passerelle.gotemplate.Units;
import passerelle.kernel.Errno;
import passerelle.kernel.FileTree;
import passerelle.kernel.FileTree.Kind;
import passerelle.kernel.KernelException;
import passerelle.text.ByteText;

/** {@code docker cp} (docker/cli container/cp.go, pkg/archive/copy.go). */
public final class CopyCommand {
  /** A block of a tar archive, in octets. */
  private static final long BLOCK = 512;

  private final Invocation call;
  private final Engine engine;

  private CopyCommand(Invocation call) {
    this.call = call;
    this.engine = call.engine();
  }

  /**
   * One side of a copy.
   *
   * @param container empty for the machine that the command is typed on
   * @param path as typed
   */
  private record Side(String container, String path) {
    /** Docker takes a path of the machine for one when it begins with a slash or a dot. */
    static Side parse(String text) {
      int colon = text.indexOf(':');
      boolean local = text.startsWith("/") || text.startsWith(".") || colon <= 0;
      return local
          ? new Side("", text)
          : new Side(text.substring(0, colon), text.substring(colon + 1));
    }

    boolean isLocal() {
      return container.isEmpty();
    }

    /** An archive on standard input or output. */
    boolean isArchive() {
      return path.equals("-");
    }

    /** What is in the directory is meant, not the directory. */
    boolean isContents() {
      return path.equals(".") || path.endsWith("/.");
    }

    boolean isDirectory() {
      return path.endsWith("/") || isContents();
    }
  }

  public static int run(Invocation call) throws CliException, EngineException {
    Side from = Side.parse(call.arguments().get(0));
    Side to = Side.parse(call.arguments().get(1));
    if (from.isLocal() && to.isLocal()) {
      throw new CliException("must specify at least one container source\n", 1);
    }
    if (!from.isLocal() && !to.isLocal()) {
      throw new CliException("copying between containers is not supported\n", 1);
    }
    CopyCommand copy = new CopyCommand(call);
    try {
      if (to.isLocal() && to.isArchive()) {
        return copy.archived(from);
      }
      return from.isLocal() && from.isArchive()
          ? copy.extract(to)
          : to.isLocal() ? copy.out(from, to) : copy.in(from, to);
    } catch (KernelException e) {
      throw refused(e, to.path());
    }
  }

  /** Directory, slash and name, as the client joins them (archive.CopyInfoSourcePath). */
  private static String joined(String path) {
    return Paths.parent(path).equals("/") ? "/" + path : path;
  }

  private static EngineException refused(KernelException e, String path) {
    String why = e.errno().text().toLowerCase(Locale.ROOT);
    String message =
        e.errno() == Errno.EROFS
            ? "mounted volume is marked read-only"
            : "unlinkat " + path + ": " + why;
    return new EngineException(EngineException.Kind.SYSTEM, message);
  }

  /** From a container to the machine. */
  private int out(Side from, Side to) throws CliException, EngineException, KernelException {
    FileTree here = engine.roots().ofHost();
    String target = absolute(to.path());
    String above = Paths.parent(target);
    if (here.kind(above) == Kind.NOTHING) {
      throw wrong(
          "invalid output path: directory \"" + Paths.typedParent(to.path()) + "\" does not exist");
    }
    Container container = engine.container(from.container());
    if (from.path().isEmpty()) {
      throw EngineException.bad("bad parameter: pathcannot be empty");
    }
    FileTree files = engine.roots().of(container);
    String source = Paths.clean("/" + from.path());
    requireSource(files, source, from);
    engine.tell(container, "archive-path");
    long size = place(files, source, from, here, target, to);
    success(size, to.path().startsWith("/") ? to.path() : call.io().directory() + "/" + to.path());
    return 0;
  }

  /** From a container to standard output, as an archive. */
  private int archived(Side from) throws CliException, EngineException, KernelException {
    Container container = engine.container(from.container());
    FileTree files = engine.roots().of(container);
    String source = Paths.clean("/" + from.path());
    requireSource(files, source, from);
    engine.tell(container, "archive-path");
    String name = source.equals("/") || from.isContents() ? "." : source.replaceFirst(".*/", "");
    call.io().out(ByteText.decode(Tar.write(Archives.pack(files, source, name, path -> false))));
    return 0;
  }

  /** From standard input to a directory of a container. */
  private int extract(Side to) throws CliException, EngineException, KernelException {
    String target = Paths.clean("/" + to.path());
    Optional<Container> known = known(to.container());
    if (known.isPresent() && engine.roots().of(known.get()).kind(target) != Kind.DIRECTORY) {
      throw wrong("destination \"" + to.container() + ":" + to.path() + "\" must be a directory");
    }
    Container container = engine.container(to.container());
    Archives.unpack(Archives.read(call.input()), engine.roots().of(container), target);
    engine.tell(container, "extract-to-dir");
    return 0;
  }

  private static void requireSource(FileTree files, String source, Side from)
      throws EngineException {
    if (from.isDirectory() && files.kind(source) == Kind.FILE) {
      throw EngineException.system("lstat " + from.path() + ": not a directory");
    }
    if (files.kind(source) == Kind.NOTHING) {
      throw missing(from.path(), from.container());
    }
  }

  private static EngineException missing(String path, String container) {
    return new EngineException(
        EngineException.Kind.NOT_FOUND,
        "Could not find the file " + path + " in container " + container);
  }

  /** From the machine to a container. */
  private int in(Side from, Side to) throws CliException, EngineException, KernelException {
    FileTree here = engine.roots().ofHost();
    String source = absolute(from.path());
    if (here.kind(source) == Kind.NOTHING) {
      String missing = Paths.firstMissing(here, source);
      String told = missing.equals(source) ? joined(source) : missing;
      throw wrong("lstat " + told + ": no such file or directory");
    }
    if (from.path().endsWith("/") && here.kind(source) == Kind.FILE) {
      throw wrong("not a directory");
    }
    String target = Paths.clean("/" + to.path());
    Optional<Container> known = known(to.container());
    Kind kind = known.isPresent() ? engine.roots().of(known.get()).kind(target) : Kind.NOTHING;
    boolean there = kind != Kind.NOTHING;
    if (kind != Kind.DIRECTORY && to.isDirectory() && here.kind(source) == Kind.FILE) {
      throw wrong("no such directory");
    }
    Container container = engine.container(to.container());
    FileTree files = engine.roots().of(container);
    if (!there && files.kind(Paths.parent(target)) != Kind.DIRECTORY) {
      throw missing(Paths.parent(target), to.container());
    }
    long size = place(here, source, from, files, target, to);
    engine.tell(container, "extract-to-dir");
    success(size, to.container() + ":" + to.path());
    return 0;
  }

  private Optional<Container> known(String name) {
    try {
      return Optional.of(engine.container(name));
    } catch (EngineException missing) {
      return Optional.empty();
    }
  }

  /** Copies by the rules of {@code cp -a}; the octets that an archive of it has. */
  private static long place(
      FileTree source, String from, Side what, FileTree target, String to, Side where)
      throws CliException, KernelException {
    boolean directory = source.kind(from) == Kind.DIRECTORY;
    Kind there = target.kind(to);
    if (directory && there == Kind.FILE) {
      throw wrong("cannot copy directory");
    }
    if (there == Kind.NOTHING && where.isDirectory() && !directory) {
      throw wrong("no such directory");
    }
    String name = from.substring(from.lastIndexOf('/') + 1);
    boolean inside = there == Kind.DIRECTORY && !what.isContents() && !name.isEmpty();
    String made = inside ? (to.equals("/") ? "" : to) + "/" + name : to;
    if (directory && target.kind(made) == Kind.FILE
        || !directory && target.kind(made) == Kind.DIRECTORY) {
      throw wrong("cannot overwrite directory \"" + made + "\" with non-directory");
    }
    FileCopy.tree(source, from, target, made);
    return archived(source, from) + 2 * BLOCK;
  }

  private static long archived(FileTree files, String path) throws KernelException {
    if (files.kind(path) == Kind.FILE) {
      return BLOCK + (files.read(path).length + BLOCK - 1) / BLOCK * BLOCK;
    }
    long sum = BLOCK;
    for (String name : files.list(path)) {
      sum += archived(files, path.equals("/") ? "/" + name : path + "/" + name);
    }
    return sum;
  }

  /** Told at a terminal, unless the user wants it otherwise. */
  private void success(long size, String where) {
    boolean quiet = call.flags().has("quiet") ? call.flags().on("quiet") : call.io().columns() == 0;
    if (!quiet) {
      call.errorLine("Successfully copied " + Units.humanSize(size, 3) + " to " + where);
    }
  }

  private String absolute(String path) {
    return Paths.clean(path.startsWith("/") ? path : call.io().directory() + "/" + path);
  }

  private static CliException wrong(String message) {
    return new CliException(message + "\n", 1);
  }
}
