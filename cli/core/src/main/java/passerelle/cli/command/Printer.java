package passerelle.cli.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import passerelle.cli.lab.StyledScreen;
import passerelle.sim.process.Sink;
import passerelle.text.Fold;
import passerelle.text.TextLine;

/**
 * Says to a screen what Passerelle itself has to say, folded to the columns of the terminal; into a
 * pipe, a file or a transcript to the 80 of {@link Fold#COLUMNS}. On a {@link StyledScreen} it is
 * shown when all is said.
 */
public final class Printer implements AutoCloseable {
  private final Sink screen;
  private final List<TextLine> said = new ArrayList<>();

  public Printer(Sink screen) {
    this.screen = screen;
  }

  /** Says a line, or several with line breaks between them. */
  public void line(String text) {
    text.lines().forEach(line -> line(TextLine.of(line)));
    if (text.isEmpty()) {
      line(TextLine.EMPTY);
    }
  }

  /** Says a line. */
  public void line(TextLine line) {
    Fold.of(line, columns()).forEach(this::asItIs);
  }

  /** Says lines of ordinary text. */
  public void lines(List<String> texts) {
    texts.forEach(this::line);
  }

  /** Lines that programs read, however wide: JSON, a script, the source of a diagram. */
  public void verbatim(List<String> lines) {
    lines.forEach(line -> asItIs(TextLine.of(line)));
  }

  /** A line that is not folded: somebody else's words, or folded already. */
  public void asItIs(TextLine line) {
    if (screen instanceof StyledScreen) {
      said.add(line);
    } else {
      screen.write((line.text() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What somebody else said, as it was written. */
  public void write(byte[] bytes) {
    close();
    screen.write(bytes);
  }

  /** How wide a line may be. */
  public int columns() {
    int columns = screen.columns();
    return columns > 0 ? columns : Fold.COLUMNS;
  }

  /** All is said. */
  @Override
  public void close() {
    if (screen instanceof StyledScreen styled && !said.isEmpty()) {
      styled.show(List.copyOf(said));
      said.clear();
    }
  }
}
