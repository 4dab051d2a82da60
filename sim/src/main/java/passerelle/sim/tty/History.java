package passerelle.sim.tty;

import java.util.ArrayList;
import java.util.List;

/** The lines that were typed into one shell, the latest last. */
public final class History {
  /** {@code HISTSIZE} of bash. */
  private static final int LONGEST = 500;

  private final boolean keepsRepeats;
  private final List<String> lines = new ArrayList<>();

  /**
   * Empty.
   *
   * @param keepsRepeats a line that is the same as the one before is kept, as bash does
   */
  public History(boolean keepsRepeats) {
    this.keepsRepeats = keepsRepeats;
  }

  /** Keeps a line; a blank one is nothing to come back to. */
  void add(String line) {
    boolean repeats = !lines.isEmpty() && lines.get(lines.size() - 1).equals(line);
    if (line.isBlank() || repeats && !keepsRepeats) {
      return;
    }
    lines.add(line);
    if (lines.size() > LONGEST) {
      lines.remove(0);
    }
  }

  int size() {
    return lines.size();
  }

  String line(int index) {
    return lines.get(index);
  }
}
