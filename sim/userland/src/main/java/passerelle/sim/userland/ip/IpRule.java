package passerelle.sim.userland.ip;

import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.FibRule;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip rule} (ip/iprule.c:do_iprule). */
final class IpRule {
  private IpRule() {}

  static int run(KernelView kernel, IpOptions options, Words words)
      throws ToolFailure, KernelException {
    String command = words.hasNext() ? words.next() : "list";
    if (Words.matches(command, "list", "show", "lst")) {
      return RuleList.show(kernel, options, words);
    }
    if (Words.matches(command, "help")) {
      throw Usage.of("rule");
    }
    if (Words.matches(command, "save", "restore")) {
      throw ToolFailure.notModelled("ip", "ip rule " + command);
    }
    if (!Words.matches(command, "add", "delete", "flush")) {
      throw new ToolFailure(255, "Command \"" + command + "\" is unknown, try \"ip rule help\".\n");
    }
    if (options.family == IpOptions.Family.INET6) {
      throw ToolFailure.notModelled("ip", "routing rules of IPv6 other than the default ones");
    }
    if (Words.matches(command, "flush")) {
      return flush(kernel, options, words);
    }
    boolean adds = Words.matches(command, "add");
    if (!words.hasNext()) {
      String name = adds ? "add" : "del";
      throw new ToolFailure(1, "\"ip rule " + name + "\" requires arguments.\n");
    }
    RuleWords rule = RuleWords.parse(options, words);
    kernel.requireAdmin();
    if (adds) {
      add(kernel, rule);
    } else {
      delete(kernel, rule);
    }
    return 0;
  }

  private static void add(KernelView kernel, RuleWords words) throws KernelException {
    long priority = words.priority.orElse(kernel.routes().defaultPriority());
    kernel.routes().addRule(words.rule(priority));
  }

  private static void delete(KernelView kernel, RuleWords words) throws KernelException {
    FibRule rule =
        kernel.routes().rules().stream()
            .filter(words::describes)
            .findFirst()
            .orElseThrow(() -> new KernelException(Errno.ENOENT));
    kernel.routes().deleteRule(rule);
  }

  private static int flush(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    Optional<RuleWords> filter =
        words.hasNext() ? Optional.of(RuleWords.parse(options, words)) : Optional.empty();
    List<FibRule> gone =
        kernel.routes().rules().stream()
            .filter(rule -> rule.priority() != 0)
            .filter(rule -> filter.filter(f -> !f.describes(rule)).isEmpty())
            .toList();
    if (!gone.isEmpty() && !kernel.mayAdminister()) {
      throw ToolFailure.netlink(new KernelException(Errno.EPERM));
    }
    gone.forEach(kernel.routes()::deleteRule);
    return 0;
  }
}
