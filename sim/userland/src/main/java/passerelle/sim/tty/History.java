package passerelle.sim.tty;

import java.util.ArrayList;
import java.util.List;

/** The lines that were typed into one shell, the latest last. */
public final class History {
  /** {@code HISTSIZE} of bash. */
  private static final int LONGEST = 500;

  private final boolean keepsRepeats;
  private final List<String> lines = new ArrayList<>();
  private int forgotten;

  /**
   * Empty.
   *
   * @param keepsRepeats a line that is the same as the one before is kept, as bash does
   */
  public History(boolean keepsRepeats) {
    this.keepsRepeats = keepsRepeats;
  }

  /** Keeps a line; a blank one is nothing to come back to. */
  public void add(String line) {
    boolean repeats = !lines.isEmpty() && lines.get(lines.size() - 1).equals(line);
    if (line.isBlank() || repeats && !keepsRepeats) {
      return;
    }
    lines.add(line);
    if (lines.size() > LONGEST) {
      lines.remove(0);
      forgotten++;
    }
  }

  /** The latest line goes on: this is the whole. */
  public void amend(String whole) {
    if (!lines.isEmpty()) {
      lines.set(lines.size() - 1, whole);
    }
  }

  /** Forgets all. */
  public void clear() {
    lines.clear();
    forgotten = 0;
  }

  /** Forgets the line of an index. */
  public void remove(int index) {
    lines.remove(index);
  }

  /** How many lines of before are not kept any more. */
  public int forgotten() {
    return forgotten;
  }

  /** How many lines are kept. */
  public int size() {
    return lines.size();
  }

  /** The line of an index, from 0 for the oldest. */
  public String line(int index) {
    return lines.get(index);
  }
}
