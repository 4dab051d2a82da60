package passerelle.sim;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.ChainOp;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Table;
import passerelle.sim.netfilter.Chain;
import passerelle.sim.netfilter.RuleEntry;
import passerelle.sim.netfilter.RuleSet;
import passerelle.sim.netns.Netns;

/** The operations on chains and rules, in one namespace; each says how it is taken back. */
record FirewallControl(Netns netns) implements ChainOp.Visitor<Undo, IptablesException> {

  /**
   * Does the operation.
   *
   * @throws KernelException EINVAL with iptables' words
   */
  static Undo apply(Netns netns, ChainOp op) throws KernelException {
    try {
      return op.accept(new FirewallControl(netns));
    } catch (IptablesException refused) {
      throw new KernelException(Errno.EINVAL, refused.getMessage().strip());
    }
  }

  /** A change of rules that iptables may refuse. */
  private interface Change {
    void run() throws IptablesException;
  }

  private static Undo undo(Change change) {
    return () -> {
      try {
        change.run();
      } catch (IptablesException refused) {
        throw new KernelException(Errno.EINVAL, refused.getMessage().strip());
      }
    };
  }

  @Override
  public Undo newChain(ChainOp.NewChain op) throws IptablesException {
    RuleSet rules = rules(op);
    rules.newChain(op.table(), op.chain());
    return undo(() -> rules.deleteChain(op.table(), Optional.of(op.chain())));
  }

  @Override
  public Undo deleteChain(ChainOp.DeleteChain op) throws IptablesException {
    RuleSet rules = rules(op);
    rules.deleteChain(op.table(), Optional.of(op.chain()));
    return undo(() -> rules.newChain(op.table(), op.chain()));
  }

  @Override
  public Undo flushChain(ChainOp.FlushChain op) throws IptablesException {
    RuleSet rules = rules(op);
    Runnable before = rules.checkpoint(op.table());
    rules.flush(op.table(), Optional.of(op.chain()));
    return before::run;
  }

  @Override
  public Undo setPolicy(ChainOp.SetPolicy op) throws IptablesException {
    RuleSet rules = rules(op);
    Policy before = policy(rules, op.table(), op.chain());
    rules.setPolicy(op.table(), op.chain(), op.policy());
    return undo(() -> rules.setPolicy(op.table(), op.chain(), before));
  }

  @Override
  public Undo appendRule(ChainOp.AppendRule op) throws IptablesException {
    RuleSet rules = rules(op);
    whole(rules, op.table(), () -> rules.append(op.table(), op.chain(), op.rule()));
    int number = rules.size(op.table(), op.chain());
    return undo(() -> rules.delete(op.table(), op.chain(), number));
  }

  @Override
  public Undo insertRule(ChainOp.InsertRule op) throws IptablesException {
    RuleSet rules = rules(op);
    whole(rules, op.table(), () -> rules.insert(op.table(), op.chain(), op.position(), op.rule()));
    return undo(() -> rules.delete(op.table(), op.chain(), op.position()));
  }

  /** Taken back, the rule is where it was and has counted what it had counted. */
  @Override
  public Undo deleteRule(ChainOp.DeleteRule op) throws IptablesException {
    RuleSet rules = rules(op);
    Table table = op.table();
    String chain = op.chain();
    int number = rules.number(table, chain, op.rule());
    RuleEntry entry = rules.entry(table, chain, number);
    rules.delete(table, chain, number);
    return undo(
        () -> {
          rules.insert(table, chain, number, op.rule());
          rules.setCounters(table, chain, number, entry.packets(), entry.bytes());
        });
  }

  /** A change that, refused, leaves no table behind that was not there before. */
  private static void whole(RuleSet rules, Table table, Change change) throws IptablesException {
    boolean isNew = rules.table(table).isEmpty();
    try {
      change.run();
    } catch (IptablesException refused) {
      if (isNew) {
        rules.clear(table);
      }
      throw refused;
    }
  }

  private RuleSet rules(ChainOp op) {
    return netns.netfilter().rules(op.family());
  }

  private static Policy policy(RuleSet rules, Table table, String chain) {
    return rules.table(table).flatMap(t -> t.find(chain)).map(Chain::policy).orElse(Policy.ACCEPT);
  }
}
