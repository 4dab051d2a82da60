package passerelle.cli.repl;

import java.util.function.Consumer;

/** The end of what a line prints: enough of it to see what it says. Any thread may add to it. */
final class Heard implements Consumer<String> {
  private static final int MOST = 4096;

  private final StringBuilder text = new StringBuilder();

  @Override
  public synchronized void accept(String more) {
    text.append(more);
    text.delete(0, Math.max(0, text.length() - MOST));
  }

  /** Another line begins. */
  synchronized void clear() {
    text.setLength(0);
  }

  /** Whether its last line, which is not ended, is that one. */
  synchronized boolean endsAt(String line) {
    return text.substring(text.lastIndexOf("\n") + 1).equals(line);
  }

  @Override
  public synchronized String toString() {
    return text.toString();
  }
}
