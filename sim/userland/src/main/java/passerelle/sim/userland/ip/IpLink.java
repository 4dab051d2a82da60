package passerelle.sim.userland.ip;

import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip link} (ip/iplink.c:do_iplink). */
final class IpLink {
  private IpLink() {}

  static int run(KernelView kernel, IpOptions options, Words words)
      throws ToolFailure, KernelException {
    if (!words.hasNext()) {
      return AddressList.show(kernel, options, words, true);
    }
    String command = words.next();
    if (Words.matches(command, "add")) {
      return LinkAdd.run(kernel, words);
    }
    if (Words.matches(command, "set", "change")) {
      return LinkSet.run(kernel, words);
    }
    if (Words.matches(command, "show", "list") || command.equals("lst") || command.equals("ls")) {
      return AddressList.show(kernel, options, words, true);
    }
    if (Words.matches(command, "delete")) {
      return delete(kernel, words);
    }
    if (Words.matches(command, "replace", "xstats", "afstats")) {
      throw ToolFailure.notModelled("ip", "ip link " + command);
    }
    if (Words.matches(command, "property")) {
      return IpProperty.run(kernel, words);
    }
    if (Words.matches(command, "help")) {
      throw Usage.of("link");
    }
    throw new ToolFailure(255, "Command \"" + command + "\" is unknown, try \"ip link help\".\n");
  }

  private static int delete(KernelView kernel, Words words) throws ToolFailure, KernelException {
    Optional<String> name = Optional.empty();
    Optional<Long> group = Optional.empty();
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("type")) {
        words.argument();
      } else if (word.equals("group")) {
        group = Optional.of(LinkWords.group(words.argument()));
      } else if (name.isPresent()) {
        throw Words.garbage("dev", word);
      } else {
        name = Optional.of(word.equals("dev") ? words.argument() : word);
      }
    }
    if (name.isEmpty() && group.isEmpty()) {
      throw LinkNames.notEnough("dev", 255);
    }
    List<LinkInfo> devices =
        name.isPresent()
            ? List.of(kernel.device(name.get()))
            : LinkNames.group(kernel, group.get());
    kernel.requireAdmin();
    if (devices.isEmpty()) {
      throw new KernelException(Errno.ENODEV);
    }
    for (LinkInfo device : devices) {
      // A member may have gone with its other end.
      if (kernel.rtnl().link(device.name()).isPresent()) {
        kernel.rtnl().delete(device);
      }
    }
    return 0;
  }
}
