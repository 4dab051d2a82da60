package passerelle.tools;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.kernel.Capability;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Patience;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Scheduler;
import passerelle.sim.process.Terminal;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.ConfigurationTools;
import passerelle.sim.userland.NetworkTools;
import passerelle.sim.userland.conntrack.ConntrackTools;
import passerelle.sim.userland.iptables.EmptyTables;
import passerelle.sim.userland.iptables.FirewallTools;
import passerelle.sim.userland.process.ProcFiles;
import passerelle.sim.userland.sysctl.KernelFiles;
import passerelle.sim.userland.text.TextTools;
import passerelle.sim.userland.tool.LabKernel;

/** One machine with the configuration tools, on whose terminal commands are typed. */
final class ToolLab implements AutoCloseable {
  private final Machine machine = new Machine(1);
  private final Scheduler scheduler = new Scheduler(machine.loop());
  private final Namespaces namespaces = new Namespaces(machine);
  private final LabKernel kernel = new LabKernel(namespaces);
  private final Netns netns;
  private final Place place;
  private final Place busybox;
  private Set<Capability> capabilities = Capability.all();

  /** What a command printed and its exit status. */
  record Result(String output, int status) {}

  ToolLab() {
    try {
      netns = namespaces.add("host");
    } catch (KernelException impossible) {
      throw new IllegalStateException(impossible);
    }
    Toolset.Builder tools = TextTools.debian().addAll(NetworkTools.debian());
    ConfigurationTools.debian(tools, kernel);
    tools.addAll(FirewallTools.all()).addAll(EmptyTables.all()).addAll(ConntrackTools.all());
    FileSystem files = new FileSystem();
    KernelFiles.mount(files, netns, kernel, true);
    place = Place.machine(scheduler, netns, "host", files, tools.build());
    files.mount("/proc", new ProcFiles(kernel, new EveryProcess(place)));
    Toolset.Builder boxTools = Toolset.builder();
    ConfigurationTools.busybox(boxTools, kernel);
    busybox = Place.machine(scheduler, netns, "host", files, boxTools.build());
  }

  /** The processes of the machine, each in one control group. */
  private record EveryProcess(Place place) implements ProcFiles.Seen {
    @Override
    public String controlGroup(Process process) {
      return "/";
    }
  }

  /** A process of the machine that only is there; its number. */
  int started(String name) {
    return place.spawn(self -> {}, List.of(name)).start().pid();
  }

  Netns netns() {
    return netns;
  }

  /** Nobody is there to press keys: what does not end by itself is interrupted after a while. */
  void leaveAlone() {
    scheduler.setPatience(Patience.unattended(600 * EventLoop.SECOND));
  }

  /** The commands from now on have all capabilities but one. */
  void drop(Capability capability) {
    capabilities = new HashSet<>(capabilities);
    capabilities.remove(capability);
  }

  /** Lets virtual seconds pass. */
  void pass(double seconds) {
    scheduler.advance((long) (seconds * 1e9));
  }

  /** Runs a command of Debian, or of BusyBox when it begins with {@code busybox}. */
  Result run(String command) {
    return run(command, 80);
  }

  /** The same on a terminal of another width. */
  Result run(String command, int columns) {
    return run(words(command), columns);
  }

  /** The same with the words split already. */
  Result run(List<String> words, int columns) {
    return words.get(0).equals("busybox") && words.size() > 1
        ? run(busybox, words.subList(1, words.size()), columns)
        : run(place, words, columns);
  }

  /** Runs a command with BusyBox's tools in a namespace that {@code ip netns} named. */
  String runBusyboxIn(String name, String command) {
    Netns other = kernel.names().find(place.files(), name).orElseThrow();
    Place there = Place.machine(scheduler, other, name, new FileSystem(), busybox.tools());
    return run(there, words(command), 80).output();
  }

  /** Starts a process that does nothing in a container with a namespace of its own. */
  int startSleeperIn(String name) {
    try {
      Netns own = namespaces.add(name);
      Place container = Place.container(place, own, name, new FileSystem(), busybox.tools());
      return container.spawn(self -> {}, List.of("sleeper")).start().hostPid();
    } catch (KernelException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Mounts the kernel's files read-only, as an engine does for a container. */
  void mountReadOnly() {
    KernelFiles.mount(place.files(), netns, kernel, false);
  }

  /** The text of a file. */
  String file(String path) {
    try {
      return place.files().readText(path);
    } catch (FileError unreadable) {
      return unreadable.getMessage();
    }
  }

  /** Writes a file; the answer is the error, if there is one. */
  Optional<String> write(String path, String text) {
    try {
      place.files().writeText(path, text);
      return Optional.empty();
    } catch (FileError refused) {
      return Optional.of(refused.getMessage());
    }
  }

  private Result run(Place where, List<String> argv, int columns) {
    Optional<Toolset.Tool> tool = where.tools().find(argv.get(0));
    if (tool.isEmpty()) {
      return new Result("bash: " + argv.get(0) + ": command not found\n", 127);
    }
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Process process =
        where
            .spawn(tool.get().program(), argv)
            .capabilities(capabilities)
            .output(new Terminal(columns, screen::writeBytes))
            .create();
    int status = scheduler.runForeground(process);
    return new Result(screen.toString(StandardCharsets.UTF_8), status);
  }

  /** Splits a command line at blanks, except within double quotes. */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (char c : command.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
        any = true;
      } else if (c == ' ' && !quoted) {
        if (any || word.length() > 0) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
      }
    }
    if (any || word.length() > 0) {
      words.add(word.toString());
    }
    return words;
  }

  @Override
  public void close() {
    scheduler.close();
  }
}
