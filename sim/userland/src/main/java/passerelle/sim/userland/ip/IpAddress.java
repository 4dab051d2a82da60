package passerelle.sim.userland.ip;

import passerelle.kernel.KernelException;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip address} (ip/ipaddress.c:do_ipaddr). */
final class IpAddress {
  private IpAddress() {}

  static int run(KernelView kernel, IpOptions options, Words words)
      throws ToolFailure, KernelException {
    if (!words.hasNext()) {
      return AddressList.show(kernel, options, words, false);
    }
    String command = words.next();
    if (Words.matches(command, "add")) {
      return AddressChange.add(kernel, options, words, AddressChange.Mode.ADD);
    }
    if (Words.matches(command, "change") || command.equals("chg")) {
      return AddressChange.add(kernel, options, words, AddressChange.Mode.CHANGE);
    }
    if (Words.matches(command, "replace")) {
      return AddressChange.add(kernel, options, words, AddressChange.Mode.REPLACE);
    }
    if (Words.matches(command, "delete")) {
      return AddressChange.delete(kernel, options, words);
    }
    if (Words.matches(command, "show", "list") || command.equals("lst") || command.equals("ls")) {
      return AddressList.show(kernel, options, words, false);
    }
    if (Words.matches(command, "flush")) {
      return AddressFlush.run(kernel, options, words);
    }
    if (Words.matches(command, "help")) {
      throw Usage.of("address");
    }
    if (Words.matches(command, "save", "showdump", "restore")) {
      throw ToolFailure.notModelled("ip", "ip address " + command);
    }
    throw new ToolFailure(
        255, "Command \"" + command + "\" is unknown, try \"ip address help\".\n");
  }
}
