package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.netfilter.CommentMatch;
import passerelle.netfilter.InterfaceMatch;
import passerelle.netfilter.IptablesCommand;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.IptablesSyntax;
import passerelle.netfilter.Match;
import passerelle.netfilter.NameService;
import passerelle.netfilter.Rule;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.uapi.RuleInfo;
import passerelle.sim.userland.iptables.LabNames;

/**
 * {@code iptables-translate}: says a command of iptables in the words of nft, and does nothing
 * (iptables/xtables-translate.c).
 */
public final class IptablesTranslate implements BlockingProgram {
  @Override
  public int run(Process self) {
    Family family = self.name().startsWith("ip6") ? Family.IPV6 : Family.IPV4;
    NameService names = new LabNames("");
    IptablesCommand command;
    try {
      command = IptablesSyntax.parseCommand(family, self.arguments(), names);
    } catch (IptablesException wrong) {
      return self.stderr().print(wrong.render(self.name()) + "\n", wrong.status());
    }
    String where = (family == Family.IPV4 ? "ip " : "ip6 ") + command.table();
    String chain = command.chain().map(c -> " chain " + where + " " + c).orElse("");
    Optional<String> words =
        switch (command.operation()) {
          case VERSION -> Optional.of(self.name() + " v1.8.11 (nf_tables)");
          case NEW_CHAIN -> Optional.of("nft add" + chain);
          case DELETE_CHAIN ->
              chain.isEmpty() ? Optional.empty() : Optional.of("nft delete" + chain);
          case FLUSH -> Optional.of("nft flush" + (chain.isEmpty() ? " table " + where : chain));
          case LIST, LIST_RULES ->
              Optional.of("nft list" + (chain.isEmpty() ? " table " + where : chain));
          default -> Optional.empty();
        };
    if (words.isPresent()) {
      self.stdout().print(words.get() + "\n");
      return 0;
    }
    return switch (command.operation()) {
      case APPEND -> rules(self, command, family, "add rule " + where + " ");
      case INSERT -> rules(self, command, family, "insert rule " + where + " ");
      default -> {
        self.stderr().print("Translation not implemented\n");
        yield self.stdout().print("nft ", 1);
      }
    };
  }

  private static int rules(Process self, IptablesCommand command, Family family, String beginning) {
    String index = command.number() > 1 ? " index " + command.number() : "";
    for (Rule rule : command.rules()) {
      String text = text(rule, family);
      if (text.contains("xt match \"") || text.contains("xt target \"")) {
        return self.stderr()
            .print(self.name() + ": Passerelle does not model the translation of this rule\n", 2);
      }
      String chain = command.chain().orElseThrow();
      self.stdout().print("nft '" + beginning + chain + index + " " + text + "'\n");
    }
    return 0;
  }

  /** As nft lists the rule, but for the interfaces, which come first, and the comment, last. */
  private static String text(Rule rule, Family family) {
    List<Match> interfaces = new ArrayList<>();
    List<Match> others = new ArrayList<>();
    String comment = "";
    NftMatches words = new NftMatches(family);
    for (Match match : rule.matches()) {
      if (match instanceof CommentMatch said) {
        comment = " comment \"" + said.comment() + "\"";
      } else {
        (match instanceof InterfaceMatch ? interfaces : others).add(match);
      }
    }
    StringBuilder out = new StringBuilder();
    interfaces.forEach(match -> out.append(match.accept(words)).append(' '));
    RuleInfo rest = new RuleInfo(new Rule(others, rule.target()), "", 0, 0, 0);
    out.append(IptablesRule.text(rest, family, NftStyle.STATELESS));
    return inOlderWords(out.toString()) + comment;
  }

  /** iptables' extensions still say what nft itself has other words for today. */
  private static String inOlderWords(String text) {
    String flags =
        text.replaceAll(
            "tcp flags & \\(([^)]*)\\) (?:== )?((?:!= )?)([^ ]+)", "tcp flags $2$3 / $1");
    String listed = flags.contains(" / ") ? flags.replace(" | ", ",") : flags;
    String brief = listed.replaceAll("meta (mark (?:!= )?0x)0*([0-9a-f])", "$1$2");
    boolean implied = brief.contains("tcp flags ") || brief.contains("icmp type ");
    return implied ? brief.replaceFirst("ip protocol (tcp|icmp) ", "") : brief;
  }
}
