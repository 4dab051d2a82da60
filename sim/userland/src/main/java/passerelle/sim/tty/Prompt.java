package passerelle.sim.tty;

import java.util.function.Supplier;
import passerelle.sim.process.Process;

/**
 * What a shell says when it waits for a line.
 *
 * @param shell who asks: its place is where the person is
 * @param text as it is shown, with its blank at the end: {@code PS1} where somebody has set it
 * @param status {@code $?} there
 * @param settings what later lines find as this one left it, as a value
 * @param editor what keys do there
 */
public record Prompt(
    Process shell, String text, int status, Supplier<Object> settings, Editor editor) {

  /** What it would be if nobody had set {@code PS1}: it tells where the shell is. */
  public String where() {
    return shell.place().prompt();
  }
}
