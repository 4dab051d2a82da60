package passerelle.sim.userland.tc;

import java.util.Optional;
import passerelle.sim.link.Device;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/**
 * {@code tc} (tc/tc.c, tc/tc_qdisc.c). A device that was ever up has the queueing discipline
 * noqueue, for none of the devices here has a queue; it has no classes and no filters.
 */
public final class TcTool implements LabKernel.Tool {
  private static final String USAGE =
      """
      Usage:\ttc [ OPTIONS ] OBJECT { COMMAND | help }
      \ttc [-force] -batch filename
      where  OBJECT := { qdisc | class | filter | chain |
      \t\t    action | monitor | exec }
             OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] | -r[aw] |
      \t\t    -o[neline] | -j[son] | -p[retty] | -c[olor]
      \t\t    -b[atch] [filename] | -n[etns] name | -N[umeric] |
      \t\t     -nm | -nam[es] | { -cf | -conf } path
      \t\t     -br[ief] | -echo }
      """;

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    Words words = new Words(kernel.process().arguments());
    boolean statistics = false;
    boolean json = false;
    boolean pretty = false;
    while (words.peek().startsWith("-")) {
      String option = words.next().replaceFirst("^--", "-");
      if (Words.matches(option, "-statistics")) {
        statistics = true;
      } else if (Words.matches(option, "-json")) {
        json = true;
      } else if (Words.matches(option, "-pretty")) {
        pretty = true;
      } else if (Words.matches(option, "-Version")) {
        kernel.out("tc utility, iproute2-6.15.0, libbpf 1.5.0\n");
        return 0;
      } else if (!Words.matches(option, "-details", "-raw", "-oneline", "-Numeric")) {
        throw ToolFailure.notModelled("tc", "option " + option);
      }
    }
    if (!words.hasNext()) {
      kernel.out(USAGE);
      return 0;
    }
    Printer out = new Printer(json, pretty, false);
    String object = words.next();
    if (Words.matches(object, "help")) {
      kernel.out(USAGE);
      return 0;
    }
    if (!Words.matches(object, "qdisc", "class", "filter")) {
      if (Words.matches(object, "chain", "action", "actions", "monitor", "exec")) {
        throw ToolFailure.notModelled("tc", "tc " + object);
      }
      throw new ToolFailure(255, "Object \"" + object + "\" is unknown, try \"tc help\".\n");
    }
    Optional<Device> device = shown(kernel, object, words);
    if (Words.matches(object, "qdisc")) {
      list(kernel, out, device, statistics);
    }
    kernel.out(out.finish());
    return 0;
  }

  /** The one device that is asked for, if one is. */
  private static Optional<Device> shown(KernelView kernel, String object, Words words)
      throws ToolFailure {
    String command = words.hasNext() ? words.next() : "list";
    if (!Words.matches(command, "list", "show", "lst") && !command.equals("ls")) {
      if (Words.matches(command, "add", "change", "replace", "link", "delete", "get", "help")) {
        throw ToolFailure.notModelled("tc", "tc " + object + " " + command);
      }
      throw new ToolFailure(
          255, "Command \"" + command + "\" is unknown, try \"tc " + object + " help\".\n");
    }
    Optional<Device> device = Optional.empty();
    while (words.hasNext()) {
      String word = words.next();
      if (!word.equals("dev")) {
        throw ToolFailure.notModelled("tc", "the selector " + word);
      }
      String name = words.argument();
      device = kernel.netns().device(name);
      if (device.isEmpty()) {
        throw new ToolFailure(1, "Cannot find device \"" + name + "\"\n");
      }
    }
    return device;
  }

  private static void list(
      KernelView kernel, Printer out, Optional<Device> only, boolean statistics) {
    for (Device device : kernel.netns().devices()) {
      boolean asked = only.isEmpty() || only.get() == device;
      if (asked && kernel.netns().addresses().wasUp(device)) {
        out.openObject();
        out.any("kind", "noqueue", "qdisc noqueue ");
        out.any("handle", "0:", "0: ");
        if (only.isEmpty()) {
          out.any("dev", device.name(), "dev %s ", device.name());
        }
        out.any("root", true, "root ");
        out.any("refcnt", 2, "refcnt 2 \n");
        out.emptyObject("options");
        if (statistics) {
          printStatistics(out);
        }
        out.closeObject();
      }
    }
  }

  /** Nothing waits, so nothing is counted. */
  private static void printStatistics(Printer out) {
    for (String counter : new String[] {"bytes", "packets", "drops", "overlimits", "requeues"}) {
      out.json(counter, 0);
    }
    out.json("backlog", 0);
    out.json("qlen", 0);
    out.text(" Sent 0 bytes 0 pkt (dropped 0, overlimits 0 requeues 0) \n");
    out.text(" backlog 0b 0p requeues 0\n");
  }
}
