package passerelle.sim.userland.nettools;

import java.util.ArrayList;
import java.util.List;
import passerelle.kernel.KernelException;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Resources;

/** The command {@code route} (net-tools 2.10, route.c and lib/inet_sr.c). */
public final class RouteTool implements LabKernel.Tool {
  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> words = new ArrayList<>();
    boolean numeric = false;
    int extended = 0;
    for (String word : kernel.process().arguments()) {
      boolean option = word.startsWith("-") && !word.equals("-net") && !word.equals("-host");
      if (!option) {
        words.add(word);
      } else if (word.equals("-V") || word.equals("--version")) {
        kernel.out("net-tools 2.10\n");
        return 0;
      } else if (word.equals("-6") || word.equals("-A") || word.startsWith("--inet6")) {
        throw ToolFailure.notModelled("route", "option " + word);
      } else if (word.matches("-[nNveF4]+|--numeric|--inet")) {
        numeric |= word.contains("n");
        extended += (int) word.chars().filter(c -> c == 'e').count();
      } else {
        throw new ToolFailure(
            3, "route: invalid option -- '" + word.replaceFirst("-+", "") + "'\n" + usage());
      }
    }
    if (words.isEmpty()) {
      RouteTable.Style style = RouteTable.Style.values()[Math.min(extended, 2)];
      kernel.out(RouteTable.text(kernel, style, !numeric, false));
      return 0;
    }
    String command = words.get(0);
    if (!command.equals("add") && !command.equals("del")) {
      throw new ToolFailure(3, usage());
    }
    boolean adding = command.equals("add");
    RouteRequest request = RouteRequest.parse(words.subList(1, words.size()), adding);
    try {
      request.apply(kernel, adding);
      return 0;
    } catch (KernelException refused) {
      String ioctl = adding ? "SIOCADDRT: " : "SIOCDELRT: ";
      throw new ToolFailure(7, ioctl + kernel.libc().strerror(refused.errno()) + "\n");
    }
  }

  private static String usage() {
    return Resources.text(RouteTool.class, "route.txt");
  }
}
