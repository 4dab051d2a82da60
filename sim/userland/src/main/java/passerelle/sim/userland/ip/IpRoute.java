package passerelle.sim.userland.ip;

import passerelle.kernel.KernelException;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip route} (ip/iproute.c:do_iproute). */
final class IpRoute {
  private IpRoute() {}

  static int run(KernelView kernel, IpOptions options, Words words)
      throws ToolFailure, KernelException {
    if (!words.hasNext()) {
      return RouteList.show(kernel, options, words);
    }
    String command = words.next();
    if (Words.matches(command, "list", "show") || command.equals("lst") || command.equals("ls")) {
      return RouteList.show(kernel, options, words);
    }
    if (Words.matches(command, "get")) {
      return RouteGet.run(kernel, options, words);
    }
    if (Words.matches(command, "add", "change", "replace", "prepend", "append")
        || command.equals("chg")) {
      return RouteChange.add(kernel, options, words, RouteChange.mode(command));
    }
    if (Words.matches(command, "delete")) {
      return RouteChange.delete(kernel, options, words);
    }
    if (Words.matches(command, "flush")) {
      return RouteList.flush(kernel, options, words);
    }
    if (Words.matches(command, "help")) {
      throw Usage.of("route");
    }
    if (Words.matches(command, "test", "save", "restore", "showdump")) {
      throw ToolFailure.notModelled("ip", "ip route " + command);
    }
    throw new ToolFailure(255, "Command \"" + command + "\" is unknown, try \"ip route help\".\n");
  }
}
