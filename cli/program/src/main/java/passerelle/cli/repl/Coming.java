package passerelle.cli.repl;

import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;
import passerelle.cli.session.Here;
import passerelle.text.TextLine;

/** What comes next, below what is there already: dim, and gone when it comes. */
final class Coming {
  private static final int MILLIS = 1000;

  private final Terminal terminal;
  private final Tones tones;
  private int rows;

  Coming(Terminal terminal, Tones tones) {
    this.terminal = terminal;
    this.tones = tones;
  }

  /** Shows lines; a terminal on which nothing can be erased gets none. */
  void show(List<String> lines) {
    rows = 0;
    if (Tones.isDumb(terminal)) {
      return;
    }
    int width = Math.max(1, terminal.getSize().getColumns());
    for (String line : lines) {
      String cut = rows > 0 ? "\n" : "";
      terminal.writer().write(cut + dim(line));
      rows += Math.max(1, (TextLine.of(line).columns() + width - 1) / width);
    }
    terminal.flush();
  }

  private String dim(String line) {
    return tones.ansi(new AttributedString(line, tones.of(AttributedStyle.DEFAULT.faint())));
  }

  /** Takes them away. */
  void erase() {
    if (rows > 0) {
      terminal.puts(Capability.carriage_return);
      for (int i = 1; i < rows; i++) {
        terminal.puts(Capability.cursor_up);
      }
      terminal.puts(Capability.clr_eos);
      terminal.flush();
    }
    rows = 0;
  }

  /** An empty screen, where that can be had. */
  void clear() {
    rows = 0;
    if (!Tones.isDumb(terminal)) {
      terminal.puts(Capability.clear_screen);
      terminal.flush();
    }
  }

  /**
   * Types a command behind its prompt, until somebody is in a hurry.
   *
   * @param speed keys a second; 0 for all at once
   */
  void type(String prompt, String command, double speed, Clicker clicker) {
    terminal.writer().write(tones.prompt(here(prompt), prompt));
    clicker.raw(
        () -> {
          boolean hurried = speed <= 0;
          for (int key : command.replace("\n", "\r\n> ").codePoints().toArray()) {
            terminal.writer().write(Character.toString(key));
            if (!hurried) {
              terminal.flush();
              hurried = clicker.isHurried(Math.max(1, (long) (MILLIS / speed)));
            }
          }
          return hurried;
        });
    terminal.writer().write("\n");
    terminal.flush();
  }

  /** What kind of place a prompt is that of. */
  private static Here here(String prompt) {
    return prompt.startsWith("lab>")
        ? new Here.Lab()
        : prompt.endsWith("# ") ? new Here.Inside(0, "") : new Here.Machine("");
  }
}
