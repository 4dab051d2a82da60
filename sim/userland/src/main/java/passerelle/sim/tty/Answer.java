package passerelle.sim.tty;

/** What comes to a shell that has asked for a line. */
public sealed interface Answer {
  /**
   * A line.
   *
   * @param text without a newline at its end; several lines when a line editor has joined them
   */
  record Line(String text) implements Answer {}

  /** Ctrl-D on an empty line, or the terminal is gone. */
  record EndOfInput() implements Answer {}

  /** Ctrl-C: the line is given up. */
  record Interrupt() implements Answer {}
}
