package passerelle.real.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.KernelOp;
import passerelle.netfilter.IptablesSyntax;
import passerelle.real.exec.Command;
import passerelle.real.exec.CommandException;

/** The operations on chains and rules: iptables commands, the same whether done or taken back. */
final class RuleControl {
  private RuleControl() {}

  /** Whether two operations can be done in one go: both change the same table. */
  static boolean together(KernelOp one, KernelOp other) {
    return one instanceof ChainOp first
        && other instanceof ChainOp second
        && first.netns().equals(second.netns())
        && first.family() == second.family()
        && first.table() == second.table();
  }

  /** Does operations that go together, all or none. */
  static void apply(Place place, List<ChainOp> ops) throws KernelException {
    apply(place, ops.get(0), ops.stream().map(RuleControl::command).toList());
  }

  private static void apply(Place place, ChainOp first, List<String> commands)
      throws KernelException {
    place.rules(first.family()).apply(first.table(), commands);
  }

  private static String command(ChainOp op) {
    return op.command() + (op instanceof ChainOp.OfRule of ? " " + of.rule().text() : "");
  }

  /**
   * What takes operations back that are about to be done together. What only adds is taken back by
   * its place; where something is lost, the whole table is remembered with its counters.
   */
  static Action undo(Place place, List<ChainOp> ops) throws KernelException {
    ChainOp first = ops.get(0);
    boolean loses =
        ops.stream()
            .anyMatch(
                op ->
                    op instanceof ChainOp.DeleteRule
                        || op instanceof ChainOp.DeleteChain
                        || op instanceof ChainOp.FlushChain
                        || op instanceof ChainOp.SetPolicy);
    if (loses) {
      String saved = run(place, "", tool(first, "-save"), "-c", "-t", first.table().label());
      return () -> run(place, saved, tool(first, "-restore"), "-c");
    }
    List<ChainOp> backwards = new ArrayList<>(ops);
    Collections.reverse(backwards);
    return () -> {
      for (ChainOp op : backwards) {
        apply(place, first, List.of(opposite(place, op)));
      }
    };
  }

  private static String opposite(Place place, ChainOp op) throws KernelException {
    if (op instanceof ChainOp.AppendRule) {
      return "-D " + op.chain() + " " + size(place, op);
    } else if (op instanceof ChainOp.InsertRule insert) {
      return "-D " + op.chain() + " " + insert.position();
    }
    return "-X " + op.chain();
  }

  private static long size(Place place, ChainOp op) throws KernelException {
    String table = op.table().label();
    String rules = run(place, "", tool(op, ""), "-t", table, "-S", op.chain());
    return rules.lines().filter(line -> line.startsWith("-A ")).count();
  }

  private static String tool(ChainOp op, String suffix) {
    return IptablesSyntax.command(op.family()) + suffix;
  }

  private static String run(Place place, String input, String... argv) throws KernelException {
    try {
      Command.Result result = Command.of(argv).in(place.netns()).reading(input).run();
      if (result.succeeded()) {
        return result.out();
      }
      throw new KernelException(Errno.EINVAL, result.err().strip());
    } catch (CommandException e) {
      throw new KernelException(Errno.ENOENT, e.getMessage());
    }
  }
}
