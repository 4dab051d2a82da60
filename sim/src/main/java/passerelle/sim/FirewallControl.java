package passerelle.sim;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.KernelOp;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;
import passerelle.sim.netfilter.RuleEntry;
import passerelle.sim.netfilter.RuleSet;
import passerelle.sim.netfilter.TableSnapshot;
import passerelle.sim.netns.Netns;

/** The operations on rules and connections. */
final class FirewallControl {
  private FirewallControl() {}

  /**
   * Does the operation; EINVAL for one that nobody knows, EINVAL with iptables' words otherwise.
   */
  static Undo apply(Netns netns, KernelOp op) throws KernelException {
    if (op instanceof KernelOp.ForgetConnections forget) {
      netns
          .netfilter()
          .conntrack()
          .remove(
              connection ->
                  connection.original().involves(forget.address())
                      || connection.reply().involves(forget.address()));
      return Undo.NOTHING;
    }
    try {
      return chain(netns, op);
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

  private static Undo chain(Netns netns, KernelOp op) throws IptablesException, KernelException {
    if (op instanceof KernelOp.NewChain o) {
      RuleSet rules = rules(netns, o.family());
      rules.newChain(o.table(), o.chain());
      return undo(() -> rules.deleteChain(o.table(), Optional.of(o.chain())));
    }
    if (op instanceof KernelOp.DeleteChain o) {
      RuleSet rules = rules(netns, o.family());
      rules.deleteChain(o.table(), Optional.of(o.chain()));
      return undo(() -> rules.newChain(o.table(), o.chain()));
    }
    if (op instanceof KernelOp.FlushChain o) {
      RuleSet rules = rules(netns, o.family());
      TableSnapshot before = rules.snapshot(o.table());
      rules.flush(o.table(), Optional.of(o.chain()));
      return () -> rules.rollBack(o.table(), before);
    }
    if (op instanceof KernelOp.SetPolicy o) {
      RuleSet rules = rules(netns, o.family());
      String before = policy(rules, o.table(), o.chain());
      rules.setPolicy(o.table(), o.chain(), o.policy());
      return undo(() -> rules.setPolicy(o.table(), o.chain(), before));
    }
    return rule(netns, op);
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

  private static Undo rule(Netns netns, KernelOp op) throws IptablesException, KernelException {
    if (op instanceof KernelOp.AppendRule o) {
      RuleSet rules = rules(netns, o.family());
      whole(rules, o.table(), () -> rules.append(o.table(), o.chain(), o.rule()));
      int number = rules.size(o.table(), o.chain());
      return undo(() -> rules.delete(o.table(), o.chain(), number));
    }
    if (op instanceof KernelOp.InsertRule o) {
      RuleSet rules = rules(netns, o.family());
      whole(rules, o.table(), () -> rules.insert(o.table(), o.chain(), o.position(), o.rule()));
      return undo(() -> rules.delete(o.table(), o.chain(), o.position()));
    }
    if (op instanceof KernelOp.DeleteRule o) {
      return delete(rules(netns, o.family()), o.table(), o.chain(), o.rule());
    }
    throw new KernelException(Errno.EINVAL);
  }

  /** Taken back, the rule is where it was and has counted what it had counted. */
  private static Undo delete(RuleSet rules, Table table, String chain, Rule rule)
      throws IptablesException {
    int number = rules.number(table, chain, rule);
    RuleEntry entry = rules.entry(table, chain, number);
    rules.delete(table, chain, number);
    return undo(
        () -> {
          rules.insert(table, chain, number, rule);
          rules.setCounters(table, chain, number, entry.packets(), entry.bytes());
        });
  }

  private static RuleSet rules(Netns netns, Family family) {
    return netns.netfilter().rules(family);
  }

  private static String policy(RuleSet rules, Table table, String chain) {
    return rules.table(table).flatMap(t -> t.find(chain)).map(c -> c.policy()).orElse("ACCEPT");
  }
}
