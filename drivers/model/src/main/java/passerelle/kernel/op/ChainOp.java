package passerelle.kernel.op;

import passerelle.addr.Family;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/** A change of one chain. */
public sealed interface ChainOp extends KernelOp
    permits KernelOp.NewChain,
        KernelOp.DeleteChain,
        KernelOp.FlushChain,
        KernelOp.SetPolicy,
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
    R newChain(KernelOp.NewChain op) throws E;

    R deleteChain(KernelOp.DeleteChain op) throws E;

    R flushChain(KernelOp.FlushChain op) throws E;

    R setPolicy(KernelOp.SetPolicy op) throws E;

    R appendRule(KernelOp.AppendRule op) throws E;

    R insertRule(KernelOp.InsertRule op) throws E;

    R deleteRule(KernelOp.DeleteRule op) throws E;
  }

  /** A change of one of its rules. */
  sealed interface OfRule extends ChainOp
      permits KernelOp.AppendRule, KernelOp.InsertRule, KernelOp.DeleteRule {
    Rule rule();
  }
}
