package passerelle.sim.userland.nettools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import passerelle.sim.uapi.IfAddress;
import passerelle.sim.uapi.LinkCounters;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code ifconfig} of BusyBox 1.37 (networking/ifconfig.c, interface.c there). */
public final class BusyboxIfconfig implements LabKernel.Tool {
  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> words = new ArrayList<>(kernel.process().arguments());
    boolean all = !words.isEmpty() && words.get(0).equals("-a");
    if (all) {
      words.remove(0);
    }
    if (words.size() > 1) {
      return change(kernel, words);
    }
    List<Interface> shown = new ArrayList<>();
    if (words.isEmpty()) {
      Interface.all(kernel).stream().filter(i -> all || i.isUp()).forEach(shown::add);
    } else {
      String name = words.get(0);
      shown.add(
          Interface.find(kernel, name)
              .orElseThrow(
                  () ->
                      new ToolFailure(
                          1,
                          "ifconfig: "
                              + name
                              + ": error fetching interface information: Device not found\n")));
    }
    StringBuilder out = new StringBuilder();
    shown.forEach(each -> block(out, kernel, each));
    kernel.out(out.toString());
    return 0;
  }

  /** The same settings as net-tools', with other words when the kernel refuses. */
  private static int change(KernelView kernel, List<String> words) throws ToolFailure {
    try {
      return new IfconfigChange(kernel, words.get(0)).run(words.subList(1, words.size()));
    } catch (ToolFailure failure) {
      String message = failure.getMessage();
      if (message.contains("ERROR while getting interface flags")) {
        message = "SIOCGIFFLAGS: No such device\n";
      }
      throw new ToolFailure(1, message.startsWith("ifconfig: ") ? message : "ifconfig: " + message);
    }
  }

  private static void block(StringBuilder out, KernelView kernel, Interface each) {
    String indent = " ".repeat(10);
    out.append("%-9s Link encap:".formatted(each.name()));
    out.append(
        each.isLoopback()
            ? "Local Loopback  \n"
            : "Ethernet  HWaddr "
                + each.device().mac().toString().toUpperCase(Locale.ROOT)
                + "  \n");
    each.address()
        .ifPresent(address -> out.append(indent).append(inet(each, address)).append('\n'));
    for (IfAddress address : each.addresses6(kernel)) {
      String scope = address.range();
      out.append(indent).append("inet6 addr: ").append(address.address());
      out.append(" Scope:").append(scope.substring(0, 1).toUpperCase(Locale.ROOT));
      out.append(scope.substring(1)).append('\n');
    }
    out.append(indent);
    IfconfigTool.names(each.link().flags()).forEach(name -> out.append(name).append(' '));
    out.append(" MTU:");
    out.append(each.device().mtu()).append("  Metric:1\n");
    if (!each.isAlias()) {
      counters(out, indent, each);
    }
    out.append('\n');
  }

  private static String inet(Interface each, IfAddress address) {
    String broadcast =
        each.isLoopback()
            ? ""
            : "  Bcast:" + address.broadcast().map(Object::toString).orElse("0.0.0.0");
    return "inet addr:%s%s  Mask:%s"
        .formatted(address.local(), broadcast, address.address().prefix().netmask());
  }

  private static void counters(StringBuilder out, String indent, Interface each) {
    LinkCounters statistics = each.device().counters();
    out.append(indent).append("RX packets:").append(statistics.rxPackets());
    out.append(" errors:0 dropped:").append(statistics.rxDropped()).append(" overruns:0 frame:0\n");
    out.append(indent).append("TX packets:").append(statistics.txPackets());
    out.append(" errors:0 dropped:").append(statistics.txDropped());
    out.append(" overruns:0 carrier:0\n");
    out.append(indent).append("collisions:0 txqueuelen:");
    out.append(each.link().transmitQueueLength()).append(" \n");
    out.append(indent).append("RX bytes:").append(statistics.rxBytes()).append(" (");
    out.append(Interface.scaled(statistics.rxBytes())).append(")  TX bytes:");
    out.append(statistics.txBytes()).append(" (");
    out.append(Interface.scaled(statistics.txBytes())).append(")\n");
  }
}
