package passerelle.sim.userland.ip;

import passerelle.kernel.KernelException;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip address flush} (ip/ipaddress.c:ipaddr_flush). */
final class AddressFlush {
  private AddressFlush() {}

  static int run(KernelView kernel, IpOptions options, Words words)
      throws ToolFailure, KernelException {
    if (!words.hasNext()) {
      throw new ToolFailure(1, "Flush requires arguments.\n");
    }
    AddressFilter filter = AddressFilter.parse(kernel, options, words);
    int count = 0;
    for (LinkInfo device : filter.devices()) {
      for (IfAddress address : filter.all(device)) {
        requireAdmin(kernel);
        if (options.statistics > 1) {
          kernel.out(line(device, address));
        }
        delete(kernel, device, address);
        count++;
      }
    }
    if (options.statistics > 0) {
      kernel.out(summary(count));
    }
    return 0;
  }

  /** Of a network's addresses the later ones may be gone with the first. */
  private static void delete(KernelView kernel, LinkInfo device, IfAddress address)
      throws ToolFailure, KernelException {
    boolean there =
        kernel.rtnl().addresses(device).stream().anyMatch(a -> a.text().equals(address.text()));
    if (address.isIpv6()) {
      kernel.rtnl().deleteAddress6(device, address);
    } else if (there) {
      kernel.rtnl().deleteAddress(device, address);
    }
  }

  private static void requireAdmin(KernelView kernel) throws ToolFailure {
    if (!kernel.mayAdminister()) {
      throw new ToolFailure(255, "Failed to send flush request: Operation not permitted\n");
    }
  }

  private static String line(LinkInfo device, IfAddress address) {
    String proto = address.protocol().isEmpty() ? "" : "proto " + address.protocol() + " ";
    return "%s: %s%s%s%s scope %s%s%s\n       valid_lft forever preferred_lft forever\n"
        .formatted(
            device.index(),
            device.name(),
            address.isIpv6() ? "    inet6 " : "    inet ",
            address.text(),
            address.broadcast().map(b -> " brd " + b).orElse(""),
            address.range(),
            address.secondary() ? " secondary " : " ",
            address.isIpv6() ? proto : address.label().orElse(device.name()));
  }

  private static String summary(int count) {
    if (count == 0) {
      return "Nothing to flush.\n";
    }
    return "\n*** Round 1, deleting "
        + count
        + " addresses ***\n*** Flush is complete after 1 round ***\n";
  }
}
