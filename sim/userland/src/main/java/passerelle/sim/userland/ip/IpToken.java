package passerelle.sim.userland.ip;

import java.util.Optional;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/**
 * {@code ip token} (ip/iptoken.c): the lower halves of addresses that a device gives itself. They
 * are all {@code ::}, for no device of the lab hears of a network's prefix.
 */
final class IpToken {
  private IpToken() {}

  static int run(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    String command = words.hasNext() ? words.next() : "list";
    if (Words.matches(command, "set", "delete")) {
      throw ToolFailure.notModelled("ip", "ip token " + command);
    }
    if (!Words.matches(command, "list", "show", "lst", "get")) {
      throw new ToolFailure(
          255, "Command \"" + command + "\" is unknown, try \"ip token help\".\n");
    }
    Optional<String> only = Optional.empty();
    while (words.hasNext()) {
      String word = words.next();
      String name = word.equals("dev") ? words.argument() : word;
      if (kernel.rtnl().link(name).isEmpty()) {
        throw Words.invalid("dev is invalid\n", name);
      }
      only = Optional.of(name);
    }
    Printer out = options.printer();
    for (LinkInfo device : kernel.rtnl().links()) {
      boolean wanted =
          only.isEmpty() || kernel.rtnl().link(only.get()).filter(device::is).isPresent();
      if (wanted && !device.isLoopback()) {
        out.openObject();
        out.any("token", "::", "token %s ", "::");
        out.any("ifname", device.name(), "dev %s", device.name());
        out.text("\n");
        out.closeObject();
      }
    }
    kernel.out(out.finish());
    return 0;
  }
}
