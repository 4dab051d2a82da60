package passerelle.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.kernel.KernelException;
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Scheduler;
import passerelle.sim.process.Terminal;
import passerelle.sim.process.Toolset;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.ShellSession;
import passerelle.sim.userland.Toolsets;
import passerelle.sim.userland.text.TextTools;
import passerelle.text.ByteText;

/** A place with nothing but files, text tools and a shell session. */
final class ShellBench implements AutoCloseable {
  private static List<ShellTable.Case> prepared = List.of();

  private final Machine machine = new Machine(1);
  private final Scheduler scheduler = new Scheduler(machine.loop());
  private final FileSystem files = new FileSystem();
  private final ShellSession session;
  private final String name;

  ShellBench(Dialect dialect) {
    this(dialect, (dialect == Dialect.ASH ? TextTools.busybox() : TextTools.debian()).build());
  }

  /** The same with all tools of a toolset, and a network of its own. */
  static ShellBench withTools(Dialect dialect, String toolset) {
    return new ShellBench(
        dialect, new Toolsets(new Namespaces(new Machine(1))).of(toolset, Map.of()));
  }

  private static Netns netns(Machine machine) {
    try {
      return new Namespaces(machine).add("vm");
    } catch (KernelException taken) {
      throw new IllegalStateException(taken);
    }
  }

  private ShellBench(Dialect dialect, Toolset tools) {
    files
        .with("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n")
        .with("/etc/group", "root:x:0:\n");
    files.with("/tmp/lab/a", "");
    Place place = Place.machine(scheduler, netns(machine), "vm", files, tools);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", "/root");
    name = dialect == Dialect.BASH ? "bash" : "sh";
    session =
        new ShellSession(
            ShellSession.in(place, name).environment(environment).directory("/tmp/lab"), dialect);
  }

  /** Puts the files of {@code files.txt} into its directory. */
  void prepare() throws IOException, FileError {
    files.remove("/tmp/lab/a");
    if (prepared.isEmpty()) {
      prepared = ShellTable.table("files.txt");
    }
    for (ShellTable.Case file : prepared) {
      files.writeText("/tmp/lab/" + file.command(), file.output());
    }
  }

  /** Runs a command line on a terminal of 80 columns. */
  ShellResult run(String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    int status = session.run(line, new Terminal(80, screen::writeBytes));
    return new ShellResult(ByteText.decode(screen.toByteArray()), status);
  }

  /** Gives a script to a shell of its own with {@code -c}. */
  ShellResult runScript(String script) {
    return run(name + " -c '" + script.replace("'", "'\\''") + "'");
  }

  FileSystem files() {
    return files;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  ShellSession session() {
    return session;
  }

  @Override
  public void close() {
    scheduler.close();
  }
}
