package passerelle.cli.lab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Terminal;
import passerelle.sim.process.WaitList;
import passerelle.text.ByteText;
import passerelle.text.TextLine;

/**
 * What a command prints, kept on its way to the screen: the beginning of it, since a screen may get
 * more than anybody reads.
 */
public final class Printed implements StyledScreen {
  private static final int MOST = 64 << 10;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Sink screen;
  private boolean whole = true;

  /** Keeps what is printed on a screen from now on. */
  Printed(Sink screen) {
    this.screen = screen;
  }

  /** What takes the place of a screen when all is done again: as wide, but nobody sees it. */
  static Sink unseen(Sink screen) {
    return screen.isTerminal() ? new Terminal(screen.columns(), bytes -> {}) : bytes -> true;
  }

  @Override
  public boolean write(byte[] more) {
    keep(more);
    return screen.write(more);
  }

  @Override
  public void show(List<TextLine> lines) {
    byte[] text =
        lines.stream()
            .map(line -> line.text() + "\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
    if (screen instanceof StyledScreen styled) {
      keep(text);
      styled.show(lines);
    } else {
      write(text);
    }
  }

  /** Keeps what came to the screen by another way. */
  public synchronized void keep(byte[] more) {
    whole &= bytes.size() + more.length <= MOST;
    if (whole) {
      bytes.writeBytes(more);
    }
  }

  /** As text whose lines end in {@code \n}. */
  synchronized String text() {
    return ByteText.decode(bytes.toByteArray()).replace("\r\n", "\n");
  }

  /** Whether that is all of it. */
  synchronized boolean isWhole() {
    return whole;
  }

  /** Where it goes. */
  public Sink screen() {
    return screen;
  }

  @Override
  public Optional<FileError> failure() {
    return screen.failure();
  }

  @Override
  public boolean isFull() {
    return screen.isFull();
  }

  @Override
  public WaitList drained() {
    return screen.drained();
  }

  @Override
  public boolean isTerminal() {
    return screen.isTerminal();
  }

  @Override
  public int columns() {
    return screen.columns();
  }
}
