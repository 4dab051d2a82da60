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
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Scheduler;
import passerelle.sim.process.Terminal;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.ConfigurationTools;
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
    Toolset.Builder tools = Toolset.builder();
    ConfigurationTools.debian(tools, kernel);
    place = Place.machine(scheduler, netns, "host", new FileSystem(), tools.build());
    busybox = place;
  }

  Netns netns() {
    return netns;
  }

  Namespaces namespaces() {
    return namespaces;
  }

  FileSystem files() {
    return place.files();
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

  Result run(String command) {
    return run(place, words(command));
  }

  Result runInBusybox(String command) {
    return run(busybox, words(command));
  }

  Result run(Place where, List<String> argv) {
    Optional<Toolset.Tool> tool = where.tools().find(argv.get(0));
    if (tool.isEmpty()) {
      return new Result("bash: " + argv.get(0) + ": command not found\n", 127);
    }
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Process process =
        where
            .spawn(tool.get().program(), argv)
            .capabilities(capabilities)
            .output(new Terminal(80, screen::writeBytes))
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
