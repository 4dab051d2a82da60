package passerelle.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Signals by name and number, as dockerd reads them (moby/sys/signal, Linux on x86). */
public final class SignalNames {
  private static final List<String> NUMBERED =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private SignalNames() {}

  /** The name without SIG of {@code 9}, {@code kill} or {@code SIGKILL}. */
  public static Optional<String> parse(String text) {
    String bare = text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    if (bare.matches("[1-9][0-9]?") && Integer.parseInt(bare) < NUMBERED.size()) {
      return Optional.of(NUMBERED.get(Integer.parseInt(bare)));
    }
    return bare.isEmpty() || !NUMBERED.contains(bare) ? Optional.empty() : Optional.of(bare);
  }

  /** The number of a name without SIG, 0 for none. */
  static int number(String name) {
    return Math.max(0, NUMBERED.indexOf(name));
  }
}
