package passerelle.sim.process;

import java.util.Locale;
import java.util.Optional;

/** The signals that the lab delivers, with their Linux numbers ({@code signal(7)}, x86). */
public enum Signal {
  /** Controlling terminal closed. */
  HUP(1),
  /** Ctrl-C. */
  INT(2),
  /** Ctrl-\. */
  QUIT(3),
  /** Cannot be caught. */
  KILL(9),
  /** User-defined. */
  USR1(10),
  /** User-defined. */
  USR2(12),
  /** A stack without end. */
  SEGV(11),
  /** Nobody reads the pipe written to. */
  PIPE(13),
  /** {@code alarm(2)}. */
  ALRM(14),
  /** The polite request to end. */
  TERM(15),
  /** A child has ended or stopped. */
  CHLD(17),
  /** Go on after STOP. */
  CONT(18),
  /** Freeze; cannot be caught. */
  STOP(19),
  /** Ctrl-Z. */
  TSTP(20),
  /** Read the terminal in the background. */
  TTIN(21),
  /** Wrote to the terminal in the background. */
  TTOU(22),
  /** Computed for too long ({@code RLIMIT_CPU}). */
  XCPU(24),
  /** The terminal has another size. */
  WINCH(28);

  /** What it does to a process that does not handle it ({@code signal(7)}). */
  enum Action {
    END,
    STOP,
    NOTHING
  }

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  Action action() {
    return switch (this) {
      case CHLD, CONT, WINCH -> Action.NOTHING;
      case STOP, TSTP, TTIN, TTOU -> Action.STOP;
      default -> Action.END;
    };
  }

  /** Its number in Linux. */
  public int number() {
    return number;
  }

  /** The exit status that a shell and Docker show for a process that died of it: 128 + number. */
  public int status() {
    return 128 + number;
  }

  /** Reads {@code 9}, {@code KILL} or {@code SIGKILL}, in either case. */
  public static Optional<Signal> parse(String text) {
    String name = text.toUpperCase(Locale.ROOT);
    for (Signal signal : values()) {
      boolean named = name.equals(signal.name()) || name.equals("SIG" + signal.name());
      if (named || name.equals(Integer.toString(signal.number))) {
        return Optional.of(signal);
      }
    }
    return Optional.empty();
  }
}
