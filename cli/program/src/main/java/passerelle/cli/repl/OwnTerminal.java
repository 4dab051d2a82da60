package passerelle.cli.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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

  /**
   * Opens it. What sets its modes is JLine's part in C, where that need not be unpacked into a
   * temporary file, which kill -9 could leave behind; else stty, a process each time.
   */
  public static Terminal open() throws IOException {
    Terminal terminal =
        System.getProperty("library.jline.path", "").isEmpty()
            ? by("exec").dumb(true).build()
            : withoutProcesses();
    if (terminal.getSize().getColumns() == 0) {
      terminal.setSize(UNKNOWN_SIZE);
    }
    return terminal;
  }

  private static Terminal withoutProcesses() throws IOException {
    try {
      return by("jni").dumb(false).build();
    } catch (IllegalStateException impossible) {
      return by("exec").dumb(true).build();
    }
  }

  private static TerminalBuilder by(String provider) {
    return TerminalBuilder.builder()
        .system(true)
        .provider(provider)
        .type(typeOf(System.getenv().getOrDefault("TERM", "")))
        .encoding(StandardCharsets.UTF_8)
        .graphemeCluster(false);
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
