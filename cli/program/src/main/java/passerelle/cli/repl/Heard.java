package passerelle.cli.repl;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The end of what a line prints: enough of it to see what it says. Any thread may add to it. */
final class Heard implements Consumer<String> {
  private static final int MOST = 4096;

  /** What a shell that draws its prompt anew wraps it in (ECMA-48, control sequences). */
  private static final Pattern STEERING = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

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

  /** Whether its last line, which is not ended, shows that one. */
  synchronized boolean endsAt(String line) {
    String last = STEERING.matcher(text.substring(text.lastIndexOf("\n") + 1)).replaceAll("");
    return last.substring(last.lastIndexOf("\r") + 1).equals(line);
  }

  @Override
  public synchronized String toString() {
    return text.toString();
  }
}
