package passerelle.sim.userland.iptables;

import java.util.ArrayList;
import java.util.List;
import passerelle.netfilter.IptablesCommand;
import passerelle.netfilter.IptablesCommand.Operation;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.IptablesSyntax;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.ListingStyle;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Rule;
import passerelle.netfilter.RuleListing;
import passerelle.netfilter.Table;
import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.NfTables;

/** The tool {@code iptables} (iptables/xtables.c:do_commandx). */
public final class Iptables {
  private final IptablesSession session;
  private final ToolRun run = new ToolRun();

  private Iptables(IptablesSession session) {
    this.session = session;
  }

  /** Runs a command line; {@code args} begins behind the tool's name. */
  public static ToolRun run(IptablesSession session, List<String> args) {
    Iptables tool = new Iptables(session);
    try {
      IptablesCommand command =
          IptablesSyntax.parseCommand(session.family(), args, session.names());
      if (command.operation() == Operation.VERSION) {
        tool.run.println(session.program() + " v1.8.11 (nf_tables)");
        return tool.run;
      }
      if (command.operation() == Operation.HELP) {
        HelpText.lines(session.program()).forEach(tool.run::println);
        return tool.run;
      }
      Table table = table(command);
      command.warnings().forEach(tool.run::complain);
      if (!session.mayAdminister()) {
        return session.refusal(tool.run);
      }
      tool.execute(command, table);
    } catch (IptablesException e) {
      return tool.run.fail(e.status(), e.render(session.program()));
    }
    return tool.run;
  }

  private static Table table(IptablesCommand command) throws IptablesException {
    if (command.table().equals("security")) {
      throw new IptablesException(
          IptablesException.Kind.UNMODELLED, "Passerelle does not model table security");
    }
    return Table.ofLabel(command.table())
        .orElseThrow(
            () ->
                new IptablesException(
                    IptablesException.Kind.VERSION,
                    "table '" + command.table() + "' does not exist"));
  }

  /** Carries out a command that iptables-restore has read, printing to its run. */
  static void execute(IptablesSession session, ToolRun run, IptablesCommand command, Table table)
      throws IptablesException {
    Iptables tool = new Iptables(session);
    try {
      tool.execute(command, table);
    } finally {
      tool.run.out().lines().forEach(run::println);
    }
  }

  private void execute(IptablesCommand command, Table table) throws IptablesException {
    if (command.operation().takesRule()) {
      checkTargets(command, table);
      changeRules(command, table);
      return;
    }
    NfTables rules = session.rules();
    String chain = command.chain().orElse("");
    switch (command.operation()) {
      case DELETE_NUMBER -> rules.delete(table, chain, command.number());
      case LIST -> list(command, table);
      case LIST_RULES -> listRules(command, table);
      case FLUSH -> {
        tell(command, table, "Flushing chain", false);
        rules.flush(table, command.chain());
      }
      case ZERO -> {
        tell(command, table, "Zeroing chain", false);
        rules.zero(table, command.chain(), command.number());
      }
      case NEW_CHAIN -> rules.newChain(table, chain);
      case DELETE_CHAIN -> {
        tell(command, table, "Deleting chain", true);
        rules.deleteChain(table, command.chain());
      }
      case RENAME_CHAIN -> rules.renameChain(table, chain, command.argument().orElseThrow());
      case POLICY -> rules.setPolicy(table, chain, policy(command.argument().orElseThrow()));
      default -> throw new IllegalStateException("not a command: " + command.operation());
    }
  }

  private static Policy policy(String word) throws IptablesException {
    return Policy.of(word)
        .orElseThrow(
            () ->
                new IptablesException(
                    IptablesException.Kind.OPERATION,
                    "Bad policy name. Run `dmesg' for more information."));
  }

  private void checkTargets(IptablesCommand command, Table table) throws IptablesException {
    for (Rule rule : command.rules()) {
      if (rule.target() instanceof JumpTarget jump
          && !session.rules().hasChain(table, jump.chain())) {
        throw new IptablesException(
            IptablesException.Kind.PARAMETER, "Chain '" + jump.chain() + "' does not exist");
      }
    }
  }

  private void changeRules(IptablesCommand command, Table table) throws IptablesException {
    NfTables rules = session.rules();
    String chain = command.chain().orElseThrow();
    if (command.operation() == Operation.REPLACE && command.rules().size() > 1) {
      throw new IptablesException(
          IptablesException.Kind.PARAMETER, "Replacement rule does not specify a unique address");
    }
    for (Rule rule : command.rules()) {
      if (command.output().verbose() > 0) {
        ListingStyle style = new ListingStyle(session.family(), true, session.names());
        run.println(new RuleListing(style, true, false).line(rule));
      }
      switch (command.operation()) {
        case APPEND -> {
          rules.append(table, chain, rule);
          setCounters(command, table, rules.size(table, chain));
        }
        case INSERT -> {
          rules.insert(table, chain, command.number(), rule);
          setCounters(command, table, command.number());
        }
        case REPLACE -> {
          rules.replace(table, chain, command.number(), rule);
          setCounters(command, table, command.number());
        }
        case DELETE -> rules.delete(table, chain, rule);
        default -> rules.number(table, chain, rule);
      }
    }
  }

  private void setCounters(IptablesCommand command, Table table, int number) {
    command
        .counters()
        .ifPresent(
            c ->
                session
                    .rules()
                    .setCounters(
                        table, command.chain().orElseThrow(), number, c.packets(), c.bytes()));
  }

  /** With {@code -v}: names the chains to which something is done. */
  private void tell(IptablesCommand command, Table table, String what, boolean onlyUser) {
    if (command.output().verbose() == 0) {
      return;
    }
    for (ChainInfo chain : session.rules().dump(table)) {
      boolean meant = command.chain().map(chain.name()::equals).orElse(true);
      if (meant && !(onlyUser && chain.hook().isPresent())) {
        run.println(what + " `" + chain.name() + "'");
      }
    }
  }

  private void list(IptablesCommand command, Table table) throws IptablesException {
    ChainListing listing = new ChainListing(session, command.output());
    List<ChainInfo> chains = shown(command, table);
    if (command.number() > 0) {
      listing.rule(chains.get(0), command.number()).ifPresent(run::println);
    } else {
      listing.chains(chains).forEach(run::println);
    }
    zeroAfter(command, table);
  }

  private void zeroAfter(IptablesCommand command, Table table) throws IptablesException {
    if (command.output().thenZero()) {
      session.rules().zero(table, command.chain(), 0);
    }
  }

  /** The named chain, or all of the table, built-in ones also when nothing was done to them. */
  private List<ChainInfo> shown(IptablesCommand command, Table table) throws IptablesException {
    List<ChainInfo> all = session.rules().dump(table);
    if (command.chain().isEmpty()) {
      return all;
    }
    List<ChainInfo> named =
        all.stream().filter(c -> c.name().equals(command.chain().get())).toList();
    if (named.isEmpty()) {
      throw IptablesException.noChain();
    }
    return named;
  }

  private void listRules(IptablesCommand command, Table table) throws IptablesException {
    boolean counters = command.output().verbose() > 0;
    List<ChainInfo> chains = shown(command, table);
    List<String> lines = new ArrayList<>();
    if (command.number() == 0) {
      chains.forEach(chain -> lines.add(RuleLines.head(chain, counters)));
    }
    for (ChainInfo chain : chains) {
      for (int i = 0; i < chain.rules().size(); i++) {
        if (command.number() == 0 || command.number() == i + 1) {
          lines.add(RuleLines.rule(chain, i, counters));
        }
      }
    }
    lines.forEach(run::println);
    zeroAfter(command, table);
  }
}
