package passerelle.sim.userland.ip;

import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.Lifetime;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip address show} and {@code ip link show} (ip/ipaddress.c:ipaddr_list). */
final class AddressList {
  private static final long FOREVER = 0xffff_ffffL;

  private final KernelView kernel;
  private final IpOptions options;
  private final AddressFilter filter;
  private final Printer out;
  private final boolean linkCommand;

  private AddressList(
      KernelView kernel, IpOptions options, AddressFilter filter, boolean linkCommand) {
    this.kernel = kernel;
    this.options = options;
    this.filter = filter;
    this.linkCommand = linkCommand;
    out = options.printer();
  }

  static int show(KernelView kernel, IpOptions options, Words words, boolean linkCommand)
      throws ToolFailure {
    AddressFilter filter = AddressFilter.parse(kernel, options, words);
    AddressList list = new AddressList(kernel, options, filter, linkCommand);
    for (LinkInfo device : filter.devices()) {
      list.print(device);
    }
    kernel.out(list.out.finish());
    return 0;
  }

  /** An address as {@code ip monitor} tells of it. */
  static String monitored(
      KernelView kernel, IpOptions options, LinkInfo device, IfAddress address) {
    AddressList list = new AddressList(kernel, options, new AddressFilter(kernel, options), false);
    list.out.text(device.index() + ": " + device.name());
    list.print(device, address);
    return list.out.finish();
  }

  private boolean linksOnly() {
    return linkCommand || options.family == IpOptions.Family.LINK;
  }

  private void print(LinkInfo device) {
    if (!linksOnly() && filter.leavesOut(device)) {
      return;
    }
    LinkInfo link = device;
    out.openObject();
    boolean headless = !linksOnly() && options.oneLine && !options.brief || filter.hidesLinks();
    if (!headless) {
      boolean ofInet6 = options.family == IpOptions.Family.INET6 && !filter.namesDevice();
      new LinkPrinter(kernel, options, out, linkCommand, ofInet6).print(link);
    }
    if (!linksOnly()) {
      out.openArray("addr_info");
      filter.addresses(device).forEach(address -> print(device, address));
      filter.addresses6(device).forEach(address -> print(device, address));
      out.closeArray();
      if (options.brief) {
        out.text("\n");
      } else if (options.statistics > 0) {
        new LinkStatistics(out, options).print(device);
        out.text("\n");
      }
    }
    out.closeObject();
  }

  private void begin(LinkInfo device) {
    out.openObject();
    if (options.oneLine && !options.brief) {
      out.json("index", device.index());
      out.json("dev", device.name());
      out.text(device.index() + ": " + device.name());
    }
  }

  private void print(LinkInfo device, IfAddress address) {
    begin(device);
    String local = address.local().toString();
    int length = address.address().length();
    String family = address.isIpv6() ? "inet6" : "inet";
    if (!options.brief) {
      out.any("family", family, "    " + family + " ");
    }
    out.any("local", local, "%s", local);
    address.peer().ifPresent(peer -> out.any("address", peer.toString(), " peer %s", peer));
    out.any("prefixlen", length, "/%d ", length);
    if (!options.brief) {
      address.broadcast().ifPresent(b -> out.any("broadcast", b.toString(), "brd %s ", b));
      out.any("scope", address.range(), "scope %s ", address.range());
      if (address.secondary()) {
        out.any("secondary", true, "secondary ");
      }
      if (address.lifetime().isDeprecated(kernel.now())) {
        out.any("deprecated", true, "deprecated ");
      }
      if (address.lifetime().isDynamic()) {
        out.any("dynamic", true, "dynamic ");
      }
      if (address.unrouted()) {
        out.any("noprefixroute", true, "noprefixroute ");
      }
      if (!address.protocol().isEmpty()) {
        out.any("protocol", address.protocol(), "proto %s ", address.protocol());
      }
      if (!address.isIpv6()) {
        String label = address.label().orElse(device.name());
        out.any("label", label, "%s", label);
      }
      lifetime(address.lifetime());
    }
    out.closeObject();
  }

  private void lifetime(Lifetime lifetime) {
    out.newLine();
    long valid = lifetime.validLeft(kernel.now());
    long preferred = lifetime.preferredLeft(kernel.now());
    out.any("valid_life_time", valid, "       valid_lft %s", words(valid));
    out.any("preferred_life_time", preferred, " preferred_lft %s", words(preferred));
    out.text("\n");
  }

  private static String words(long seconds) {
    return seconds == FOREVER ? "forever" : seconds + "sec";
  }
}
