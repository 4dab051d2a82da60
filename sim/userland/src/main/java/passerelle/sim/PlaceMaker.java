package passerelle.sim;

import java.util.Map;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServerChoice;
import passerelle.kernel.Space;
import passerelle.lab.LabTopology;
import passerelle.sim.core.Sysctls;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Disk;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Program;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.Toolsets;

/** Makes the places of spaces of namespaces, files and tools. */
record PlaceMaker(SimKernel kernel, SimSpaces spaces, Toolsets toolsets, Disk disk) {
  private static final Sysctls.Table<Space> HOSTNAME =
      new Sysctls.Table<Space>().withReadOnly("kernel.hostname", Space::hostname);

  /**
   * Makes a place.
   *
   * @param programs those that it has besides its toolset
   */
  Place make(Space space, FileSystem files, Map<String, Program> programs) throws KernelException {
    Netns netns =
        kernel
            .namespaces()
            .find(space.netns())
            .orElseThrow(() -> new KernelException(Errno.ENOENT));
    toolsets.mountKernelFiles(
        files, netns, space.sysctlsWritable(), new SeenProcesses(spaces, space.processes()));
    Toolset tools = toolsets.of(space.toolset(), space.programs(), programs);
    boolean machine = space.name().equals(space.netns());
    if (!machine && !spaces.has(space.netns())) {
      openNetwork(netns);
      netns.sysctls().register(HOSTNAME, space);
    }
    if (LabTopology.HOSTS.contains(space.name())) {
      files.mount(
          SandboxFiles.DIRECTORY, new SandboxFiles(kernel.namespaces(), spaces, space.name()));
    }
    Place place =
        machine
            ? Place.machine(kernel.scheduler(), netns, space.hostname(), files, tools)
            : container(space, netns, files, tools);
    place.setInstalled(toolsets.installed(files));
    return place;
  }

  /** The program of a space's image, which else is what the toolset has under that name. */
  OfferedProgram offered(Space space, String name, ServerChoice choice) {
    Toolset tools = toolsets.of(space.toolset(), space.programs(), Map.of());
    return new OfferedProgram(choice, tools.find(name).map(Toolset.Tool::program));
  }

  private Place container(Space space, Netns netns, FileSystem files, Toolset tools) {
    return space.processes().equals(space.name())
        ? Place.container(machine(space, netns), netns, space.hostname(), files, tools)
        : Place.sharing(spaces.place(space.processes()), netns, space.hostname(), files, tools);
  }

  /** The machine that sees the processes of containers, or one that nobody looks at. */
  private Place machine(Space space, Netns netns) {
    return spaces.has(space.machine()) && !space.machine().equals(space.name())
        ? spaces.place(space.machine())
        : Place.machine(
            kernel.scheduler(), netns, "", new FileSystem(disk), Toolset.builder().build());
  }

  /**
   * What dockerd sets in the network of a container, unless it is a machine's: everybody may ping
   * and listen on every port (oci_linux.go: WithSysctls).
   */
  private static void openNetwork(Netns netns) {
    netns.sysctls().write("net.ipv4.ping_group_range", "0 2147483647");
    netns.sysctls().write("net.ipv4.ip_unprivileged_port_start", "0");
  }
}
