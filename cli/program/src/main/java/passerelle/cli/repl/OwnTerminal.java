package passerelle.cli.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/** The terminal of this process. */
public final class OwnTerminal {
  /** That of a terminal that does not say how large it is. */
  public static final Size UNKNOWN_SIZE = Size.of(80, 24);

  /** The type of a terminal that can move its cursor to the next line and no further. */
  private static final String PLAIN = "dumb-terminal";

  private OwnTerminal() {}

  /** Begins to open it, which takes as long as booting a lab. */
  public static Future<Terminal> begin() {
    FutureTask<Terminal> opening = new FutureTask<>(OwnTerminal::open);
    Thread thread = new Thread(opening, "terminal");
    thread.setDaemon(true);
    thread.start();
    return opening;
  }

  /** It, when it is open. */
  public static Terminal await(Future<Terminal> opening) throws IOException {
    try {
      return opening.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException("cannot use the terminal: " + e.getMessage(), e);
    }
  }

  /** Opens it. */
  public static Terminal open() throws IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .system(true)
            .type(typeOf(System.getenv().getOrDefault("TERM", "")))
            .encoding(StandardCharsets.UTF_8)
            .providers(providers())
            .graphemeCluster(false)
            .dumb(true)
            .build();
    if (terminal.getSize().getColumns() == 0) {
      terminal.setSize(UNKNOWN_SIZE);
    }
    return terminal;
  }

  /**
   * What sets the terminal's modes: JLine's part in C, where it need not be unpacked into a
   * temporary file, which kill -9 could leave behind; else stty, a process each time.
   */
  private static String providers() {
    return System.getProperty("library.jline.path", "").isEmpty() ? "exec" : "jni,exec";
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
