package passerelle.sim.userland.text;

import java.util.List;
import java.util.Optional;
import passerelle.sim.shell.Regex;

/**
 * One command of a sed script with its addresses.
 *
 * @param name its letter
 * @param text of {@code a i c}, label of {@code b t :}, file of {@code w}, characters of {@code y}
 * @param block the commands in braces
 */
record SedCommand(
    Optional<Address> first,
    Optional<Address> second,
    boolean negated,
    char name,
    String text,
    Optional<Substitution> substitution,
    List<SedCommand> block) {
  /** Which lines: a number, {@code $}, an expression, or {@code first~step}. */
  sealed interface Address permits LineNumber, LastLine, Matching, Step, Following {}

  /** {@code 3}. */
  record LineNumber(long line) implements Address {}

  /** {@code $}. */
  record LastLine() implements Address {}

  /** {@code /re/}; empty for the expression used last. */
  record Matching(Optional<Regex> regex) implements Address {}

  /** {@code 1~2}. */
  record Step(long first, long step) implements Address {}

  /** {@code ,+3}: so many lines after the first address. */
  record Following(long count) implements Address {}

  /**
   * {@code s/re/with/flags}.
   *
   * @param number which match; 1 for the first
   */
  record Substitution(
      Optional<Regex> regex, String with, boolean global, int number, boolean print) {}
}
