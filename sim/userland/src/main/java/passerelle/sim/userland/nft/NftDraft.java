package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.netfilter.Match;
import passerelle.netfilter.Rule;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftExpression.Compare;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.uapi.NftRule.Statement;

/** A rule of nftables of which a part has been read. */
final class NftDraft {
  private final NftFamily family;
  private final List<Statement> statements = new ArrayList<>();
  private final List<NftToken> named = new ArrayList<>();
  private Optional<NftToken> last = Optional.empty();
  private String comment = "";
  private String network;

  NftDraft(NftFamily family) {
    this.family = family;
    network = List.of("ip", "ip6", "arp").contains(family.label()) ? family.label() : "";
  }

  /**
   * Of which protocol of the network packets are that come so far: what the table says, or what was
   * asked of them first.
   */
  String network(String asked) {
    if (network.isEmpty()) {
      network = asked;
    }
    return network;
  }

  NftFamily family() {
    return family;
  }

  /** The words that name chains or sets, for complaints. */
  List<NftToken> named() {
    return named;
  }

  void name(NftToken word) {
    named.add(word);
  }

  /** The verdict that ends it, if it has been said. */
  Optional<NftToken> last() {
    return last;
  }

  /** Nothing may follow this verdict. */
  void end(NftToken verdict) {
    last = Optional.of(verdict);
  }

  void comment(String text) {
    comment = text;
  }

  NftRule rule() {
    return new NftRule(List.copyOf(statements), comment);
  }

  void add(NftExpression does, String text) {
    statements.add(new Statement(does, text));
  }

  /** What a rule of iptables in these words does. */
  static NftExpression apply(String words) {
    return new NftExpression.Apply(Rule.of(words).target());
  }

  static Match match(String words) {
    List<Match> all = Rule.of(words).matches();
    return all.get(all.size() - 1);
  }

  /** Some statement before began like this. */
  boolean asksFor(String start) {
    return statements.stream().anyMatch(s -> s.text().startsWith(start));
  }

  /** What a port or a type of ICMP says of the protocol need not be said before it. */
  void implied(NftField field) {
    if (statements.isEmpty()) {
      return;
    }
    int at = statements.size() - 1;
    if (statements.get(at).does() instanceof Compare before && !before.negated()) {
      String protocol = field.words().replaceFirst(" .*", "");
      protocol = protocol.equals("vlan") ? "8021q" : protocol;
      boolean same = before.values().size() == 1 && before.values().get(0).text().equals(protocol);
      boolean ether =
          before.field() == NftField.ETHER_TYPE || before.field() == NftField.META_PROTOCOL;
      boolean silent =
          ether && !family.isIp()
              || before.field() == NftField.L4PROTO
              || before.field() == NftField.IP_PROTOCOL && family == NftFamily.IP;
      if (same && silent) {
        statements.remove(at);
      }
    }
  }
}
