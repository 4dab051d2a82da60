package passerelle.cli.repl;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jline.builtins.Tmux;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import passerelle.real.sys.Daemon;

/**
 * Two terminals in the place of one, one below or beside the other; Ctrl-B and an arrow goes to the
 * other. When one is left, the whole terminal is its again.
 */
final class Panes {
  private static final String PREFIX = "^B";
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  /** As JLine calls it (Tmux.run). */
  private static final String READER = "Mux input loop";

  private final Terminal terminal;
  private final Consumer<Terminal> mine;
  private final Consumer<Terminal> other;
  private final String direction;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /**
   * Panes of a terminal, still to be shown.
   *
   * @param mine is done in the one, until that is left
   * @param other the same in the other
   * @param direction {@code -v} for one below the other, {@code -h} for one beside it
   */
  Panes(Terminal terminal, Consumer<Terminal> mine, Consumer<Terminal> other, String direction) {
    this.terminal = terminal;
    this.mine = mine;
    this.other = other;
    this.direction = direction;
  }

  /** Shows them until both are left. */
  void show() throws IOException {
    Tmux[] panes = new Tmux[1];
    panes[0] = new Tmux(terminal, NOWHERE, pane -> begin(pane, panes[0]));
    execute(panes[0], List.of("set-option", "prefix", PREFIX));
    // Where lines are drawn by letters of a second set, a terminal may have to be given that first.
    terminal.puts(Capability.ena_acs);
    try {
      panes[0].run();
    } catch (IllegalStateException drawn) {
      // It draws once more when the last pane is closed, which has no size any more.
      if (closed.get() < opened.get()) {
        throw drawn;
      }
    } finally {
      letGoOfKeys();
    }
  }

  /** JLine's reader of keys waits for one more, which is for the next line. */
  private static void letGoOfKeys() {
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(READER))
        .forEach(
            reader -> {
              // It tells of its interruption, which is wanted here, by an error.
              reader.setUncaughtExceptionHandler((thread, interrupted) -> {});
              reader.interrupt();
            });
  }

  private static void execute(Tmux panes, List<String> command) throws IOException {
    try {
      panes.execute(NOWHERE, NOWHERE, command);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private void begin(Terminal pane, Tmux panes) {
    boolean first = opened.getAndIncrement() == 0;
    Daemon.start("pane", () -> fill(pane, first ? mine : other, panes));
    if (first) {
      Daemon.start("second pane", () -> split(panes));
    }
  }

  private void split(Tmux panes) {
    try {
      execute(panes, List.of("split-window", direction));
    } catch (IOException tooSmall) {
      return;
    }
  }

  private void fill(Terminal pane, Consumer<Terminal> content, Tmux panes) {
    try {
      content.accept(pane);
    } finally {
      close(pane, panes);
    }
  }

  /** Not while they are drawn: a pane that is closed has no size. */
  private void close(Terminal pane, Tmux panes) {
    synchronized (panes) {
      closed.incrementAndGet();
      try {
        pane.close();
      } catch (IOException gone) {
        return;
      }
    }
  }
}
