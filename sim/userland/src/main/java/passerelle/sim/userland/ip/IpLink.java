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
      throw notEnough("dev", 255);
    }
    List<LinkInfo> devices =
        name.isPresent() ? List.of(kernel.device(name.get())) : group(kernel, group.get());
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

  /** The devices of a group. */
  static List<LinkInfo> group(KernelView kernel, long number) {
    return kernel.rtnl().links().stream().filter(link -> link.group() == number).toList();
  }

  static ToolFailure notEnough(String argument, int status) {
    String end = argument.equals("type") ? "" : ".";
    return new ToolFailure(
        status, "Not enough information: \"" + argument + "\" argument is required" + end + "\n");
  }

  /** The name of a device, which must be there. */
  static String existing(KernelView kernel, String name) throws ToolFailure {
    if (kernel.rtnl().link(name).isEmpty()) {
      throw Words.invalid("Device does not exist\n", name);
    }
    return name;
  }

  /**
   * The name if a device may have it; a device to look for may be longer ({@code check_ifname}).
   */
  static String validName(String key, String name) throws ToolFailure {
    boolean valid =
        !name.isEmpty()
            && (name.length() <= 15 || key.equals("dev"))
            && name.chars().allMatch(c -> c > ' ' && c != '/' && c != 0x7f);
    if (!valid) {
      throw new ToolFailure(
          255, "Error: argument \"" + name + "\" is wrong: \"" + key + "\" not a valid ifname\n");
    }
    return name;
  }
}
