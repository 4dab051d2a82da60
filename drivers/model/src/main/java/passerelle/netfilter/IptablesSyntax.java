package passerelle.netfilter;

import java.util.List;
import passerelle.addr.Family;

/** iptables' command line as text, to values. */
public final class IptablesSyntax {
  private IptablesSyntax() {}

  /** The command that changes a family's rules; its {@code -save} and {@code -restore}, too. */
  public static String command(Family family) {
    return family == Family.IPV4 ? "iptables" : "ip6tables";
  }

  /**
   * Reads a rule without command, as it stands behind {@code -A CHAIN}.
   *
   * @throws IptablesException worded as iptables words it
   */
  public static Rule parseRule(Family family, List<String> args) throws IptablesException {
    return parseRules(family, args, NameService.NONE).get(0);
  }

  /** As {@link #parseRule}: several rules when {@code -s} or {@code -d} name several addresses. */
  public static List<Rule> parseRules(Family family, List<String> args, NameService names)
      throws IptablesException {
    return new IptablesParser(family, names).parseRules(args);
  }

  /** Reads a whole command line, the tool's own name left out. */
  public static IptablesCommand parseCommand(Family family, List<String> argv, NameService names)
      throws IptablesException {
    return new IptablesParser(family, names).parseCommand(argv);
  }

  /** Splits a line of {@code iptables-save} into words. */
  public static List<String> words(String line) {
    return CommandWords.split(line);
  }
}
