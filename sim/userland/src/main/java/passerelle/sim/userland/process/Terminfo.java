package passerelle.sim.userland.process;

import java.util.Optional;
import java.util.Set;
import passerelle.sim.process.Process;

/**
 * What Debian knows of terminals (terminfo(5)): the kinds of its package ncurses-base, which every
 * machine has. A program that draws with ncurses refuses any other.
 */
public final class Terminfo {
  /** A kind that only prints: it has no way to move the cursor. */
  private static final String DUMB = "dumb";

  private static final Set<String> KINDS =
      Set.of(
          """
          Eterm Eterm-color ansi cons25 cygwin dumb hurd linux mach mach-bold mach-color
          mach-gnu mach-gnu-color pcansi rxvt rxvt-basic rxvt-m rxvt-unicode
          rxvt-unicode-256color screen screen-256color screen-256color-bce screen-bce
          screen-s screen-w screen.xterm-256color sun tmux tmux-256color vt100 vt102 vt220
          vt52 wsvt25 wsvt25m xterm xterm-256color xterm-color xterm-debian xterm-mono
          xterm-r5 xterm-r6 xterm-vt220 xterm-xfree86
          """
              .split("\\s+"));

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
