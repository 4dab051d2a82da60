package passerelle.sim.userland.ip;

import java.util.List;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** How the words of {@code ip link} name devices. */
final class LinkNames {
  private LinkNames() {}

  /** The devices of a group. */
  static List<LinkInfo> group(KernelView kernel, long number) {
    return kernel.rtnl().links().stream().filter(link -> link.group() == number).toList();
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

  /** An argument is missing ({@code missarg}, and what {@code ip link} says in other words). */
  static ToolFailure notEnough(String argument, int status) {
    String end = argument.equals("type") ? "" : ".";
    return new ToolFailure(
        status, "Not enough information: \"" + argument + "\" argument is required" + end + "\n");
  }
}
