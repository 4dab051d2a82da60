package passerelle.sim.userland.process;

import java.util.Collection;
import java.util.Locale;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code top -b -n 1}: one list; the interactive screen is not modelled. */
public final class TopTool implements LabKernel.Tool {
  @Override
  public int run(KernelView kernel) throws ToolFailure {
    String options = String.join("", kernel.process().arguments());
    if (!options.matches("-?b?-?n ?1b?|-b-?n1|-n1-b")) {
      throw ToolFailure.notModelled("top", "anything but top -bn1");
    }
    Collection<Process> processes = kernel.process().place().processes();
    long minutes = kernel.now() / 60_000_000_000L;
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "top - 00:%02d:00 up %d min,  0 users,  load average: 0.00, 0.00, 0.00\n",
            minutes % 60,
            minutes));
    out.append(
        String.format(
            Locale.ROOT,
            "Tasks: %3d total,   1 running, %3d sleeping,   0 stopped,   0 zombie\n",
            processes.size(),
            processes.size() - 1));
    out.append(
        "%Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st \n");
    out.append(
        "MiB Mem :   4096.0 total,   3072.0 free,    512.0 used,    512.0 buff/cache     \n");
    out.append("MiB Swap:      0.0 total,      0.0 free,      0.0 used.   3584.0 avail Mem \n\n");
    out.append("    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n");
    for (Process process : processes) {
      out.append(
          String.format(
              Locale.ROOT,
              "%7d root      20   0    4400   3400   3100 %s   0.0   0.1   0:00.00 %s\n",
              process.pid(),
              process == kernel.process() ? "R" : "S",
              process.name()));
    }
    kernel.out(out.toString());
    return 0;
  }
}
