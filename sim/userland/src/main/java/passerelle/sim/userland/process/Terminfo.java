package passerelle.sim.userland.process;

import java.util.Optional;
import java.util.Set;
import passerelle.sim.process.Process;
import passerelle.text.Resources;
import passerelle.text.WordSet;

/**
 * What Debian knows of terminals (terminfo(5)): the kinds of its package ncurses-base, which every
 * machine has. A program that draws with ncurses refuses any other.
 */
public final class Terminfo {
  /** A kind that only prints: it has no way to move the cursor. */
  private static final String DUMB = "dumb";

  private static final Set<String> KINDS =
      WordSet.of(Resources.text(Terminfo.class, "terminals.txt"));

  private Terminfo() {}

  /** Whether a program's terminal is known, and can do what a program that draws needs. */
  public static boolean isFull(Process self) {
    return unknown(self).isEmpty() && !DUMB.equals(self.environment().get("TERM"));
  }

  /** What a program's {@code TERM} is, where that is no kind that is known; empty if it is one. */
  public static Optional<String> unknown(Process self) {
    String kind = self.environment().getOrDefault("TERM", "");
    return KINDS.contains(kind) ? Optional.empty() : Optional.of(kind);
  }
}
