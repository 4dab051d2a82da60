package passerelle.sim.userland;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import passerelle.kernel.ProgramChoice;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.conntrack.ConntrackTools;
import passerelle.sim.userland.dns.DnsTools;
import passerelle.sim.userland.ip.BusyboxIp;
import passerelle.sim.userland.iptables.EmptyTables;
import passerelle.sim.userland.iptables.FirewallTools;
import passerelle.sim.userland.jq.Jq;
import passerelle.sim.userland.machine.BusyboxAccounts;
import passerelle.sim.userland.net.ShellConnections;
import passerelle.sim.userland.packages.InstalledTools;
import passerelle.sim.userland.process.ProcFiles;
import passerelle.sim.userland.ps.BusyboxPs;
import passerelle.sim.userland.sysctl.KernelFiles;
import passerelle.sim.userland.tcpdump.Tcpdump;
import passerelle.sim.userland.tcpdump.Tshark;
import passerelle.sim.userland.text.Flavour;
import passerelle.sim.userland.text.Hostname;
import passerelle.sim.userland.text.TextTools;
import passerelle.sim.userland.text.Tree;
import passerelle.sim.userland.tool.KernelModules;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.StaticSettings;
import passerelle.sim.userland.traceroute.PathTools;

/**
 * The toolsets that the image catalogue names: {@code debian}, {@code busybox} as Debian builds it,
 * {@code defconfig} as its authors configure it, {@code alpine}, {@code none}.
 */
public final class Toolsets {
  private final LabKernel kernel;
  private final Map<String, Toolset> made = new LinkedHashMap<>();
  private Optional<InstalledTools> packages = Optional.empty();

  public Toolsets(Namespaces namespaces) {
    kernel = new LabKernel(namespaces);
  }

  /** The whole of a toolset, with programs added in {@code /usr/bin}. */
  public Toolset of(String name, Map<String, Program> added) {
    return of(name, ProgramChoice.ALL, added);
  }

  /**
   * A toolset by its name, as far as it is chosen, with programs added in {@code /usr/bin}; {@link
   * IllegalArgumentException} for a name that the catalogue should not have let through.
   */
  public Toolset of(String name, ProgramChoice choice, Map<String, Program> added) {
    Toolset whole = made.computeIfAbsent(name, n -> builder(n).name(n).build());
    if (added.isEmpty() && choice.equals(ProgramChoice.ALL)) {
      return whole;
    }
    Toolset.Builder builder = whole.more();
    builder.remove(choice.lacking().toArray(String[]::new));
    for (String program : choice.added()) {
      of("debian", ProgramChoice.ALL, Map.of())
          .find(program)
          .ifPresent(tool -> builder.add("/usr/bin", tool.program(), program));
    }
    added.forEach((command, program) -> builder.add("/usr/bin", program, command));
    return builder.build();
  }

  /** How the tools of a place follow from those of its image: package managers may add some. */
  public UnaryOperator<Toolset> installed(FileSystem files) {
    if (packages.isEmpty()) {
      Map<String, Toolset> others = Map.of("inetutils-ping", NetworkTools.inetutils());
      packages = Optional.of(new InstalledTools(of("debian", Map.of()), others));
    }
    return packages.get().in(files);
  }

  /** Tools that real machines and images have, and that are not modelled. */
  public static Set<String> unmodelled() {
    Set<String> names = new TreeSet<>(UnmodelledTools.debian().names());
    names.addAll(UnmodelledTools.busybox().names());
    return names;
  }

  /** The settings of all namespaces, which their tools read and write. */
  public StaticSettings settings() {
    return kernel.settings();
  }

  /** The modules that {@code lsmod} lists. */
  public KernelModules modules() {
    return kernel.modules();
  }

  private Toolset.Builder builder(String name) {
    return switch (name) {
      case "debian" -> debian();
      case "busybox" -> busybox();
      case "defconfig" -> defconfig();
      case "alpine" ->
          defconfig()
              .addAll(NetworkTools.alpine())
              .addAll(DnsTools.alpine())
              .add("/sbin", kernel.program(new BusyboxIp(true)), "ip");
      case "none" -> Toolset.builder();
      default -> throw new IllegalArgumentException("no toolset " + name);
    };
  }

  private Toolset.Builder defconfig() {
    Toolset.Builder tools = busybox();
    BusyboxAccounts.addTo(tools);
    return tools
        .addAll(NetworkTools.defconfig())
        .add("/bin", kernel.program(new BusyboxPs(true)), "ps")
        .add("/bin", of("debian", Map.of()).find("printenv").orElseThrow().program(), "printenv");
  }

  private Toolset.Builder debian() {
    Toolset.Builder tools = Alike.DEBIAN.more();
    ConfigurationTools.debian(tools, kernel);
    return tools;
  }

  private Toolset.Builder busybox() {
    Toolset.Builder tools = Alike.BUSYBOX.more();
    ConfigurationTools.busybox(tools, kernel);
    return tools;
  }

  /** The tools that are the same whatever the kernel: put together once, not for each lab. */
  private static final class Alike {
    static final Toolset DEBIAN = debian();
    static final Toolset BUSYBOX = busybox();

    private Alike() {}

    private static Toolset debian() {
      Toolset.Builder tools = TextTools.debian().addAll(UnmodelledTools.debian());
      tools.add("/usr/bin", Hostname.program(Flavour.GNU, Toolsets::addresses), "hostname");
      tools.add("/usr/bin", new Tcpdump(), "tcpdump").add("/usr/bin", new Tshark(), "tshark");
      tools.add("/usr/bin", new Jq(), "jq");
      tools.add("/usr/bin", new Tree(), "tree");
      tools.addAll(NetworkTools.debian()).addAll(PathTools.debian()).addAll(DnsTools.debian());
      tools.connections(new ShellConnections());
      tools.addAll(FirewallTools.all()).addAll(EmptyTables.all()).addAll(ConntrackTools.all());
      return tools.build();
    }

    private static Toolset busybox() {
      Toolset.Builder tools = TextTools.busybox().addAll(UnmodelledTools.busybox());
      tools.add("/bin", Hostname.program(Flavour.BUSYBOX, Toolsets::addresses), "hostname");
      tools.addAll(NetworkTools.busybox()).addAll(PathTools.busybox()).addAll(DnsTools.busybox());
      return tools.build();
    }
  }

  /** What {@code hostname -I} prints: all addresses but those of the loopback device. */
  private static List<String> addresses(Process process) {
    List<String> out = new ArrayList<>();
    Rtnetlink kernel = new Rtnetlink(process.netns());
    kernel.links().stream()
        .filter(link -> !link.isLoopback())
        .flatMap(link -> kernel.addresses(link).stream())
        .forEach(address -> out.add(address.local().toString()));
    return out;
  }

  /** Puts the kernel's own files, such as {@code /proc/sys}, among those of a place. */
  public void mountKernelFiles(
      FileSystem files, Netns netns, boolean writable, ProcFiles.Seen processes) {
    files.mount("/proc", new ProcFiles(kernel, processes));
    KernelFiles.mount(files, netns, kernel, writable);
  }
}
