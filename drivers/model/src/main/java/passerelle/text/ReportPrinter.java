package passerelle.text;

import java.io.PrintStream;
import java.util.OptionalInt;

/**
 * Prints a report: what Passerelle says is folded to the columns of the terminal, what it quotes
 * stays as it is. Nothing of it steers a terminal.
 */
public final class ReportPrinter {
  private final PrintStream out;
  private final OptionalInt columns;

  /**
   * A printer.
   *
   * @param columns of the terminal; empty for a pipe or a file, where each line stays whole, so
   *     that programs find in one line what is said of a file
   */
  public ReportPrinter(PrintStream out, OptionalInt columns) {
    this.out = Visible.stream(out);
    this.columns = columns;
  }

  /** Says a line, or several with line breaks between them. */
  public void say(String text) {
    text.lines().forEach(line -> say(TextLine.of(line)));
  }

  /** Says a line. */
  public void say(TextLine line) {
    if (columns.isPresent()) {
      Fold.of(line, columns.getAsInt()).forEach(part -> out.println(part.text()));
    } else {
      out.println(line.text());
    }
  }

  /** Somebody else's words, whose last line is ended. */
  public void quote(String text) {
    out.print(text);
  }

  public void flush() {
    out.flush();
  }
}
