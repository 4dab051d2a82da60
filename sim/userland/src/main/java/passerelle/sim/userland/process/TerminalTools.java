package passerelle.sim.userland.process;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.tty.Modes;
import passerelle.sim.tty.Tty;

/**
 * {@code clear}, {@code tty}, and of {@code stty} the size, the echo and the raw mode (coreutils,
 * BusyBox).
 */
public final class TerminalTools {
  /** What clears the screen and the lines above it: clear and E3 of xterm's terminfo. */
  private static final String XTERM = "\033[H\033[2J\033[3J";

  private static final String BUSYBOX = "\033[H\033[J";

  private TerminalTools() {}

  /** Adds all. */
  public static void addTo(Toolset.Builder tools, String directory) {
    BlockingProgram clear =
        directory.equals("/bin") ? TerminalTools::clearAnything : TerminalTools::clear;
    tools.add(directory, clear, "clear");
    BlockingProgram tty = TerminalTools::tty;
    BlockingProgram stty = TerminalTools::stty;
    tools.add(directory, tty, "tty").add(directory, stty, "stty");
  }

  /** BusyBox asks nobody what kind of terminal it is. */
  private static int clearAnything(Process self) {
    self.stdout().print(BUSYBOX);
    return 0;
  }

  /** ncurses' own says what setupterm(3X) says. */
  private static int clear(Process self) {
    Optional<String> unknown = Terminfo.unknown(self);
    if (unknown.isPresent()) {
      boolean set = self.environment().containsKey("TERM");
      return self.stderr()
          .println(
              set
                  ? "'" + unknown.get() + "': unknown terminal type."
                  : "TERM environment variable not set.",
              1);
    }
    self.stdout().print(XTERM);
    return 0;
  }

  private static int tty(Process self) {
    boolean silent = self.arguments().contains("-s");
    if (!silent) {
      self.stdout()
          .println(
              Tty.of(self.stdin().source()).map(tty -> "/dev/" + tty.name()).orElse("not a tty"));
    }
    return self.stdin().isTerminal() ? 0 : 1;
  }

  private static int stty(Process self) {
    Optional<Tty> tty = Tty.of(self.stdin().source());
    if (tty.isEmpty()) {
      return self.stderr()
          .println(self.name() + ": 'standard input': Inappropriate ioctl for device", 1);
    }
    List<String> words = self.arguments();
    if (words.isEmpty() || words.equals(List.of("-a"))) {
      self.stdout().print(settings(tty.get(), !words.isEmpty()));
      return 0;
    }
    for (String word : words) {
      if (!apply(self, tty.get(), word)) {
        return self.stderr().println(self.name() + ": invalid argument '" + word + "'", 1);
      }
    }
    return 0;
  }

  private static boolean apply(Process self, Tty tty, String word) {
    switch (word) {
      case "size" -> self.stdout().println(tty.rows() + " " + tty.columns());
      case "speed" -> self.stdout().println("38400");
      case "echo" -> tty.setModes(tty.modes().withEcho(true));
      case "-echo" -> tty.setModes(tty.modes().withEcho(false));
      case "sane", "cooked", "-raw" -> tty.setModes(Modes.COOKED);
      case "raw", "-cooked" -> tty.setModes(Modes.RAW.withEcho(tty.modes().echo()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static String settings(Tty tty, boolean all) {
    String size = "rows %s; columns %s; ".formatted(tty.rows(), tty.columns());
    return "speed 38400 baud; %sline = 0;\n%s%s%s%s"
        .formatted(
            all ? size : "",
            tty.modes().canonical() ? "" : "-icanon ",
            tty.modes().echo() ? "" : "-echo ",
            tty.modes().processed() ? "" : "-opost ",
            all ? "isig icrnl ixon\n" : "\n");
  }
}
