package passerelle.sim.userland.nettools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.InterfaceFlags;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.text.Cut;

/**
 * An interface as the old ioctls know it: a device, or an alias, which is a label that addresses of
 * a device have ({@code eth0:1}).
 *
 * @param name the device's name or the label
 * @param address the first address with this label
 */
record Interface(String name, LinkInfo link, Optional<IfAddress> address) {

  /** All interfaces, by name. */
  public static List<Interface> all(KernelView kernel) {
    List<Interface> all = new ArrayList<>();
    for (LinkInfo device : kernel.rtnl().links()) {
      all.add(of(kernel, device, device.name()));
      kernel.rtnl().addresses(device).stream()
          .flatMap(address -> address.label().stream())
          .distinct()
          .forEach(label -> all.add(of(kernel, device, label)));
    }
    all.sort(Comparator.comparing(Interface::name, Interface::compareNames));
    return all;
  }

  /** The interface of a name, with an address or without. */
  public static Optional<Interface> find(KernelView kernel, String name) {
    return kernel.rtnl().link(baseName(name)).map(device -> of(kernel, device, name));
  }

  private static String baseName(String name) {
    return Cut.first(name, ":").before();
  }

  private static Interface of(KernelView kernel, LinkInfo device, String label) {
    Optional<IfAddress> first =
        kernel.rtnl().addresses(device).stream()
            .filter(address -> address.label().orElse(device.name()).equals(label))
            .findFirst();
    return new Interface(label, device, first);
  }

  /** Numbers within names count as numbers: eth2 before eth10 ({@code nstrcmp}). */
  private static int compareNames(String left, String right) {
    String a = left.replaceAll("[0-9]+$", "");
    String b = right.replaceAll("[0-9]+$", "");
    if (!a.equals(b) || a.length() == left.length() || b.length() == right.length()) {
      return left.compareTo(right);
    }
    String numberA = left.substring(a.length());
    String numberB = right.substring(b.length());
    int byLength = Integer.compare(numberA.length(), numberB.length());
    return byLength != 0 ? byLength : numberA.compareTo(numberB);
  }

  public LinkInfo device() {
    return link;
  }

  /** A label rather than the device itself: it has no counters of its own. */
  public boolean isAlias() {
    return name.indexOf(':') >= 0;
  }

  public boolean isUp() {
    return device().isUp();
  }

  public boolean isLoopback() {
    return link.has(InterfaceFlags.LOOPBACK);
  }

  /** The IPv6 addresses, which aliases do not show. */
  public List<IfAddress> addresses6(KernelView kernel) {
    return isAlias() ? List.of() : kernel.rtnl().addresses6(device());
  }

  /** {@code 1.6 KiB}: thousands of 1024, the first digit after the point cut off. */
  public static String scaled(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    long tenths = bytes * 10;
    int unit = 0;
    while (unit < units.length - 1 && bytes >> 10 * unit > 1024) {
      unit++;
    }
    tenths >>= 10 * unit;
    return tenths / 10 + "." + tenths % 10 + " " + units[unit];
  }
}
