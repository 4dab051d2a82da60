package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.kernel.SignalNames;
import passerelle.real.sys.Libc;

/** Signals by their names (signal(7), the numbers that x86 and ARM share). */
final class Signals {
  static final int HUP = 1;
  static final int INT = 2;
  static final int KILL = 9;
  static final int PIPE = 13;
  static final int CONT = 18;
  static final int STOP = 19;

  /** CHLD, CONT, STOP, TSTP, TTIN, TTOU, URG, WINCH. */
  private static final Set<Integer> SURVIVED = Set.of(17, 18, 19, 20, 21, 22, 23, 28);

  private Signals() {}

  /** The number of {@code TERM}, {@code SIGTERM} or {@code 15}; empty for no signal. */
  static OptionalInt number(String name) {
    int number = SignalNames.parse(name).map(SignalNames::number).orElse(0);
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
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
