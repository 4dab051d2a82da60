package passerelle.real.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.KernelOp;
import passerelle.netfilter.IptablesSyntax;
import passerelle.netfilter.Table;
import passerelle.real.exec.Command;
import passerelle.real.exec.CommandException;

/** The operations on chains and rules: iptables commands, the same whether done or taken back. */
final class RuleControl {
  private RuleControl() {}

  /** A command of iptables, without program and table. */
  private record Change(Family family, Table table, String command) {}

  /** Whether two operations can be done in one go: both change the same table. */
  static boolean together(KernelOp one, KernelOp other) {
    Optional<Change> first = change(one);
    Optional<Change> second = change(other);
    return one.netns().equals(other.netns())
        && first.isPresent()
        && second.isPresent()
        && first.get().family() == second.get().family()
        && first.get().table() == second.get().table();
  }

  static boolean isRules(KernelOp op) {
    return change(op).isPresent();
  }

  /** Does operations that go together, all or none; false when they are none on rules. */
  static boolean apply(Place place, List<KernelOp> ops) throws KernelException {
    Optional<Change> change = change(ops.get(0));
    if (change.isEmpty()) {
      return false;
    }
    List<String> commands = ops.stream().map(op -> change(op).orElseThrow().command()).toList();
    place.rules(change.get().family()).apply(change.get().table(), commands);
    return true;
  }

  private static Optional<Change> change(KernelOp op) {
    if (op instanceof KernelOp.AppendRule r) {
      return change(r.family(), r.table(), "-A " + r.chain() + " " + r.rule().text());
    } else if (op instanceof KernelOp.InsertRule r) {
      String at = r.chain() + " " + r.position() + " ";
      return change(r.family(), r.table(), "-I " + at + r.rule().text());
    } else if (op instanceof KernelOp.DeleteRule r) {
      return change(r.family(), r.table(), "-D " + r.chain() + " " + r.rule().text());
    } else if (op instanceof KernelOp.NewChain c) {
      return change(c.family(), c.table(), "-N " + c.chain());
    } else if (op instanceof KernelOp.DeleteChain c) {
      return change(c.family(), c.table(), "-X " + c.chain());
    } else if (op instanceof KernelOp.FlushChain c) {
      return change(c.family(), c.table(), "-F " + c.chain());
    } else if (op instanceof KernelOp.SetPolicy c) {
      return change(c.family(), c.table(), "-P " + c.chain() + " " + c.policy());
    }
    return Optional.empty();
  }

  private static Optional<Change> change(Family family, Table table, String command) {
    return Optional.of(new Change(family, table, command));
  }

  /**
   * What takes operations back that are about to be done together. What only adds is taken back by
   * its place; where something is lost, the whole table is remembered with its counters.
   */
  static Undo undo(Place place, List<KernelOp> ops) throws KernelException {
    Change change = change(ops.get(0)).orElseThrow();
    boolean loses =
        ops.stream()
            .anyMatch(
                op ->
                    op instanceof KernelOp.DeleteRule
                        || op instanceof KernelOp.DeleteChain
                        || op instanceof KernelOp.FlushChain
                        || op instanceof KernelOp.SetPolicy);
    if (loses) {
      String saved = run(place, "", tool(change, "-save"), "-c", "-t", change.table().label());
      return () -> run(place, saved, tool(change, "-restore"), "-c");
    }
    List<KernelOp> backwards = new ArrayList<>(ops);
    Collections.reverse(backwards);
    return () -> {
      for (KernelOp op : backwards) {
        place.rules(change.family()).apply(change.table(), List.of(opposite(place, change, op)));
      }
    };
  }

  private static String opposite(Place place, Change change, KernelOp op) throws KernelException {
    if (op instanceof KernelOp.AppendRule append) {
      return "-D " + append.chain() + " " + size(place, change, append.chain());
    } else if (op instanceof KernelOp.InsertRule insert) {
      return "-D " + insert.chain() + " " + insert.position();
    }
    return "-X " + ((KernelOp.NewChain) op).chain();
  }

  private static long size(Place place, Change change, String chain) throws KernelException {
    String table = change.table().label();
    String rules = run(place, "", tool(change, ""), "-t", table, "-S", chain);
    return rules.lines().filter(line -> line.startsWith("-A ")).count();
  }

  private static String tool(Change change, String suffix) {
    return IptablesSyntax.command(change.family()) + suffix;
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
