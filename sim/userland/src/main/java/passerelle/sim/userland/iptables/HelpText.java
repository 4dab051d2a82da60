package passerelle.sim.userland.iptables;

import java.util.List;

/** The usage that {@code iptables -h} prints, as far as it is modelled. */
final class HelpText {
  private HelpText() {}

  static List<String> lines(String program) {
    return List.of(
        program + " v1.8.11 (nf_tables)",
        "",
        "Usage: " + program + " -[ACD] chain rule-specification [options]",
        "       " + program + " -I chain [rulenum] rule-specification [options]",
        "       " + program + " -R chain rulenum rule-specification [options]",
        "       " + program + " -D chain rulenum [options]",
        "       " + program + " -[LS] [chain [rulenum]] [options]",
        "       " + program + " -[FZ] [chain] [options]",
        "       " + program + " -[NX] chain",
        "       " + program + " -E old-chain-name new-chain-name",
        "       " + program + " -P chain target [options]",
        "       " + program + " -h (print this help information)");
  }
}
