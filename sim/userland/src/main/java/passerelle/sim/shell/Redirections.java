package passerelle.sim.shell;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.sim.process.ByteSource;
import passerelle.sim.process.ConnectionFiles;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Source;
import passerelle.sim.process.Stream;
import passerelle.sim.shell.Command.Redirect;

/** Does redirections (POSIX XCU 2.7) on the shell's own process, and undoes them. */
record Redirections(Process self, ShellState shell, Expander expander) {
  private static final int FIRST_FREE = 10;
  private static final Sink CLOSED = bytes -> true;

  /** What a descriptor was before. */
  private record Saved(int fd, Optional<Stream> stream) {}

  /** Redirections that are in force. */
  final class Applied {
    private final ArrayDeque<Saved> saved;

    private Applied(ArrayDeque<Saved> saved) {
      this.saved = saved;
    }

    /** Puts everything back. */
    void undo() {
      for (Saved one : saved) {
        if (one.stream().isPresent()) {
          place(one.fd(), one.stream().get());
        } else {
          shell.descriptors.remove(one.fd());
        }
      }
      keep();
      closeConnections();
    }

    /** Leaves them in force for good, as {@code exec} does. */
    void keep() {
      saved.forEach(one -> one.stream().ifPresent(Stream::release));
      saved.clear();
    }
  }

  /**
   * Does them in order; the first that fails is reported, and those before it are undone.
   *
   * @return what was done; empty after a failure
   */
  Optional<Applied> apply(List<Redirect> redirects) {
    ArrayDeque<Saved> undo = new ArrayDeque<>();
    Applied applied = new Applied(undo);
    for (Redirect redirect : redirects) {
      Optional<String> error = apply(redirect, undo);
      if (error.isPresent()) {
        applied.undo();
        self.stderr().print(shell.prefix() + error.get() + "\n");
        return Optional.empty();
      }
    }
    return Optional.of(applied);
  }

  private Optional<String> apply(Redirect written, ArrayDeque<Saved> undo) {
    Redirect redirect = written.variable().map(name -> written.on(number(written))).orElse(written);
    if (redirect.document().isPresent()) {
      set(redirect.fd(), new ByteSource(expander.string(redirect.document().get().text())), undo);
      return Optional.empty();
    }
    if (redirect.operator().equals("<<<")) {
      set(redirect.fd(), new ByteSource(expander.string(redirect.target()) + "\n"), undo);
      return Optional.empty();
    }
    List<String> targets = expander.fields(List.of(redirect.target()));
    if (targets.size() != 1) {
      return Optional.of(expander.string(redirect.target()) + ": ambiguous redirect");
    }
    String target = targets.get(0);
    boolean duplicates = redirect.operator().equals(">&") || redirect.operator().equals("<&");
    boolean number = target.matches("[0-9]{1,6}|-");
    if (duplicates && number) {
      return duplicate(redirect.fd(), target, undo);
    }
    try {
      if (isConnection(target)) {
        Stream connection = connect(target);
        shell.connections.add(connection);
        connection.retain();
        set(redirect.fd(), connection, undo);
        closeConnections();
      } else {
        open(redirect, target, undo);
      }
      return Optional.empty();
    } catch (FileError error) {
      return Optional.of(explain(redirect, target, error));
    } catch (ConnectionFiles.Refused refused) {
      return Optional.of(target + ": " + refused.getMessage());
    }
  }

  /** The descriptor that a variable has, or is given: the least free one from 10 on. */
  private int number(Redirect redirect) {
    String name = redirect.variable().orElseThrow();
    if (redirect.target().plain().equals("-")) {
      int open = name.indexOf('[');
      Optional<String> value =
          open < 0
              ? shell.variables.get(name)
              : shell
                  .variables
                  .array(name.substring(0, open))
                  .flatMap(array -> array.get(name.substring(open + 1, name.length() - 1)));
      return value.flatMap(Builtin::number).orElse(FIRST_FREE);
    }
    int fd = FIRST_FREE;
    while (shell.descriptors.containsKey(fd)) {
      fd++;
    }
    shell.variables.set(name, Integer.toString(fd));
    return fd;
  }

  /** Names that bash takes for connections (redir.c:_is_special_redirect_filename). */
  private boolean isConnection(String target) {
    return shell.dialect == Dialect.BASH
        && target.matches("/dev/(tcp|udp)/[^/]+/[^/]+")
        && self.place().tools().connections().isPresent();
  }

  private Stream connect(String target) throws ConnectionFiles.Refused {
    String[] words = target.split("/");
    try {
      return self.place()
          .tools()
          .connections()
          .orElseThrow()
          .open(self, words[2], words[3], words[4]);
    } catch (ConnectionFiles.Refused refused) {
      String prefix = refused.isBySystem() ? "bash: " : shell.prefix();
      self.stderr().print(prefix + refused.what() + ": " + refused.getMessage() + "\n");
      throw refused.isBySystem()
          ? refused
          : new ConnectionFiles.Refused("", Errno.EINVAL.text(), false);
    }
  }

  private void open(Redirect redirect, String target, ArrayDeque<Saved> undo) throws FileError {
    Optional<Stream> device = device(redirect, target);
    String path = self.path(target);
    if (device.isPresent()) {
      set(redirect.fd(), device.get(), undo);
    } else if (redirect.operator().equals("<>")) {
      boolean reads = redirect.fd() == 0 && self.files().exists(path);
      Sink sink = self.files().openForWriting(path, true);
      set(redirect.fd(), reads ? new ByteSource(self.files().read(path)) : sink, undo);
    } else if (redirect.operator().startsWith("<")) {
      set(redirect.fd(), new ByteSource(self.files().read(path)), undo);
    } else {
      boolean append = redirect.operator().endsWith(">>");
      if (target.isEmpty()) {
        throw new FileError(Errno.ENOENT);
      } else if (redirect.operator().equals(">")
          && shell.options.is("noclobber")
          && self.files().isFile(path)) {
        throw new FileError(Errno.EEXIST);
      }
      Sink sink = self.files().openForWriting(path, append);
      boolean both = redirect.fd() < 0 || redirect.operator().equals(">&");
      set(both ? 1 : redirect.fd(), sink, undo);
      if (both) {
        set(2, sink, undo);
      }
    }
  }

  private Optional<Stream> device(Redirect redirect, String target) {
    return switch (target) {
      case "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0" -> Optional.of(self.stdin().source());
      case "/dev/stdout", "/dev/tty", "/dev/fd/1", "/proc/self/fd/1" ->
          Optional.of(self.stdout().sink());
      case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2" -> Optional.of(self.stderr().sink());
      default ->
          target.matches("/dev/fd/[0-9]{1,4}")
              ? handed(redirect, Integer.parseInt(target.substring(8)))
              : Optional.empty();
    };
  }

  /** What a process substitution has opened. */
  private Optional<Stream> handed(Redirect redirect, int number) {
    Optional<Stream> own = stream(number);
    if (own.isPresent() || !redirect.operator().startsWith("<")) {
      return own.or(() -> self.descriptors().sink(number));
    }
    return self.descriptors().read(number).map(ByteSource::new);
  }

  private Optional<String> duplicate(int fd, String target, ArrayDeque<Saved> undo) {
    if (target.equals("-") && fd > 2) {
      stream(fd).ifPresent(Stream::retain);
      undo.push(new Saved(fd, stream(fd)));
      shell.descriptors.remove(fd);
      closeConnections();
      return Optional.empty();
    } else if (target.equals("-")) {
      set(fd, fd == 0 ? Source.empty() : CLOSED, undo);
      return Optional.empty();
    }
    Optional<Stream> source = stream(Integer.parseInt(target));
    if (source.isEmpty()) {
      String what = shell.dialect == Dialect.ASH ? "dup2(" + target + "," + fd + ")" : target;
      return Optional.of(what + ": Bad file descriptor");
    }
    set(fd, source.get(), undo);
    return Optional.empty();
  }

  private Optional<Stream> stream(int fd) {
    return switch (fd) {
      case 0 -> Optional.of(self.stdin().source());
      case 1 -> Optional.of(self.stdout().sink());
      case 2 -> Optional.of(self.stderr().sink());
      default -> Optional.ofNullable(shell.descriptors.get(fd));
    };
  }

  private void set(int fd, Stream stream, ArrayDeque<Saved> undo) {
    Optional<Stream> before = stream(fd);
    before.ifPresent(Stream::retain);
    place(fd, stream);
    undo.push(new Saved(fd, before));
  }

  /** A descriptor used against its direction is simply empty, or takes and forgets. */
  private void place(int fd, Stream stream) {
    if (fd == 0) {
      self.stdin().redirect(stream instanceof Source source ? source : Source.empty());
    } else if (fd == 1 || fd == 2) {
      Sink sink = stream instanceof Sink given ? given : CLOSED;
      (fd == 1 ? self.stdout() : self.stderr()).redirect(sink);
    } else {
      shell.descriptors.put(fd, stream);
      closeConnections();
    }
  }

  /** Connections that no descriptor of the shell holds any more. */
  private void closeConnections() {
    for (Stream connection : List.copyOf(shell.connections)) {
      if (!shell.descriptors.containsValue(connection)) {
        shell.connections.remove(connection);
        connection.release();
      }
    }
  }

  private String explain(Redirect redirect, String target, FileError error) {
    if (shell.dialect == Dialect.BASH) {
      if (error.errno() == Errno.EEXIST) {
        return target + ": cannot overwrite existing file";
      }
      return target + ": " + error.getMessage();
    }
    boolean missing = error.errno() == Errno.ENOENT;
    boolean dash = shell.dialect == Dialect.DASH;
    if (redirect.operator().startsWith("<")) {
      String none = dash ? "No such file" : "no such file";
      return (dash ? "cannot open " : "can't open ")
          + target
          + ": "
          + (missing ? none : error.getMessage());
    }
    String none = dash ? "Directory nonexistent" : "nonexistent directory";
    return (dash ? "cannot create " : "can't create ")
        + target
        + ": "
        + (missing ? none : error.getMessage());
  }
}
