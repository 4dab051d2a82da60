package passerelle.sim.process;

import java.util.function.Consumer;

/** The writing side of a terminal: passes on what is written, as it is written. */
public final class Terminal implements Sink {
  private final int columns;
  private final Consumer<byte[]> screen;

  /**
   * A terminal.
   *
   * @param columns its width; 0 when nobody has told it
   * @param screen takes what is written
   */
  public Terminal(int columns, Consumer<byte[]> screen) {
    this.columns = columns;
    this.screen = screen;
  }

  @Override
  public boolean write(byte[] bytes) {
    screen.accept(bytes);
    return true;
  }

  @Override
  public boolean isTerminal() {
    return true;
  }

  @Override
  public int columns() {
    return columns;
  }
}
