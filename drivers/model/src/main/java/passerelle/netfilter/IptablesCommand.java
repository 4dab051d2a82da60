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
    APPEND('A', "append"),
    CHECK('C', "check"),
    DELETE('D', "delete"),
    DELETE_NUMBER('D', "delete"),
    INSERT('I', "insert"),
    REPLACE('R', "replace"),
    LIST('L', "list"),
    LIST_RULES('S', "list-rules"),
    FLUSH('F', "flush"),
    ZERO('Z', "zero"),
    NEW_CHAIN('N', "new-chain"),
    DELETE_CHAIN('X', "delete-chain"),
    RENAME_CHAIN('E', "rename-chain"),
    POLICY('P', "policy"),
    VERSION('V', "version"),
    HELP('h', "help");

    private final char letter;
    private final String word;

    Operation(char letter, String word) {
      this.letter = letter;
      this.word = word;
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
