package passerelle.sim.tty;

/**
 * How a terminal treats keys and output ({@code struct termios}), as far as programs here change
 * it.
 *
 * @param canonical keys become lines that can be corrected until Enter (ICANON)
 * @param echo keys are shown (ECHO, ECHOE, ECHOKE, ECHOCTL)
 * @param signals Ctrl-C, Ctrl-\ and Ctrl-Z are signals (ISIG)
 * @param newlines Enter's carriage return is read as a newline (ICRNL)
 * @param flow Ctrl-S holds the output, Ctrl-Q lets it go on (IXON)
 * @param processed a newline is shown as carriage return and newline (OPOST, ONLCR)
 */
public record Modes(
    boolean canonical,
    boolean echo,
    boolean signals,
    boolean newlines,
    boolean flow,
    boolean processed) {
  /** As a terminal begins ({@code tty_std_termios}). */
  public static final Modes COOKED = new Modes(true, true, true, true, true, true);

  /** Keys go to the program as they are ({@code cfmakeraw(3)}). */
  public static final Modes RAW = new Modes(false, false, false, false, false, false);

  /** The same with or without echo. */
  public Modes withEcho(boolean on) {
    return new Modes(canonical, on, signals, newlines, flow, processed);
  }
}
