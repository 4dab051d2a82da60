package passerelle.sim.userland.nettools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Ipv4Address;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.ip.FibRoute;
import passerelle.sim.ip.Neighbour;
import passerelle.sim.ip.RouteKey;
import passerelle.sim.link.Device;
import passerelle.sim.uapi.NeighbourState;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** The command {@code arp} of net-tools 2.10 (arp.c) and of BusyBox. */
public final class ArpTool implements LabKernel.Tool {
  private final boolean busybox;

  /** Either flavour. */
  public ArpTool(boolean busybox) {
    this.busybox = busybox;
  }

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    boolean bsd = busybox;
    boolean set = false;
    boolean delete = false;
    Optional<String> device = Optional.empty();
    List<String> operands = new ArrayList<>();
    Words words = new Words(kernel.process().arguments());
    while (words.hasNext()) {
      String word = words.next();
      if (!word.startsWith("-")) {
        operands.add(word);
        continue;
      }
      if (word.matches("-[nvaedsD]*i")) {
        device = words.hasNext() ? Optional.of(words.next()) : device;
      } else if (word.equals("-V") || word.equals("--version")) {
        kernel.out("net-tools 2.10\n");
        return 0;
      } else if (!word.matches("-[nvaeds]+")) {
        throw ToolFailure.notModelled("arp", "option " + word);
      }
      bsd |= word.contains("a");
      set |= word.contains("s");
      delete |= word.contains("d");
    }
    if (set) {
      return set(kernel, operands, device);
    }
    if (delete) {
      return delete(kernel, operands);
    }
    return show(kernel, operands, device, bsd);
  }

  private int show(KernelView kernel, List<String> hosts, Optional<String> device, boolean bsd)
      throws ToolFailure {
    List<Neighbour> all =
        kernel.netns().ip().neighbours().entries().stream()
            .filter(entry -> !kernel.netns().ip().neighbours().isCollectable(entry))
            .toList();
    List<Neighbour> shown = new ArrayList<>();
    for (Neighbour entry : all) {
      boolean wanted =
          (hosts.isEmpty() || hosts.contains(entry.address().toString()))
              && (device.isEmpty() || device.get().equals(entry.device().name()));
      if (wanted) {
        shown.add(entry);
      }
    }
    if (shown.isEmpty() && !busybox && !(hosts.isEmpty() && device.isEmpty())) {
      kernel.out(
          hosts.isEmpty()
              ? "arp: in " + all.size() + " entries no match found.\n"
              : hosts.get(0) + " (" + hosts.get(0) + ") -- no entry\n");
      return 0;
    }
    StringBuilder out = new StringBuilder();
    if (!shown.isEmpty() && !bsd) {
      out.append(
          "Address                  HWtype  HWaddress           Flags Mask            Iface\n");
    }
    shown.forEach(entry -> out.append(bsd ? bsdRow(kernel, entry) : row(kernel, entry)));
    kernel.out(out.toString());
    return 0;
  }

  private static boolean isComplete(KernelView kernel, Neighbour entry) {
    return kernel.netns().ip().neighbours().shownState(entry).isValid();
  }

  private static boolean isPermanent(Neighbour entry) {
    return entry.state() == NeighbourState.PERMANENT;
  }

  private static String row(KernelView kernel, Neighbour entry) {
    boolean complete = isComplete(kernel, entry);
    return String.format(
        Locale.ROOT,
        "%-25s%-8s%-20s%-22s%s\n",
        entry.address(),
        complete ? "ether" : "",
        complete ? entry.mac() : "(incomplete)",
        complete ? "C" + (isPermanent(entry) ? "M" : "") : "",
        entry.device().name());
  }

  private String bsdRow(KernelView kernel, Neighbour entry) {
    boolean complete = isComplete(kernel, entry);
    String gap = busybox && !isPermanent(entry) ? " " : "";
    return "? ("
        + entry.address()
        + ") at "
        + (complete ? entry.mac() + " [ether]" : "<incomplete>")
        + (isPermanent(entry) ? " PERM" : "")
        + gap
        + " on "
        + entry.device().name()
        + "\n";
  }

  private static Ipv4Address address(String text) throws ToolFailure {
    return Ipv4Address.parse(text)
        .orElseThrow(() -> new ToolFailure(255, text + ": Host name lookup failure\n"));
  }

  private int set(KernelView kernel, List<String> operands, Optional<String> device)
      throws ToolFailure {
    if (operands.isEmpty()) {
      throw new ToolFailure(255, "arp: need host name\n");
    }
    Ipv4Address host = address(operands.get(0));
    if (operands.size() < 2) {
      throw new ToolFailure(255, "arp: need hardware address\n");
    }
    MacAddress mac =
        MacAddress.parse(operands.get(1))
            .orElseThrow(() -> new ToolFailure(255, "arp: invalid hardware address\n"));
    try {
      requireAdmin(kernel);
      Device out = outFor(kernel, host, device);
      kernel.netns().ip().neighbours().set(out, host, mac, NeighbourState.PERMANENT);
      return 0;
    } catch (KernelException refused) {
      throw new ToolFailure(255, "SIOCSARP: " + refused.errno().text() + "\n");
    }
  }

  private static Device outFor(KernelView kernel, Ipv4Address host, Optional<String> device)
      throws KernelException {
    if (device.isPresent()) {
      return kernel
          .netns()
          .device(device.get())
          .orElseThrow(() -> new KernelException(Errno.ENODEV));
    }
    return kernel
        .netns()
        .ip()
        .fib()
        .lookup(RouteKey.to(host))
        .flatMap(FibRoute::device)
        .orElseThrow(() -> new KernelException(Errno.ENETUNREACH));
  }

  private static void requireAdmin(KernelView kernel) throws KernelException {
    if (!kernel.mayAdminister()) {
      throw new KernelException(Errno.EPERM);
    }
  }

  private int delete(KernelView kernel, List<String> operands) throws ToolFailure {
    if (operands.isEmpty()) {
      throw new ToolFailure(255, "arp: need host name\n");
    }
    Ipv4Address host = address(operands.get(0));
    try {
      requireAdmin(kernel);
    } catch (KernelException refused) {
      throw new ToolFailure(255, "SIOCDARP(dontpub): " + refused.errno().text() + "\n");
    }
    Neighbour entry =
        kernel.netns().ip().neighbours().entries().stream()
            .filter(e -> e.address().equals(host))
            .findFirst()
            .orElseThrow(() -> new ToolFailure(255, "No ARP entry for " + host + "\n"));
    kernel.netns().ip().neighbours().remove(entry);
    return 0;
  }
}
