package passerelle.sim.tty;

/**
 * The line editor of a shell.
 *
 * @param style whose it is
 * @param history the lines before
 * @param completer what Tab completes to
 */
public record Editor(Style style, History history, Completion.Completer completer) {
  /** The two line editors differ in what they redraw, and in what they know of pasting. */
  public enum Style {
    /** GNU readline, of bash: it redraws what has changed. */
    READLINE,

    /**
     * BusyBox {@code libbb/lineedit.c}, of ash: what changes at once it redraws with its prompt.
     */
    LINEEDIT
  }
}
