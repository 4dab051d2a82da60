package passerelle.sim.userland.nft;

import java.util.List;
import passerelle.addr.Family;
import passerelle.netfilter.CommentMatch;
import passerelle.netfilter.Match;
import passerelle.netfilter.PortsMatch;
import passerelle.netfilter.ProtocolMatch;
import passerelle.netfilter.Rule;
import passerelle.netfilter.TimeMatch;
import passerelle.sim.uapi.RuleInfo;

/** A rule of iptables as {@code nft list} writes it. */
final class IptablesRule {
  private IptablesRule() {}

  /** Some match or target of it is an extension to nftables. */
  static boolean usesExtensions(Rule rule) {
    return NftTargets.isExtension(rule.target())
        || rule.matches().stream().anyMatch(NftMatches::isExtension);
  }

  static String text(RuleInfo entry, Family family, NftStyle style) {
    StringBuilder out = new StringBuilder();
    NftMatches words = new NftMatches(family);
    List<Match> matches = entry.rule().matches();
    for (int i = 0; i < matches.size(); i++) {
      Match match = matches.get(i);
      boolean silent = match instanceof ProtocolMatch p && !p.negated() && isImplied(matches, i);
      String text = silent ? "" : match.accept(words);
      if (!text.isEmpty() || match instanceof CommentMatch || match instanceof TimeMatch) {
        out.append(text).append(' ');
      }
    }
    out.append("counter");
    if (!style.stateless()) {
      out.append(" packets ").append(entry.packets()).append(" bytes ").append(entry.bytes());
    }
    String target = entry.rule().target().accept(new NftTargets(family));
    out.append(target.isEmpty() ? "" : " " + target);
    return style.words(out.toString()) + style.handle(entry.handle());
  }

  /** A port says which protocol it is of, unless an extension stands between them. */
  private static boolean isImplied(List<Match> matches, int at) {
    for (Match later : matches.subList(at + 1, matches.size())) {
      if (NftMatches.isExtension(later)) {
        return false;
      }
      if (later instanceof PortsMatch) {
        return true;
      }
    }
    return false;
  }
}
