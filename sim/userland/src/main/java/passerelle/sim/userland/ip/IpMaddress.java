package passerelle.sim.userland.ip;

import java.util.Optional;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip maddress} (ip/ipmaddr.c): the multicast groups that devices listen to. */
final class IpMaddress {
  private final IpOptions options;
  private final Printer out;

  private IpMaddress(IpOptions options) {
    this.options = options;
    out = options.printer();
  }

  static int run(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    String command = words.hasNext() ? words.next() : "show";
    if (Words.matches(command, "add", "delete")) {
      throw ToolFailure.notModelled("ip", "ip maddr " + command);
    }
    if (Words.matches(command, "help")) {
      throw Usage.of("maddr");
    }
    if (!Words.matches(command, "show", "list", "lst")) {
      throw new ToolFailure(
          255, "Command \"" + command + "\" is unknown, try \"ip maddr help\".\n");
    }
    Optional<String> only = Optional.empty();
    while (words.hasNext()) {
      String word = words.next();
      only = Optional.of(word.equals("dev") ? words.argument() : word);
    }
    IpMaddress list = new IpMaddress(options);
    for (LinkInfo device : kernel.rtnl().links()) {
      if (only.isEmpty() || only.get().equals(device.name())) {
        list.print(device, kernel.rtnl());
      }
    }
    kernel.out(list.out.finish());
    return 0;
  }

  private void print(LinkInfo device, Rtnetlink kernel) {
    boolean any =
        !kernel.groups(device).isEmpty()
            || !kernel.inetGroups(device).isEmpty()
            || !kernel.inet6Groups(device).isEmpty();
    if (!any) {
      return;
    }
    out.openObject();
    out.json("ifindex", device.index());
    out.json("ifname", device.name());
    out.openArray("maddr");
    boolean headed = options.oneLine;
    StringBuilder lines = new StringBuilder();
    if (options.wants(IpOptions.Family.LINK)) {
      kernel.groups(device).forEach(group -> line(device, lines, "link", group.toString()));
    }
    if (options.wants(IpOptions.Family.INET)) {
      kernel.inetGroups(device).forEach(group -> line(device, lines, "inet", group.toString()));
    }
    if (options.wants(IpOptions.Family.INET6)) {
      kernel.inet6Groups(device).forEach(group -> line(device, lines, "inet6", group.toString()));
    }
    out.text(headed || lines.length() == 0 ? "" : head(device) + "\n");
    out.text(lines.toString());
    out.closeArray();
    out.closeObject();
  }

  private static String head(LinkInfo device) {
    return device.index() + ":\t" + device.name();
  }

  private void line(LinkInfo device, StringBuilder lines, String family, String group) {
    out.openObject();
    if (family.equals("link")) {
      out.json("link", group);
    } else {
      out.json("family", family);
      out.json("address", group);
    }
    out.closeObject();
    lines
        .append(options.oneLine ? head(device) + "\\" : "")
        .append(String.format("\t%-5s %s\n", family, group));
  }
}
