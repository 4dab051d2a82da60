package passerelle.sim.userland.nettools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.NeighbourInfo;
import passerelle.sim.uapi.NeighbourState;
import passerelle.sim.uapi.RouteQuery;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * The command {@code arp} of net-tools 2.10 (arp.c) and of BusyBox. Both ask for the names of the
 * addresses, unless they are told {@code -n}.
 */
public record ArpTool(boolean busybox) implements LabKernel.Tool {
  private static final String WORDS =
      """
      all=a delete=d set=s numeric=n verbose=v use-device=D device=i file=f protocol=p hw-type=H
      version=V
      """;

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    Getopt given = Getopt.parse("A:H:Dadef:i:np:st:vV", WORDS, kernel.process().arguments());
    given.orExit(kernel.process(), "arp", busybox ? 1 : 3, "");
    given.only(kernel.process(), "arp", "nvaedsDiV");
    if (given.has("V")) {
      kernel.out("net-tools 2.10\n");
      return 0;
    }
    List<String> operands = given.operands();
    Optional<String> device = given.value("i");
    if (given.has("s")) {
      return set(kernel, operands, device);
    }
    if (given.has("d")) {
      return delete(kernel, operands);
    }
    boolean bsd = busybox || given.has("a");
    Resolver resolver = new Resolver(kernel.process(), new Net(kernel.process()));
    List<String> hosts = new ArrayList<>();
    for (String operand : operands) {
      hosts.add(address(operand, resolver).toString());
    }
    Function<IpAddress, Optional<String>> names =
        given.has("n") ? address -> Optional.empty() : resolver::reverse;
    Function<NeighbourInfo, String> row =
        bsd ? entry -> bsdRow(entry, names) : entry -> row(entry, names);
    return show(kernel, hosts, device, row, bsd);
  }

  private int show(
      KernelView kernel,
      List<String> hosts,
      Optional<String> device,
      Function<NeighbourInfo, String> row,
      boolean bsd) {
    List<NeighbourInfo> all = kernel.neighbours().neighbours();
    List<NeighbourInfo> shown = new ArrayList<>();
    for (NeighbourInfo entry : all) {
      boolean wanted =
          (hosts.isEmpty() || hosts.contains(entry.address().toString()))
              && (device.isEmpty() || device.get().equals(entry.device()));
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
    shown.forEach(entry -> out.append(row.apply(entry)));
    kernel.out(out.toString());
    return 0;
  }

  private static boolean isComplete(NeighbourInfo entry) {
    return entry.state().isValid();
  }

  private static boolean isPermanent(NeighbourInfo entry) {
    return entry.state() == NeighbourState.PERMANENT;
  }

  private static String row(NeighbourInfo entry, Function<IpAddress, Optional<String>> names) {
    String host = names.apply(entry.address()).orElse(entry.address().toString());
    boolean complete = isComplete(entry);
    return "%-23.23s  %-8s%-20s%-22s%s\n"
        .formatted(
            host,
            complete ? "ether" : "",
            complete ? entry.mac() : "(incomplete)",
            complete ? "C" + (isPermanent(entry) ? "M" : "") : "",
            entry.device());
  }

  private String bsdRow(NeighbourInfo entry, Function<IpAddress, Optional<String>> names) {
    boolean complete = isComplete(entry);
    String gap = busybox && !isPermanent(entry) ? " " : "";
    return "%s (%s) at %s%s%s on %s\n"
        .formatted(
            names.apply(entry.address()).orElse("?"),
            entry.address(),
            complete ? entry.mac() + " [ether]" : "<incomplete>",
            isPermanent(entry) ? " PERM" : "",
            gap,
            entry.device());
  }

  private static IpAddress address(String text, Resolver resolver) throws ToolFailure {
    List<IpAddress> found = List.copyOf(resolver.lookup(text).addresses());
    return found.isEmpty() ? address(text) : found.get(0);
  }

  private static IpAddress address(String text) throws ToolFailure {
    return Family.IPV4
        .parse(text)
        .orElseThrow(() -> new ToolFailure(255, text + ": Host name lookup failure\n"));
  }

  private int set(KernelView kernel, List<String> operands, Optional<String> device)
      throws ToolFailure {
    if (operands.isEmpty()) {
      throw new ToolFailure(255, "arp: need host name\n");
    }
    IpAddress host = address(operands.get(0));
    if (operands.size() < 2) {
      throw new ToolFailure(255, "arp: need hardware address\n");
    }
    MacAddress mac =
        MacAddress.parse(operands.get(1))
            .orElseThrow(() -> new ToolFailure(255, "arp: invalid hardware address\n"));
    try {
      kernel.requireAdmin();
      LinkInfo out = outFor(kernel, host, device);
      kernel.neighbours().set(out, host, mac, NeighbourState.PERMANENT);
      return 0;
    } catch (KernelException refused) {
      throw new ToolFailure(255, "SIOCSARP: " + kernel.libc().strerror(refused.errno()) + "\n");
    }
  }

  private static LinkInfo outFor(KernelView kernel, IpAddress host, Optional<String> device)
      throws KernelException {
    String name =
        device.isPresent() ? device.get() : kernel.routes().get(RouteQuery.to(host)).device();
    return kernel.rtnl().link(name).orElseThrow(() -> new KernelException(Errno.ENODEV));
  }

  private int delete(KernelView kernel, List<String> operands) throws ToolFailure {
    if (operands.isEmpty()) {
      throw new ToolFailure(255, "arp: need host name\n");
    }
    IpAddress host = address(operands.get(0));
    try {
      kernel.requireAdmin();
    } catch (KernelException refused) {
      throw new ToolFailure(
          255, "SIOCDARP(dontpub): " + kernel.libc().strerror(refused.errno()) + "\n");
    }
    if (!kernel.neighbours().remove(host)) {
      throw new ToolFailure(255, "No ARP entry for " + host + "\n");
    }
    return 0;
  }
}
