package passerelle.cli.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jline.terminal.Terminal;
import passerelle.cli.lab.StyledScreen;
import passerelle.text.Fold;
import passerelle.text.ScreenText;
import passerelle.text.TextLine;

/**
 * The terminal in front of a person. What Passerelle says last waits until the line that was typed
 * is done, and is then shown page by page, so that the lab does not wait for the reader.
 */
final class TerminalScreen implements StyledScreen {
  private final Terminal terminal;
  private final Tones tones;
  private final Pager pager;
  private final Consumer<String> listener;
  private final ScreenText text = new ScreenText(this::print);
  private final List<TextLine> said = new ArrayList<>();
  private String lineEnd = "\n";

  /**
   * A screen.
   *
   * @param listener hears all that is shown
   */
  TerminalScreen(Terminal terminal, Tones tones, Pager pager, Consumer<String> listener) {
    this.terminal = terminal;
    this.tones = tones;
    this.pager = pager;
    this.listener = listener;
  }

  /** Whether the terminal, for the time being, does not begin a new line by itself. */
  synchronized void setRaw(boolean raw) {
    lineEnd = raw ? "\r\n" : "\n";
  }

  @Override
  public synchronized boolean write(byte[] bytes) {
    said.forEach(line -> terminal.writer().write(tones.line(line) + lineEnd));
    said.clear();
    text.accept(bytes);
    terminal.flush();
    return true;
  }

  private void print(String printed) {
    listener.accept(printed);
    terminal.writer().write(printed);
  }

  @Override
  public synchronized void show(List<TextLine> lines) {
    lines.forEach(line -> listener.accept(line.text() + "\n"));
    said.addAll(lines);
  }

  /**
   * The line that was typed is done: shows what was said.
   *
   * @param hurried whether the next line is there already, so that nobody wants to be asked
   * @return what was typed for the next line meanwhile
   */
  synchronized String finish(boolean hurried) {
    List<TextLine> all = List.copyOf(said);
    said.clear();
    return pager.show(all, hurried);
  }

  @Override
  public boolean isTerminal() {
    return true;
  }

  @Override
  public int columns() {
    int columns = terminal.getSize().getColumns();
    return columns > 0 ? columns : Fold.COLUMNS;
  }
}
