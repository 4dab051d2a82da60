package passerelle.sim.userland.ip;

import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip rule} (ip/iprule.c): the three rules that every namespace begins with. */
final class IpRule {
  private IpRule() {}

  static int run(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    String command = words.hasNext() ? words.next() : "list";
    if (Words.matches(command, "list", "show", "lst")) {
      if (words.hasNext()) {
        throw ToolFailure.notModelled("ip", "selectors of ip rule");
      }
      return show(kernel, options);
    }
    if (Words.matches(command, "add", "delete", "flush", "save", "restore")) {
      throw ToolFailure.notModelled("ip", "routing rules other than the default ones");
    }
    if (Words.matches(command, "help")) {
      throw Usage.of("rule");
    }
    throw new ToolFailure(255, "Command \"" + command + "\" is unknown, try \"ip rule help\".\n");
  }

  private static int show(KernelView kernel, IpOptions options) {
    Printer out = options.printer();
    rule(out, 0, "local");
    rule(out, 32766, "main");
    if (options.family != IpOptions.Family.INET6) {
      rule(out, 32767, "default");
    }
    kernel.out(out.finish());
    return 0;
  }

  private static void rule(Printer out, int priority, String table) {
    out.openObject();
    out.any("priority", priority, "%d:\t", priority);
    out.any("src", "all", "from all ");
    out.any("table", table, "lookup %s", table);
    out.text("\n");
    out.closeObject();
  }
}
