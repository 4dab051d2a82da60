package passerelle.sim.userland.ip;

import passerelle.kernel.KernelException;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip neighbour} (ip/ipneigh.c:do_ipneigh). */
final class IpNeighbour {
  private IpNeighbour() {}

  static int run(KernelView kernel, IpOptions options, Words words)
      throws ToolFailure, KernelException {
    if (!words.hasNext()) {
      return NeighbourList.show(kernel, options, words);
    }
    String command = words.next();
    if (Words.matches(command, "add")) {
      return NeighbourChange.run(kernel, options, words, NeighbourChange.Mode.ADD);
    }
    if (Words.matches(command, "change") || command.equals("chg")) {
      return NeighbourChange.run(kernel, options, words, NeighbourChange.Mode.CHANGE);
    }
    if (Words.matches(command, "replace")) {
      return NeighbourChange.run(kernel, options, words, NeighbourChange.Mode.REPLACE);
    }
    if (Words.matches(command, "delete")) {
      return NeighbourChange.run(kernel, options, words, NeighbourChange.Mode.DELETE);
    }
    if (Words.matches(command, "get")) {
      return NeighbourList.get(kernel, options, words);
    }
    if (Words.matches(command, "show", "list") || command.equals("lst") || command.equals("ls")) {
      return NeighbourList.show(kernel, options, words);
    }
    if (Words.matches(command, "flush")) {
      return NeighbourList.flush(kernel, options, words);
    }
    if (Words.matches(command, "help")) {
      throw Usage.of("neigh");
    }
    throw new ToolFailure(255, "Command \"" + command + "\" is unknown, try \"ip neigh help\".\n");
  }
}
