package passerelle.sim.userland.nettools;

import passerelle.sim.userland.tool.LabKernel;

/** What {@code netstat} shows other than sockets: {@code -r} and {@code -i}. */
public final class NetstatTables {
  private NetstatTables() {}

  /** {@code netstat -r}, with {@code -n} in numbers. */
  public static LabKernel.Tool routes(boolean busybox) {
    return kernel -> {
      boolean numeric =
          kernel.process().arguments().stream().anyMatch(w -> w.matches("-[a-z]*n[a-z]*"));
      kernel.out(RouteTable.text(kernel, RouteTable.Style.EXTENDED, !numeric, busybox));
      return 0;
    };
  }

  /** {@code netstat -i}, with {@code -e} as {@code ifconfig} shows them. */
  public static LabKernel.Tool interfaces() {
    return kernel -> {
      boolean extended =
          kernel.process().arguments().stream().anyMatch(w -> w.matches("-[a-z]*e[a-z]*"));
      var shown = Interface.all(kernel).stream().filter(Interface::isUp).toList();
      kernel.out("Kernel Interface table\n");
      kernel.out(
          extended
              ? IfconfigTool.blocks(kernel, shown)
              : IfconfigTool.table(shown, "Iface             MTU"));
      return 0;
    };
  }
}
