package passerelle.sim.userland.nettools;

import java.util.ArrayList;
import java.util.List;
import passerelle.kernel.KernelException;
import passerelle.sim.userland.tool.BusyboxBuild;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Resources;

/** {@code route} of BusyBox 1.37 (networking/route.c there). */
public final class BusyboxRoute implements LabKernel.Tool {
  private static final String USAGE =
      BusyboxBuild.TITLE + "\n" + "\n" + Resources.text(BusyboxRoute.class, "busybox-route.txt");

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> words = new ArrayList<>(kernel.process().arguments());
    boolean numeric = false;
    boolean extended = false;
    while (!words.isEmpty() && words.get(0).matches("-[ne]+")) {
      String option = words.remove(0);
      numeric |= option.contains("n");
      extended |= option.contains("e");
    }
    if (words.isEmpty()) {
      RouteTable.Style style = extended ? RouteTable.Style.EXTENDED : RouteTable.Style.PLAIN;
      kernel.out(RouteTable.text(kernel, style, !numeric, true));
      return 0;
    }
    String command = words.get(0);
    boolean adding = command.equals("add");
    if (!adding && !command.matches("del|delete")) {
      throw new ToolFailure(1, USAGE);
    }
    try {
      parse(words, adding).apply(kernel, adding);
      return 0;
    } catch (KernelException refused) {
      String ioctl = adding ? "SIOCADDRT: " : "SIOCDELRT: ";
      throw new ToolFailure(1, "route: " + ioctl + kernel.libc().strerror(refused.errno()) + "\n");
    }
  }

  private static RouteRequest parse(List<String> words, boolean adding) throws ToolFailure {
    try {
      return RouteRequest.parse(words.subList(1, words.size()), adding);
    } catch (ToolFailure wrong) {
      throw new ToolFailure(1, USAGE);
    }
  }
}
