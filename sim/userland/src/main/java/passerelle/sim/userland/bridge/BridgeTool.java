package passerelle.sim.userland.bridge;

import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.Resources;

/** The command {@code bridge} (bridge/bridge.c). */
public final class BridgeTool implements LabKernel.Tool {
  /** Failures of this tool end with -1. */
  static final int FAILED = 255;

  /** The options before the object. */
  record Options(boolean details, boolean statistics, boolean json, boolean pretty, boolean line) {
    Printer printer() {
      return new Printer(json, pretty, line);
    }
  }

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    Words words = new Words(kernel.process().arguments());
    boolean details = false;
    boolean statistics = false;
    boolean json = false;
    boolean pretty = false;
    boolean line = false;
    KernelView view = kernel;
    while (words.peek().startsWith("-")) {
      String word = words.next();
      String option = word.startsWith("--") ? word.substring(1) : word;
      if (Words.matches(option, "-Version")) {
        kernel.out("bridge utility, 6.15.0\n");
        return 0;
      } else if (Words.matches(option, "-help")) {
        throw usage();
      } else if (Words.matches(option, "-stats", "-statistics")) {
        statistics = true;
      } else if (Words.matches(option, "-details")) {
        details = true;
      } else if (Words.matches(option, "-oneline")) {
        line = true;
      } else if (Words.matches(option, "-json")) {
        json = true;
      } else if (Words.matches(option, "-pretty")) {
        pretty = true;
      } else if (Words.matches(option, "-netns")) {
        view = enter(kernel, words.argument());
      } else if (!option.startsWith("-c") && !Words.matches(option, "-timestamp", "-family")) {
        throw new ToolFailure(
            FAILED, "Option \"" + option + "\" is unknown, try \"bridge help\".\n");
      }
    }
    return object(view, new Options(details, statistics, json, pretty, line), words);
  }

  private static KernelView enter(KernelView kernel, String name) throws ToolFailure {
    return kernel.in(
        kernel
            .namedNetns(name)
            .orElseThrow(
                () ->
                    new ToolFailure(
                        FAILED,
                        "Cannot open network namespace \""
                            + name
                            + "\": No such file or directory\n")));
  }

  private static int object(KernelView kernel, Options options, Words words) throws ToolFailure {
    if (!words.hasNext()) {
      throw usage();
    }
    String object = words.next();
    if (Words.matches(object, "link")) {
      return BridgeLink.run(kernel, options, words);
    }
    if (Words.matches(object, "fdb")) {
      return BridgeFdb.run(kernel, options, words);
    }
    if (Words.matches(object, "vlan")) {
      return vlan(kernel, options, words);
    }
    if (Words.matches(object, "mdb", "mst", "vni", "monitor")) {
      throw ToolFailure.notModelled("bridge", "object " + object);
    }
    if (Words.matches(object, "help")) {
      throw usage();
    }
    throw new ToolFailure(FAILED, "Object \"" + object + "\" is unknown, try \"bridge help\".\n");
  }

  /** A kernel without VLAN filtering lists nothing. */
  private static int vlan(KernelView kernel, Options options, Words words) throws ToolFailure {
    if (words.hasNext() && !Words.matches(words.peek(), "show", "list")) {
      throw ToolFailure.notModelled("bridge", "VLAN filtering");
    }
    String title = "port              vlan-id" + (options.statistics() ? "\n" : "  \n");
    kernel.out(options.json() ? "[]\n" : title);
    return 0;
  }

  private static ToolFailure usage() {
    return new ToolFailure(FAILED, text("bridge.txt"));
  }

  static String text(String resource) {
    return Resources.text(BridgeTool.class, resource);
  }
}
