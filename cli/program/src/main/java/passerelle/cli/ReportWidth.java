package passerelle.cli;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import org.jline.terminal.Terminal;
import passerelle.cli.repl.OwnTerminal;

/** How wide the terminal is to which a report goes. */
final class ReportWidth {
  private static final int NARROWEST = 20;

  private ReportWidth() {}

  /**
   * Columns: as {@code COLUMNS} says (POSIX, Environment Variables), else as the terminal does;
   * empty where none is.
   */
  static OptionalInt in(Map<String, String> environment) {
    if (System.console() == null) {
      return OptionalInt.empty();
    }
    String told = environment.getOrDefault("COLUMNS", "");
    if (told.matches("[1-9]\\d{0,4}")) {
      return OptionalInt.of(Math.max(NARROWEST, Integer.parseInt(told)));
    }
    try (Terminal terminal = OwnTerminal.open()) {
      return OptionalInt.of(Math.max(NARROWEST, terminal.getSize().getColumns()));
    } catch (IOException noTerminal) {
      return OptionalInt.empty();
    }
  }
}
