package passerelle.sim.userland.nettools;

import java.util.ArrayList;
import java.util.List;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.InterfaceFlags;
import passerelle.sim.uapi.LinkCounters;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** The command {@code ifconfig} (net-tools 2.10, ifconfig.c and lib/interface.c). */
public final class IfconfigTool implements LabKernel.Tool {
  private static final int RUNNING_MASK = 0xffff;

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> words = new ArrayList<>(kernel.process().arguments());
    boolean all = false;
    boolean table = false;
    while (!words.isEmpty() && words.get(0).startsWith("-")) {
      String option = words.remove(0);
      switch (option) {
        case "-a" -> all = true;
        case "-s" -> table = true;
        case "-V", "--version" -> {
          kernel.out("net-tools 2.10\n");
          return 0;
        }
        default ->
            throw new ToolFailure(
                1,
                "ifconfig: option `"
                    + option
                    + "' not recognised.\n"
                    + "ifconfig: `--help' gives usage information.\n");
      }
    }
    if (words.size() > 1) {
      return new IfconfigChange(kernel, words.get(0)).run(words.subList(1, words.size()));
    }
    List<Interface> shown = shown(kernel, words, all);
    kernel.out(table ? table(shown, "Iface      MTU") : blocks(kernel, shown));
    return 0;
  }

  private static List<Interface> shown(KernelView kernel, List<String> words, boolean all)
      throws ToolFailure {
    if (words.isEmpty()) {
      return Interface.all(kernel).stream().filter(i -> all || i.isUp()).toList();
    }
    String name = words.get(0);
    return List.of(
        Interface.find(kernel, name)
            .orElseThrow(
                () ->
                    new ToolFailure(
                        1, name + ": error fetching interface information: Device not found\n")));
  }

  /** The blocks of {@code ifconfig}, each with an empty line behind. */
  static String blocks(KernelView kernel, List<Interface> interfaces) {
    StringBuilder out = new StringBuilder();
    interfaces.forEach(each -> block(out, kernel, each));
    return out.toString();
  }

  private static void block(StringBuilder out, KernelView kernel, Interface each) {
    int flags = each.link().flags() & RUNNING_MASK;
    out.append(
        "%s: flags=%s<%s>  mtu %s\n"
            .formatted(each.name(), flags, String.join(",", names(flags)), each.device().mtu()));
    each.address().ifPresent(address -> address(out, each, address));
    for (IfAddress address : each.addresses6(kernel)) {
      String scope =
          switch (address.scope()) {
            case HOST -> "0x10<host>";
            case LINK -> "0x20<link>";
            case GLOBAL -> "0x0<global>";
          };
      out.append(
          "        inet6 %s  prefixlen %s  scopeid %s\n"
              .formatted(address.local(), address.address().length(), scope));
    }
    int queue = each.link().transmitQueueLength();
    out.append(
        each.isLoopback()
            ? "        loop  txqueuelen %s  (Local Loopback)\n".formatted(queue)
            : "        ether %s  txqueuelen %s  (Ethernet)\n"
                .formatted(each.device().mac(), queue));
    if (!each.isAlias()) {
      counters(out, each.device().counters());
    }
    out.append('\n');
  }

  private static void address(StringBuilder out, Interface each, IfAddress address) {
    out.append(
        "        inet %s  netmask %s"
            .formatted(address.local(), address.address().prefix().netmask()));
    if (!each.isLoopback()) {
      out.append("  broadcast ");
      out.append(address.broadcast().map(Object::toString).orElse("0.0.0.0"));
    }
    out.append('\n');
  }

  private static void counters(StringBuilder out, LinkCounters statistics) {
    String in = Interface.scaled(statistics.rxBytes());
    String sent = Interface.scaled(statistics.txBytes());
    out.append(
        "        RX packets %s  bytes %s (%s)\n"
            .formatted(statistics.rxPackets(), statistics.rxBytes(), in));
    out.append("        RX errors 0  dropped ").append(statistics.rxDropped());
    out.append("  overruns 0  frame 0\n");
    out.append(
        "        TX packets %s  bytes %s (%s)\n"
            .formatted(statistics.txPackets(), statistics.txBytes(), sent));
    out.append("        TX errors 0  dropped ").append(statistics.txDropped());
    out.append(" overruns 0  carrier 0  collisions 0\n");
  }

  /** The names of flags, as both families of tools call them. */
  static List<String> names(int flags) {
    List<String> names = new ArrayList<>();
    add(names, flags, InterfaceFlags.UP, "UP");
    add(names, flags, InterfaceFlags.BROADCAST, "BROADCAST");
    add(names, flags, InterfaceFlags.LOOPBACK, "LOOPBACK");
    add(names, flags, InterfaceFlags.RUNNING, "RUNNING");
    add(names, flags, InterfaceFlags.NOARP, "NOARP");
    add(names, flags, InterfaceFlags.PROMISC, "PROMISC");
    add(names, flags, InterfaceFlags.ALLMULTI, "ALLMULTI");
    add(names, flags, InterfaceFlags.MULTICAST, "MULTICAST");
    return names;
  }

  private static void add(List<String> names, int flags, int flag, String name) {
    if ((flags & flag) != 0) {
      names.add(name);
    }
  }

  /** The table of {@code ifconfig -s} and {@code netstat -i}. */
  static String table(List<Interface> interfaces, String head) {
    StringBuilder out = new StringBuilder(head);
    out.append("    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n");
    for (Interface each : interfaces) {
      String letters = letters(each.link().flags());
      if (each.isAlias()) {
        out.append(
            "%-16s%5s      - no statistics available -                        %s\n"
                .formatted(each.name(), each.device().mtu(), letters));
        continue;
      }
      LinkCounters statistics = each.device().counters();
      out.append(
          "%-16s%5s %8s %6s %6s %-6s %8s %6s %6s %6s %s\n"
              .formatted(
                  each.name(),
                  each.device().mtu(),
                  statistics.rxPackets(),
                  0,
                  statistics.rxDropped(),
                  0,
                  statistics.txPackets(),
                  0,
                  statistics.txDropped(),
                  0,
                  letters));
    }
    return out.toString();
  }

  private static String letters(int flags) {
    StringBuilder out = new StringBuilder();
    out.append((flags & InterfaceFlags.ALLMULTI) != 0 ? "A" : "");
    out.append((flags & InterfaceFlags.BROADCAST) != 0 ? "B" : "");
    out.append((flags & InterfaceFlags.LOOPBACK) != 0 ? "L" : "");
    out.append((flags & InterfaceFlags.MULTICAST) != 0 ? "M" : "");
    out.append((flags & InterfaceFlags.PROMISC) != 0 ? "P" : "");
    out.append((flags & InterfaceFlags.NOARP) != 0 ? "O" : "");
    out.append((flags & InterfaceFlags.RUNNING) != 0 ? "R" : "");
    return out.append((flags & InterfaceFlags.UP) != 0 ? "U" : "").toString();
  }
}
