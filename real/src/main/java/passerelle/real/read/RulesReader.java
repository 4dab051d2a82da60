package passerelle.real.read;

import java.util.List;
import java.util.regex.Pattern;
import passerelle.real.exec.Command;
import passerelle.real.exec.CommandException;
import passerelle.real.sys.Netns;

/**
 * The rules as iptables writes them: only its own extensions know the words for what the kernel
 * keeps of a rule.
 */
final class RulesReader {
  private static final Pattern COUNTERS = Pattern.compile(" \\[\\d+:\\d+\\]$");

  private RulesReader() {}

  /** The tables with their chains and rules, comments and counters left out. */
  static List<String> read(Netns netns) throws CommandException {
    Command command = Command.of("iptables-save").in(netns);
    Command.Result saved = command.run();
    if (!saved.succeeded()) {
      throw new CommandException(command + ": " + saved.err().strip());
    }
    return saved
        .out()
        .lines()
        .filter(line -> !line.startsWith("#") && !line.equals("COMMIT"))
        .map(line -> line.startsWith(":") ? COUNTERS.matcher(line).replaceFirst("") : line)
        .map(String::stripTrailing)
        .toList();
  }
}
