package passerelle.sim.userland.process;

import java.util.Locale;
import passerelle.kernel.Capability;
import passerelle.sim.core.Machine;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** The command {@code dmesg}: the kernel's log, where {@code -j LOG} writes. */
public final class DmesgTool implements LabKernel.Tool {
  @Override
  public int run(KernelView kernel) throws ToolFailure {
    boolean times = true;
    for (String word : kernel.process().arguments()) {
      if (!word.equals("-t") && !word.equals("--notime")) {
        throw ToolFailure.notModelled("dmesg", "option " + word);
      }
      times = false;
    }
    if (!kernel.process().has(Capability.SYS_ADMIN)) {
      throw new ToolFailure(1, "dmesg: read kernel buffer failed: Operation not permitted\n");
    }
    StringBuilder out = new StringBuilder();
    for (Machine.LogLine line : kernel.process().place().machine().log()) {
      long micros = line.time() / 1_000;
      if (times) {
        out.append(
            String.format(Locale.ROOT, "[%5d.%06d] ", micros / 1_000_000, micros % 1_000_000));
      }
      out.append(line.text()).append('\n');
    }
    kernel.out(out.toString());
    return 0;
  }
}
