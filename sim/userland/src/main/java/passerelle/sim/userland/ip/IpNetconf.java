package passerelle.sim.userland.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip netconf} (ip/ipnetconf.c): the settings of devices that routing asks. */
final class IpNetconf {
  private static final List<String> RP_FILTER = List.of("off", "strict", "loose");
  private final KernelView kernel;
  private final Printer out;

  private IpNetconf(KernelView kernel, IpOptions options) {
    this.kernel = kernel;
    out = options.printer();
  }

  static int run(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    String command = words.hasNext() ? words.next() : "show";
    if (!Words.matches(command, "show", "list", "lst")) {
      throw new ToolFailure(255, "Usage: ip netconf show [ dev STRING ]\n");
    }
    Optional<LinkInfo> only = Optional.empty();
    while (words.hasNext()) {
      String word = words.next();
      String name = word.equals("dev") ? words.argument() : word;
      only = kernel.rtnl().link(name);
      if (only.isEmpty()) {
        throw new ToolFailure(1, "Device \"" + name + "\" does not exist.\n");
      }
    }
    List<String> names = new ArrayList<>();
    if (only.isPresent()) {
      names.add(only.get().name());
    } else {
      kernel.rtnl().links().forEach(device -> names.add(device.name()));
      names.addAll(List.of("all", "default"));
    }
    IpNetconf list = new IpNetconf(kernel, options);
    if (options.wants(IpOptions.Family.INET)) {
      names.forEach(list::inet);
    }
    if (options.wants(IpOptions.Family.INET6)) {
      names.forEach(list::inet6);
    }
    kernel.out(list.out.finish());
    return 0;
  }

  private void inet(String name) {
    open("inet", name);
    onOff("forwarding", value("ipv4", name, "forwarding"));
    int filter = Integer.parseInt(value("ipv4", name, "rp_filter"));
    String word = RP_FILTER.get(Math.min(filter, RP_FILTER.size() - 1));
    out.any("rp_filter", word, "rp_filter %s ", word);
    close(value("ipv4", name, "proxy_arp"), "ipv4", name);
  }

  private void inet6(String name) {
    open("inet6", name);
    onOff("forwarding", value("ipv6", name, "forwarding"));
    close(value("ipv6", name, "proxy_ndp"), "ipv6", name);
  }

  private void open(String family, String name) {
    out.openObject();
    out.any("family", family, "%s ", family);
    out.any("interface", name, "%s ", name);
  }

  private void close(String proxy, String version, String name) {
    onOff("mc_forwarding", value(version, name, "mc_forwarding"));
    onOff("proxy_neigh", proxy);
    onOff("ignore_routes_with_linkdown", value(version, name, "ignore_routes_with_linkdown"));
    out.text("\n");
    out.closeObject();
  }

  private void onOff(String key, String value) {
    boolean on = !value.equals("0");
    out.any(key, on, "%s", key + (on ? " on " : " off "));
  }

  private String value(String version, String name, String setting) {
    String key = "net." + version + ".conf." + name + "." + setting;
    return kernel.lab().settings().read(kernel.netns(), key).orElse("0");
  }
}
