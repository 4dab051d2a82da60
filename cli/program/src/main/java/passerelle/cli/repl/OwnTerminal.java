package passerelle.cli.repl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.InfoCmp;
import passerelle.real.sys.Daemon;

/** The terminal of this process. */
public final class OwnTerminal {
  /** That of a terminal that does not say how large it is. */
  public static final Size UNKNOWN_SIZE = Size.of(80, 24);

  /** The type of a terminal that can move its cursor to the next line and no further. */
  private static final String PLAIN = "dumb-terminal";

  /** Being opened, where that has begun before it is asked for. */
  private static Optional<FutureTask<Terminal>> expected = Optional.empty();

  private OwnTerminal() {}

  /**
   * It will be opened. That takes as long as all that comes before, and is begun meanwhile. Called
   * by the thread that opens it.
   */
  public static void expect() {
    FutureTask<Terminal> opening = new FutureTask<>(OwnTerminal::fresh);
    Daemon.start("terminal", opening);
    expected = Optional.of(opening);
  }

  /**
   * Opens it. What sets its modes is JLine's part in C, where that need not be unpacked into a
   * temporary file, which kill -9 could leave behind; else stty, a process each time.
   */
  public static Terminal open() throws IOException {
    if (expected.isEmpty()) {
      return fresh();
    }
    FutureTask<Terminal> opening = expected.get();
    expected = Optional.empty();
    try {
      return opening.get();
    } catch (ExecutionException | InterruptedException impossible) {
      throw new IOException(impossible);
    }
  }

  private static Terminal fresh() throws IOException {
    Terminal terminal =
        System.getProperty("library.jline.path", "").isEmpty() ? byProcesses() : withoutProcesses();
    if (terminal.getSize().getColumns() == 0) {
      terminal.setSize(UNKNOWN_SIZE);
    }
    return terminal;
  }

  /** Without JLine's search for what a machine has, which takes longer than all the rest of it. */
  private static Terminal withoutProcesses() throws IOException {
    JniTerminalProvider provider = new JniTerminalProvider();
    try {
      if (provider.isSystemStream(SystemStream.Input)
          && provider.isSystemStream(SystemStream.Output)) {
        return provider.sysTerminal(
            "passerelle",
            type(),
            false,
            UTF_8,
            UTF_8,
            UTF_8,
            true,
            Terminal.SignalHandler.SIG_DFL,
            false,
            SystemStream.Output);
      }
    } catch (IOException | LinkageError impossible) {
      // There is another way.
    }
    return byProcesses();
  }

  private static Terminal byProcesses() throws IOException {
    return TerminalBuilder.builder()
        .system(true)
        .provider("exec")
        .dumb(true)
        .type(type())
        .encoding(UTF_8)
        .graphemeCluster(false)
        .build();
  }

  private static String type() {
    return typeOf(System.getenv().getOrDefault("TERM", ""));
  }

  /**
   * The type of a terminal, for JLine. What that itself calls dumb has neither modes nor signals; a
   * dumb terminal has both.
   *
   * @param name as TERM has it
   */
  public static String typeOf(String name) {
    InfoCmp.setDefaultInfoCmp(
        PLAIN, PLAIN + "|a terminal that only prints,\n\tam, bel=^G, cr=\\r, cud1=\\n, ind=\\n,\n");
    String type = name.isEmpty() || name.startsWith("dumb") ? PLAIN : name;
    // JLine knows the usual ones itself; else it asks infocmp, a process.
    Optional.ofNullable(InfoCmp.getDefaultInfoCmp(type))
        .ifPresent(known -> InfoCmp.setLoadedInfoCmp(type, known));
    return type;
  }
}
