package passerelle.kernel.op;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/** A change of one chain. */
public sealed interface ChainOp extends KernelOp
    permits ChainOp.NewChain,
        ChainOp.DeleteChain,
        ChainOp.FlushChain,
        ChainOp.SetPolicy,
        ChainOp.OfRule {
  Family family();

  Table table();

  String chain();

  /** iptables' command for it, up to the rule where it is about one: {@code -I DOCKER 2}. */
  String command();

  /** Which chain it is. */
  default ChainReference reference() {
    return ChainReference.of(family(), table(), chain());
  }

  @Override
  default <R, E extends Exception> R accept(KernelOp.Visitor<R, E> visitor) throws E {
    return visitor.chain(this);
  }

  /** Calls the visitor's method for this operation. */
  <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E;

  /** Does something for each of them. */
  interface Visitor<R, E extends Exception> {
    R newChain(ChainOp.NewChain op) throws E;

    R deleteChain(ChainOp.DeleteChain op) throws E;

    R flushChain(ChainOp.FlushChain op) throws E;

    R setPolicy(ChainOp.SetPolicy op) throws E;

    R appendRule(ChainOp.AppendRule op) throws E;

    R insertRule(ChainOp.InsertRule op) throws E;

    R deleteRule(ChainOp.DeleteRule op) throws E;
  }

  /** A change of one of its rules. */
  sealed interface OfRule extends ChainOp
      permits ChainOp.AppendRule, ChainOp.InsertRule, ChainOp.DeleteRule {
    Rule rule();
  }

  /** A user-defined chain. */
  record NewChain(String netns, Family family, Table table, String chain) implements ChainOp {
    @Override
    public String command() {
      return "-N " + chain;
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.newChain(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteChain(netns, family, table, chain));
    }
  }

  /** Removes an empty user-defined chain to which nothing jumps. */
  record DeleteChain(String netns, Family family, Table table, String chain) implements ChainOp {
    @Override
    public String command() {
      return "-X " + chain;
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.deleteChain(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new NewChain(netns, family, table, chain));
    }
  }

  /** Appends a rule at the end of a chain. */
  record AppendRule(String netns, Family family, Table table, String chain, Rule rule)
      implements OfRule {
    @Override
    public String command() {
      return "-A " + chain;
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.appendRule(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteRule(netns, family, table, chain, rule));
    }
  }

  /**
   * Inserts a rule.
   *
   * @param position the number that it will have, from 1
   */
  record InsertRule(String netns, Family family, Table table, String chain, int position, Rule rule)
      implements OfRule {
    @Override
    public String command() {
      return "-I " + chain + (position == 1 ? "" : " " + position);
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.insertRule(this);
    }

    @Override
    public Optional<KernelOp> inverse() {
      return Optional.of(new DeleteRule(netns, family, table, chain, rule));
    }
  }

  /** Deletes the first rule equal to this one. */
  record DeleteRule(String netns, Family family, Table table, String chain, Rule rule)
      implements OfRule {
    @Override
    public String command() {
      return "-D " + chain;
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.deleteRule(this);
    }
  }

  /** Deletes all rules of a chain. */
  record FlushChain(String netns, Family family, Table table, String chain) implements ChainOp {
    @Override
    public String command() {
      return "-F " + chain;
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.flushChain(this);
    }
  }

  /** Sets the policy of a built-in chain. */
  record SetPolicy(String netns, Family family, Table table, String chain, Policy policy)
      implements ChainOp {
    @Override
    public String command() {
      return "-P " + chain + " " + policy;
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.setPolicy(this);
    }
  }
}
