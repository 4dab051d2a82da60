package passerelle.sim.userland.ps;

import java.util.ArrayList;
import java.util.List;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** The command {@code pidof}: the numbers of the processes with a name, the latest first. */
public final class PidofTool implements LabKernel.Tool {
  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> pids = new ArrayList<>();
    boolean single = false;
    for (String word : kernel.process().arguments()) {
      if (word.equals("-s")) {
        single = true;
      } else if (word.startsWith("-")) {
        throw ToolFailure.notModelled("pidof", "option " + word);
      } else {
        for (Row row : Row.seenBy(kernel.process())) {
          if (row.process().name().equals(word) && row.process() != kernel.process()) {
            pids.add(0, "" + row.pid());
          }
        }
      }
    }
    if (pids.isEmpty()) {
      return 1;
    }
    kernel.out((single ? pids.get(0) : String.join(" ", pids)) + "\n");
    return 0;
  }
}
