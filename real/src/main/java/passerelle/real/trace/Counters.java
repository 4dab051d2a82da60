package passerelle.real.trace;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import passerelle.real.exec.Command;
import passerelle.real.exec.CommandException;
import passerelle.real.sys.Netns;

/**
 * How many packets matched each rule while a trace was made: all there is to go by where nf_tables
 * does not tell of the rules, as with {@code iptables-legacy}. Which packets they were it does not
 * say: each that comes along takes one.
 */
final class Counters {
  private final Map<Rule, Long> packets;

  /** A rule by its table, its chain and its place there. */
  record Rule(String table, String chain, int number) {}

  private Counters(Map<Rule, Long> packets) {
    this.packets = packets;
  }

  /** What has been counted in a namespace so far; empty where that cannot be read. */
  static Optional<Counters> read(Netns netns) {
    try {
      Command.Result saved = Command.of("iptables-save", "-c").in(netns).run();
      return saved.succeeded() ? Optional.of(parse(saved.out())) : Optional.empty();
    } catch (CommandException noIptables) {
      return Optional.empty();
    }
  }

  /** From what {@code iptables-save -c} prints. */
  static Counters parse(String saved) {
    Map<Rule, Long> packets = new LinkedHashMap<>();
    Map<String, Integer> numbers = new HashMap<>();
    String table = "";
    for (String line : saved.lines().toList()) {
      if (line.startsWith("*")) {
        table = line.substring(1);
        numbers.clear();
      } else if (line.matches("\\[\\d+:\\d+] -A .*")) {
        String chain = line.split(" ", 4)[2];
        int number = numbers.merge(chain, 1, Integer::sum);
        long count = Long.parseLong(line.substring(1, line.indexOf(':')));
        packets.put(new Rule(table, chain, number), count);
      }
    }
    return new Counters(packets);
  }

  /** What has been counted since. */
  Counters since(Counters earlier) {
    Map<Rule, Long> more = new LinkedHashMap<>();
    packets.forEach(
        (rule, count) -> more.put(rule, count - earlier.packets.getOrDefault(rule, 0L)));
    return new Counters(more);
  }

  /** Takes one packet of those that a rule has counted; false when there is none left. */
  boolean take(Rule rule) {
    long left = packets.getOrDefault(rule, 0L);
    packets.computeIfPresent(rule, (r, count) -> Math.max(0, count - 1));
    return left > 0;
  }
}
