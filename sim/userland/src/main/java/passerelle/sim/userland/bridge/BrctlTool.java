package passerelle.sim.userland.bridge;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkSpec;
import passerelle.sim.uapi.FdbInfo;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.PortFlag;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.CNumber;

/** The command {@code brctl} (bridge-utils 1.7, brctl/brctl_cmd.c). */
public final class BrctlTool implements LabKernel.Tool {
  /** A command as the help has it: its name, and what its arguments are. */
  private static final Pattern LINE = Pattern.compile("(?m)^\\t(\\w+)\\s+(\\S.*)$");

  /** An argument that may not lack. */
  private static final Pattern ARGUMENT = Pattern.compile("(?<!\\[ )<\\w+>|\\{");

  /** What the usage of each command says. */
  private static final Map<String, String> USAGES =
      LINE.matcher(BridgeTool.text("brctl.txt"))
          .results()
          .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> words = kernel.process().arguments();
    if (words.isEmpty() || words.get(0).equals("-h") || words.get(0).equals("--help")) {
      throw new ToolFailure(1, BridgeTool.text("brctl.txt"));
    }
    String name = words.get(0);
    if (name.equals("-V") || name.equals("--version")) {
      kernel.out("bridge-utils, 1.7\n");
      return 0;
    }
    String usage = USAGES.get(name);
    if (usage == null) {
      throw new ToolFailure(
          1, "never heard of command [" + name + "]\n" + BridgeTool.text("brctl.txt"));
    }
    List<String> arguments = words.subList(1, words.size());
    if (arguments.size() < ARGUMENT.matcher(usage).results().count()) {
      throw new ToolFailure(
          1,
          "Incorrect number of arguments for command\nUsage: brctl %s %s\n".formatted(name, usage));
    }
    switch (name) {
      case "show" -> show(kernel, arguments);
      case "showmacs" -> showMacs(kernel, arguments.get(0));
      case "showstp" -> kernel.out(SpanningTree.show(kernel, bridge(kernel, arguments.get(0))));
      case "addbr", "delbr" -> changeBridge(kernel, name, arguments.get(0));
      case "addif", "delif" -> {
        for (String device : arguments.subList(1, arguments.size())) {
          changePort(kernel, name, arguments.get(0), device);
        }
      }
      case "hairpin" -> hairpin(kernel, arguments);
      case "setageing" -> setAgeing(kernel, arguments.get(0), arguments.get(1));
      case "setpathcost" -> {
        OptionalInt cost = OptionalInt.of(number(arguments.get(2)));
        setPort(kernel, arguments, "path cost", cost, OptionalInt.empty());
      }
      case "setportprio" -> {
        OptionalInt priority = OptionalInt.of(number(arguments.get(2)));
        setPort(kernel, arguments, "port priority", OptionalInt.empty(), priority);
      }
      case "stp" -> spanningTree(kernel, arguments.get(0), arguments.get(1));
      default -> throw ToolFailure.notModelled("brctl", "brctl " + name);
    }
    return 0;
  }

  private static int number(String text) throws ToolFailure {
    if (!text.matches("[0-9]{1,9}")) {
      throw failure("bad path cost value");
    }
    return Integer.parseInt(text);
  }

  private static void setPort(
      KernelView kernel,
      List<String> arguments,
      String what,
      OptionalInt cost,
      OptionalInt priority)
      throws ToolFailure {
    Optional<LinkInfo> port = kernel.rtnl().link(arguments.get(1));
    try {
      if (port.isEmpty()) {
        throw new KernelException(Errno.ENODEV);
      }
      kernel.requireAdmin();
      kernel.rtnl().setPort(port.get(), cost, priority);
    } catch (KernelException refused) {
      throw failure("set " + what + " failed: " + kernel.libc().strerror(refused.errno()));
    }
  }

  private static ToolFailure failure(String message) {
    return new ToolFailure(1, message + "\n");
  }

  static LinkInfo bridge(KernelView kernel, String name) throws ToolFailure {
    LinkInfo bridge =
        kernel.rtnl().link(name).orElseThrow(() -> failure("bridge " + name + " does not exist!"));
    if (!bridge.isBridge()) {
      throw failure("device " + name + " is not a bridge!");
    }
    return bridge;
  }

  /** The ports of a bridge by name. */
  static List<LinkInfo> ports(KernelView kernel, LinkInfo bridge) {
    return kernel.rtnl().ports(bridge).stream()
        .sorted(Comparator.comparing(LinkInfo::name))
        .toList();
  }

  private static void show(KernelView kernel, List<String> names) throws ToolFailure {
    StringBuilder out = new StringBuilder("bridge name\tbridge id\t\tSTP enabled\tinterfaces\n");
    if (names.isEmpty()) {
      kernel.rtnl().links().stream()
          .filter(LinkInfo::isBridge)
          .sorted(Comparator.comparing(LinkInfo::name))
          .forEach(bridge -> line(kernel, out, bridge));
      kernel.out(out.toString());
    }
    for (String name : names) {
      kernel.process().stdout().flush();
      line(kernel, out, bridge(kernel, name));
      kernel.out(out.toString());
      out.setLength(0);
    }
  }

  private static void line(KernelView kernel, StringBuilder out, LinkInfo bridge) {
    out.append(bridge.name()).append("\t\t8000.").append(bridge.mac().toHex()).append("\tno\t\t");
    List<String> ports = ports(kernel, bridge).stream().map(LinkInfo::name).toList();
    out.append(String.join("\n\t\t\t\t\t\t\t", ports)).append('\n');
  }

  private static void showMacs(KernelView kernel, String name) throws ToolFailure {
    Optional<LinkInfo> device = kernel.rtnl().link(name);
    if (device.filter(LinkInfo::isBridge).isEmpty()) {
      throw failure("read of forward table failed: No such device");
    }
    StringBuilder out = new StringBuilder("port no\tmac addr\t\tis local?\tageing timer\n");
    kernel.neighbours().fdb(device.get()).stream()
        .sorted(Comparator.comparing(FdbInfo::mac))
        .forEach(
            e -> {
              double age = e.permanent() ? 0 : (kernel.now() - e.updated()) / 1e9;
              out.append(
                  "%3s\t%s\t%s\t\t%7s\n"
                      .formatted(
                          e.number(), e.mac(), e.local() ? "yes" : "no", CNumber.fixed(age, 2)));
            });
    kernel.out(out.toString());
  }

  private static void changeBridge(KernelView kernel, String command, String name)
      throws ToolFailure {
    Optional<LinkInfo> device = kernel.rtnl().link(name);
    try {
      kernel.requireAdmin();
      if (command.equals("addbr")) {
        kernel.rtnl().add(kernel.netns(), LinkSpec.of(name), new LinkKind.Bridge());
        return;
      }
      if (device.isEmpty()) {
        throw failure("bridge " + name + " doesn't exist; can't delete it");
      }
      if (!device.get().isBridge()) {
        throw failure("can't delete bridge " + name + ": Operation not permitted");
      }
      if (device.get().isUp()) {
        throw failure("bridge " + name + " is still up; can't delete it");
      }
      kernel.rtnl().delete(device.get());
    } catch (KernelException refused) {
      throw refusedBridge(kernel, command, name, refused);
    }
  }

  private static ToolFailure refusedBridge(
      KernelView kernel, String command, String name, KernelException refused) {
    if (command.equals("delbr")) {
      return failure(
          "can't delete bridge " + name + ": " + kernel.libc().strerror(refused.errno()));
    }
    return refused.errno() == Errno.EEXIST
        ? failure("device " + name + " already exists; can't create bridge with the same name")
        : failure("add bridge failed: " + kernel.libc().strerror(refused.errno()));
  }

  private static void changePort(KernelView kernel, String command, String name, String port)
      throws ToolFailure {
    Optional<LinkInfo> device = kernel.rtnl().link(port);
    if (device.isEmpty()) {
      throw failure("interface " + port + " does not exist!");
    }
    if (kernel.rtnl().link(name).isEmpty()) {
      throw failure("bridge " + name + " does not exist!");
    }
    LinkInfo bridge = bridge(kernel, name);
    boolean adding = command.equals("addif");
    if (adding && device.get().isBridge()) {
      throw failure(
          "device "
              + port
              + " is a bridge device itself; can't add a bridge device to a bridge"
              + " device.");
    }
    if (adding && device.get().master().isPresent()) {
      throw failure(
          "device %s is already a member of a bridge; can't add it to bridge %s."
              .formatted(port, name));
    }
    if (!adding && !isPort(device.get(), bridge)) {
      throw failure("device " + port + " is not a port of " + name);
    }
    try {
      kernel.requireAdmin();
      kernel.rtnl().setMaster(device.get(), adding ? Optional.of(name) : Optional.empty());
    } catch (KernelException refused) {
      String verb = adding ? "can't add " : "can't delete ";
      String where = adding ? " to bridge " : " from ";
      throw failure(verb + port + where + name + ": " + kernel.libc().strerror(refused.errno()));
    }
  }

  /** There is none: it may be switched off. */
  private static void spanningTree(KernelView kernel, String name, String value)
      throws ToolFailure {
    if (!value.matches("on|off|yes|no|1|0")) {
      throw failure("expect on/off for argument");
    }
    if (kernel.rtnl().link(name).filter(LinkInfo::isBridge).isEmpty()) {
      throw failure("set stp status failed: No such device");
    }
    if (value.matches("on|yes|1")) {
      throw ToolFailure.notModelled("brctl", "the spanning tree protocol");
    }
  }

  private static void setAgeing(KernelView kernel, String name, String seconds) throws ToolFailure {
    if (!seconds.matches("[0-9]{1,6}([.][0-9]{0,9})?")) {
      throw failure("bad ageing time value");
    }
    try {
      kernel.requireAdmin();
      LinkInfo device =
          kernel.rtnl().link(name).orElseThrow(() -> new KernelException(Errno.ENODEV));
      kernel.rtnl().setAgeingTime(device, (long) (Double.parseDouble(seconds) * 1e9));
    } catch (KernelException refused) {
      throw failure("set ageing time failed: " + kernel.libc().strerror(refused.errno()));
    }
  }

  private static void hairpin(KernelView kernel, List<String> arguments) throws ToolFailure {
    String name = arguments.get(0);
    String port = arguments.get(1);
    String value = arguments.get(2);
    if (!value.matches("on|off|yes|no|1|0")) {
      throw failure("expect on/off for argument");
    }
    LinkInfo bridge = bridge(kernel, name);
    try {
      Optional<LinkInfo> found = kernel.rtnl().link(port).filter(link -> isPort(link, bridge));
      kernel
          .rtnl()
          .setPortFlag(
              found.orElseThrow(() -> new KernelException(Errno.ENOENT)),
              PortFlag.HAIRPIN,
              value.matches("on|yes|1"));
    } catch (KernelException refused) {
      String what = "can't set " + port + " to hairpin on bridge " + name + ": ";
      throw failure(what + kernel.libc().strerror(refused.errno()));
    }
  }

  private static boolean isPort(LinkInfo link, LinkInfo bridge) {
    return link.port().filter(port -> port.bridge() == bridge.index()).isPresent();
  }
}
