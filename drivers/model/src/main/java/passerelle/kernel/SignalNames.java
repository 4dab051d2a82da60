package passerelle.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signals by name and number, on x86 and ARM (signal(7)); real-time ones as bash and dockerd name
 * them.
 */
public final class SignalNames {
  private static final List<String> NUMBERED =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  /** {@code SIGRTMIN} of the C library, which keeps two signals for itself, and SIGRTMAX. */
  private static final int FIRST_REAL_TIME = 34;

  /** The highest number. */
  public static final int LAST = 64;

  /** How far the names count from each end. */
  private static final int FROM_FIRST = 15;

  private static final int FROM_LAST = 14;

  /** The names count from both ends, and meet in the middle. */
  private static final Pattern REAL_TIME = Pattern.compile("RTM(IN|AX)(?:[+-]([1-9][0-9]?))?");

  private SignalNames() {}

  /** The name without SIG of {@code 9}, {@code kill} or {@code SIGKILL}. */
  public static Optional<String> parse(String text) {
    String bare = text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    int number = text.matches("[1-9][0-9]?") ? Integer.parseInt(text) : 0;
    boolean known = NUMBERED.contains(bare) || number(bare) > 0;
    return name(number).or(() -> bare.isEmpty() || !known ? Optional.empty() : Optional.of(bare));
  }

  /** The name without SIG of a number. */
  public static Optional<String> name(int number) {
    if (number > 0 && number < NUMBERED.size()) {
      return Optional.of(NUMBERED.get(number));
    }
    if (number < FIRST_REAL_TIME || number > LAST) {
      return Optional.empty();
    }
    boolean low = number <= FIRST_REAL_TIME + FROM_FIRST;
    int distance = low ? number - FIRST_REAL_TIME : LAST - number;
    String name = (low ? "RTMIN+" : "RTMAX-") + distance;
    return Optional.of(distance == 0 ? name.substring(0, "RTMIN".length()) : name);
  }

  /** The number of a name without SIG, 0 for none. */
  public static int number(String name) {
    Matcher realTime = REAL_TIME.matcher(name);
    return realTime.matches() ? realTime(realTime) : Math.max(0, NUMBERED.indexOf(name));
  }

  private static int realTime(Matcher name) {
    boolean fromFirst = name.group(1).equals("IN");
    int distance = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
    boolean rightSign = distance == 0 || name.group().contains("+") == fromFirst;
    if (!rightSign || distance > (fromFirst ? FROM_FIRST : FROM_LAST)) {
      return 0;
    }
    return fromFirst ? FIRST_REAL_TIME + distance : LAST - distance;
  }
}
