package passerelle.real.lab;

import java.util.Optional;

/**
 * One thing that real mode needs or can use, looked at.
 *
 * @param name what was looked at, in the field's own word: {@code iptables}, {@code veth}
 * @param standing whether it is there, and if not, whether real mode runs without it
 * @param detail where or what it is, {@code /usr/sbin/iptables}; empty when there is nothing to add
 * @param problem what is wrong, or what does not work without it; empty when it is there
 * @param remedy the command that helps, if one does
 */
public record Finding(
    String name,
    Standing standing,
    String detail,
    Optional<Said> problem,
    Optional<String> remedy) {

  /** How a thing stands. */
  public enum Standing {
    /** It is there. */
    OK,
    /** It is not there, and something less works. */
    OPTIONAL,
    /** It is not there, and real mode cannot run. */
    MISSING
  }

  static Finding ok(String name, String detail) {
    return new Finding(name, Standing.OK, detail, Optional.empty(), Optional.empty());
  }

  static Finding missing(String name, Said problem, Optional<String> remedy) {
    return new Finding(name, Standing.MISSING, "", Optional.of(problem), remedy);
  }

  static Finding optional(String name, Said problem, Optional<String> remedy) {
    return new Finding(name, Standing.OPTIONAL, "", Optional.of(problem), remedy);
  }

  boolean isMissing() {
    return standing == Standing.MISSING;
  }
}
