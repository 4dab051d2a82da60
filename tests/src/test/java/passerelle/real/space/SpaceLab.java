package passerelle.real.space;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import passerelle.contract.Machine;
import passerelle.contract.RootProcess;
import passerelle.kernel.Capability;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.NameService;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ResolverPorts;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.Space;
import passerelle.real.clock.RealClock;
import passerelle.real.lab.Enclosure;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;

/** Spaces in namespaces of their own, without networks. */
final class SpaceLab implements AutoCloseable {
  private static final long PATIENCE = 120_000_000_000L;
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME", "/root");

  final RealClock clock = new RealClock();
  final Namespaces namespaces = new Namespaces();
  final Services services = new Services();
  final RealSpaces spaces;
  final Path directory;

  /** A container's id, different for each number up to 4095. */
  static String id(int number) {
    return String.format(Locale.ROOT, "%03x", number) + "c0ffee".repeat(11).substring(5);
  }

  /** What a command has printed, and its exit status. */
  record Result(String output, int status) {}

  SpaceLab() throws KernelException, IOException {
    directory = Files.createTempDirectory(Enclosure.directory(), "spaces");
    spaces = new RealSpaces(namespaces, clock, services, directory);
  }

  /** A machine with all capabilities. */
  void machine(String name) throws KernelException {
    namespaces.create(name);
    spaces.create(Machine.with(name, name, name, "debian", Capability.all(), true));
  }

  /** A container with Docker's default capabilities and a network namespace of its own. */
  Space container(String id, String toolset) throws KernelException {
    return container(id, toolset, Capability.dockerDefault());
  }

  Space container(String id, String toolset, Set<Capability> capabilities) throws KernelException {
    String netns = id.substring(0, 12);
    namespaces.create(netns);
    Space space = Machine.with(id, netns, "box", toolset, capabilities, false);
    spaces.create(space);
    return space;
  }

  KernelProcess start(String space, boolean terminal, Consumer<String> output, String... argv)
      throws KernelException {
    return spaces.start(
        RootProcess.of(space, List.of(argv), ENVIRONMENT, terminal, 80),
        ProcessOutput.both(output));
  }

  KernelProcess start(String space, String... argv) throws KernelException {
    return start(space, false, text -> {}, argv);
  }

  /** Runs a command to its end, without input. */
  Result run(String space, String... argv) throws KernelException {
    return run(space, false, argv);
  }

  Result run(String space, boolean terminal, String... argv) throws KernelException {
    StringBuilder output = new StringBuilder();
    KernelProcess process = start(space, terminal, output::append, argv);
    process.endInput();
    int status = status(process);
    return new Result(output.toString(), status);
  }

  /** Waits for the end of a process; -1 when it goes on for too long. */
  int status(KernelProcess process) {
    clock.advanceUntil(() -> process.exitStatus().isPresent(), PATIENCE);
    return process.exitStatus().orElse(-1);
  }

  @Override
  public void close() {
    spaces.close();
    clock.close();
    namespaces.close();
  }

  /** Services that open no sockets, and end when they are told to. */
  static final class Services implements ServiceHost {
    final List<Serving> started = new ArrayList<>();

    @Override
    public Running startServices(
        Netns netns,
        List<ServiceSpec> services,
        ServiceHost.Home home,
        passerelle.service.OnceOpen open) {
      Serving serving = new Serving();
      started.add(serving);
      return serving;
    }

    @Override
    public Running startNames(Netns netns, ResolverPorts ports, NameService names) {
      return startServices(netns, List.of(), ServiceHost.Home.NOBODYS, () -> {});
    }
  }

  /** One of them. */
  static final class Serving implements ServiceHost.Running {
    boolean closed;
    boolean frozen;

    @Override
    public void onExit(IntConsumer listener) {
      // It never ends by itself.
    }

    @Override
    public void freeze(boolean now) {
      frozen = now;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
