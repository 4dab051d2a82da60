package passerelle.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.kernel.op.ChainOp;

/**
 * What dockerd says when iptables refuses a rule of its: the daemon runs that program, and hands on
 * the command with what it printed.
 */
public final class RefusedRule {
  /** Between "...: " and the parenthesis moby has one more blank. */
  private static final String FAILED = " (iptables failed: ";

  private RefusedRule() {}

  /** iptables' words for a chain that somebody has deleted. */
  public static String words(ChainOp.OfRule op) {
    String program = op.family() == Family.IPV6 ? "ip6tables" : "iptables";
    return FAILED.replace("iptables", program)
        + (program + " --wait -t " + op.table().label() + " " + op.command() + " ")
        + String.join(" ", asDockerWrites(op.rule().words()))
        + (": " + program + ": No chain/target/match by that name.\n (exit status 1))");
  }

  /** The same of a published port, since engine 28. */
  static String ofPort(String told) {
    return told.startsWith(FAILED) ? "Unable to enable DNAT rule: " + told : told;
  }

  /** A redirection in the order of libnetwork's words: protocol, address, port, target, device. */
  private static List<String> asDockerWrites(List<String> rule) {
    if (!rule.contains("DNAT")) {
      return rule;
    }
    Stream<String> device = pair(rule, "-i").stream().flatMap(i -> Stream.of("!", "-i", i));
    Stream<String> named =
        Stream.of("-p", "-d", "--dport", "-j", "--to-destination")
            .flatMap(
                option ->
                    pair(rule, option)
                        .or(() -> option.equals("-d") ? Optional.of("0/0") : Optional.empty())
                        .stream()
                        .flatMap(value -> Stream.of(option, value.replaceFirst("/32$", ""))));
    return Stream.concat(named, device).collect(Collectors.toList());
  }

  private static Optional<String> pair(List<String> rule, String option) {
    int at = rule.indexOf(option);
    return at < 0 || at + 1 == rule.size() ? Optional.empty() : Optional.of(rule.get(at + 1));
  }
}
