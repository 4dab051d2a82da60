package passerelle.netfilter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import passerelle.addr.Family;

/**
 * A rule: all matches must hold for the target to apply.
 *
 * @param matches the matches as iptables orders them: its own tests, then extensions as given
 * @param target what happens to a packet that matches
 */
public record Rule(List<Match> matches, Target target) {
  public Rule {
    List<Match> ordered = new ArrayList<>(matches);
    ordered.sort(Comparator.comparingInt(Match::rank));
    matches = List.copyOf(ordered);
  }

  /**
   * Reads an IPv4 rule known to be well formed, such as {@code -s 172.17.0.0/16 ! -o docker0 -j
   * MASQUERADE}; {@link IllegalArgumentException} otherwise.
   */
  public static Rule of(String text) {
    return of(Family.IPV4, text);
  }

  /** As {@link #of(String)}, for either family. */
  public static Rule of(Family family, String text) {
    try {
      return IptablesSyntax.parseRule(family, CommandWords.split(text));
    } catch (IptablesException e) {
      throw new IllegalArgumentException("not a rule: " + text + ": " + e.getMessage(), e);
    }
  }

  /** The rule as {@code iptables -S} prints it behind {@code -A CHAIN}. */
  public String text() {
    return join(conditions(), target.text());
  }

  /** The rule as the arguments of a command line, unquoted. */
  public List<String> words() {
    return CommandWords.split(text());
  }

  /**
   * The rule with its counters, as {@code iptables -v -S} prints it.
   *
   * @param packets packets counted
   * @param bytes octets counted
   */
  public String text(long packets, long bytes) {
    return join(join(conditions(), "-c " + packets + " " + bytes), target.text());
  }

  private String conditions() {
    return matches.stream()
        .map(Match::text)
        .filter(t -> !t.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String join(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + " " + second;
  }

  /** The first match of a kind. */
  <M extends Match> Optional<M> find(Class<M> kind, Predicate<M> which) {
    return matches.stream().filter(kind::isInstance).map(kind::cast).filter(which).findFirst();
  }

  @Override
  public String toString() {
    return text();
  }
}
