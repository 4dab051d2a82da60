package passerelle.sim.tty;

import java.util.List;
import java.util.function.IntSupplier;
import passerelle.text.Align;
import passerelle.text.ByteText;

/** The candidates that a second Tab shows, in columns ({@code rl_display_match_list}). */
final class Listing {
  private static final int GAP = 2;
  private static final int USUAL = 80;

  private final Display display;
  private final IntSupplier columns;
  private boolean asked;

  Listing(Display display, IntSupplier columns) {
    this.display = display;
    this.columns = columns;
  }

  /** Whether this Tab is the second that completes nothing. */
  boolean isWanted() {
    boolean second = asked;
    asked = true;
    return second;
  }

  /** Another key was typed. */
  void forget() {
    asked = false;
  }

  /** Shows file names without their directory. */
  void show(List<String> candidates) {
    List<String> names = candidates.stream().map(Listing::name).toList();
    int width = names.stream().mapToInt(String::length).max().orElse(0) + GAP;
    int screen = columns.getAsInt() > 0 ? columns.getAsInt() : USUAL;
    int across = Math.max(1, screen / width);
    int down = (names.size() + across - 1) / across;
    StringBuilder out = new StringBuilder();
    for (int row = 0; row < down; row++) {
      StringBuilder line = new StringBuilder();
      for (int i = row; i < names.size(); i += down) {
        line.append(Align.left(names.get(i), width));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    display.write(ByteText.encode(out.toString()), true);
  }

  private static String name(String candidate) {
    return candidate.substring(candidate.lastIndexOf('/', candidate.length() - 2) + 1);
  }
}
