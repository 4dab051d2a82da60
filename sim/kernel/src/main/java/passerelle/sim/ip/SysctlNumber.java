package passerelle.sim.ip;

import java.util.regex.Pattern;

/** Numbers as {@code /proc/sys} takes them ({@code proc_dointvec}, kernel/sysctl.c). */
public final class SysctlNumber {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private SysctlNumber() {}

  /**
   * Reads a number in decimal, octal (0...) or hexadecimal (0x...) notation.
   *
   * @throws IllegalArgumentException what the kernel answers with EINVAL
   */
  public static int parse(String text) {
    String first = BLANKS.split(text.strip(), 2)[0];
    if (first.startsWith("#") || first.startsWith("+") || first.startsWith("-#")) {
      throw new IllegalArgumentException(text);
    }
    return Integer.decode(first);
  }

  /** Reads a number that must be {@code least} to {@code most}. */
  public static int parse(String text, int least, int most) {
    int number = parse(text);
    if (number < least || number > most) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }
}
