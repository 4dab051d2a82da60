package passerelle.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * An iptables command line, read.
 *
 * @param operation what it does
 * @param table name of the table as given
 * @param chain the chain; empty for all, where that is allowed
 * @param argument with RENAME the new name, with POLICY the policy
 * @param number rule number from 1; 0 when none was given
 * @param rules the rule, more than one when {@code -s} or {@code -d} name several addresses
 * @param counters with {@code -c}: packets and bytes to begin with
 * @param output how a listing is printed
 * @param warnings lines for standard error that do not stop the command
 */
public record IptablesCommand(
    Operation operation,
    String table,
    Optional<String> chain,
    Optional<String> argument,
    int number,
    List<Rule> rules,
    Optional<Counters> counters,
    Output output,
    List<String> warnings) {

  public IptablesCommand {
    rules = List.copyOf(rules);
    warnings = List.copyOf(warnings);
  }

  /** The commands; a rule command reads a rule behind its chain. */
  public enum Operation {
    APPEND('A'),
    CHECK('C'),
    DELETE('D'),
    DELETE_NUMBER('D'),
    INSERT('I'),
    REPLACE('R'),
    LIST('L'),
    LIST_RULES('S'),
    FLUSH('F'),
    ZERO('Z'),
    NEW_CHAIN('N'),
    DELETE_CHAIN('X'),
    RENAME_CHAIN('E'),
    POLICY('P'),
    VERSION('V'),
    HELP('h');

    private final char letter;

    Operation(char letter) {
      this.letter = letter;
    }

    char letter() {
      return letter;
    }

    /** Takes a rule. */
    public boolean takesRule() {
      return ordinal() <= REPLACE.ordinal() && this != DELETE_NUMBER;
    }
  }

  /** Packet and byte counts. */
  public record Counters(long packets, long bytes) {}

  /**
   * {@code -v} (how often), {@code -n}, {@code -x}, {@code --line-numbers}, and whether {@code -Z}
   * stood beside {@code -L} or {@code -S}.
   */
  public record Output(
      int verbose, boolean numeric, boolean exact, boolean lineNumbers, boolean thenZero) {}
}
