package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import passerelle.real.sys.Libc;

/** Signals by their names (signal(7), the numbers that x86 and ARM share). */
final class Signals {
  static final int HUP = 1;
  static final int INT = 2;
  static final int KILL = 9;
  static final int PIPE = 13;
  static final int CONT = 18;
  static final int STOP = 19;

  private static final List<String> NAMES =
      List.of(
          ("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT"
                  + " STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS")
              .split(" "));

  private static final Map<String, Integer> NUMBERS =
      IntStream.range(0, NAMES.size())
          .boxed()
          .collect(Collectors.toMap(NAMES::get, Function.<Integer>identity().andThen(i -> i + 1)));

  /** CHLD, CONT, STOP, TSTP, TTIN, TTOU, URG, WINCH. */
  private static final Set<Integer> SURVIVED = Set.of(17, 18, 19, 20, 21, 22, 23, 28);

  private Signals() {}

  /** The number of {@code TERM}, {@code SIGTERM} or {@code 15}; empty for no signal. */
  static OptionalInt number(String name) {
    String bare = name.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    if (bare.matches("[1-9]|[1-5][0-9]|6[0-4]")) {
      return OptionalInt.of(Integer.parseInt(bare));
    }
    Integer number = NUMBERS.get(bare);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /**
   * Signals a process, or a group of them by its negative number; one that has ended is left out.
   */
  static void send(int pid, int number) {
    try {
      Libc.kill(pid, number);
    } catch (LastErrorException ended) {
      return; // It was faster.
    }
  }

  /** Ends a process that has no handler for it (signal(7), "Term" and "Core"). */
  static boolean ends(int number) {
    return number > 0 && !SURVIVED.contains(number);
  }

  /** A shell's exit status from waitpid(2)'s: the program's own, or 128 and the signal's number. */
  static int exitStatus(int waited) {
    int signal = waited & 0x7f;
    return signal == 0 ? waited >> 8 & 0xff : 128 + signal;
  }
}
