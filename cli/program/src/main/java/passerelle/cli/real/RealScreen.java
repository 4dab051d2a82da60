package passerelle.cli.real;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import passerelle.cli.lab.Printed;
import passerelle.cli.lab.StyledScreen;
import passerelle.sim.process.Sink;
import passerelle.text.TextLine;

/**
 * A raw terminal: what comes from a terminal of the lab is shown as it is, and lines of all other
 * text go back to the first column.
 */
public record RealScreen(StyledScreen screen) implements StyledScreen {

  @Override
  public boolean write(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return screen.write(text.replaceAll("\\r?\\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void show(List<TextLine> lines) {
    screen.show(lines);
  }

  @Override
  public int columns() {
    return screen.columns();
  }

  @Override
  public boolean isTerminal() {
    return true;
  }

  /** Where what a terminal of the lab shows goes. */
  static Consumer<byte[]> of(Sink sink) {
    if (sink instanceof Printed printed) {
      Consumer<byte[]> screen = of(printed.screen());
      return bytes -> {
        printed.keep(bytes);
        screen.accept(bytes);
      };
    }
    return sink instanceof RealScreen raw ? raw::pass : sink::write;
  }

  /** For a dumb terminal a shell gives plain lines. */
  private void pass(byte[] bytes) {
    if (!RealShells.isDumb()) {
      screen.write(bytes);
      return;
    }
    ByteArrayOutputStream returned = new ByteArrayOutputStream();
    for (byte next : bytes) {
      if (next == '\n') {
        returned.write('\r');
      }
      returned.write(next);
    }
    screen.write(returned.toByteArray());
  }
}
