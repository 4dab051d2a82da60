package passerelle.tools.packages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import passerelle.contract.Machine;
import passerelle.image.Distributions;
import passerelle.kernel.Capability;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.PlanException;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ProcessSpec;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.lab.LabMachine;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.sim.SimKernel;

/** A root of one distribution and nothing in its PATH, on the laptop's network or on none. */
final class PackageLab implements AutoCloseable {
  private static final String ROOT = "root";
  private static final long SECOND = 1_000_000_000L;
  private final SimKernel kernel = new SimKernel(1);

  PackageLab(String release, boolean online) throws KernelException, PlanException {
    kernel.control().apply(LabTopology.plan(LabWorld.COURSE));
    kernel
        .control()
        .apply(
            new Plan.Builder().add(new KernelOp.AddNetns("none"), "lab.machine", "none").build());
    for (LabMachine machine : LabTopology.of(LabWorld.COURSE).machines()) {
      kernel.spaces().create(machine.space(), Map.of());
      if (!machine.services().isEmpty()) {
        kernel.spaces().startServices(machine.name(), machine.services(), ProcessOutput.none());
      }
    }
    kernel.clock().advance(3 * SECOND);
    String netns = online ? LabTopology.LAPTOP : "none";
    kernel
        .spaces()
        .create(
            Machine.with(ROOT, netns, ROOT, "none", Capability.dockerDefault(), false), Map.of());
    Distributions.files(release).forEach((path, text) -> write(path, text));
    write("/etc/resolv.conf", "nameserver " + LabTopology.DNS_SERVER + "\n");
  }

  private void write(String path, String text) {
    kernel.spaces().writeFile(ROOT, path, text);
  }

  /** Whether a name is a program there. */
  boolean has(String tool) {
    return kernel.spaces().place(ROOT).tools().find(tool).isPresent();
  }

  /** Removes the files of a directory. */
  void empty(String directory) throws KernelException {
    FileTree files = kernel.spaces().files(ROOT).orElseThrow();
    for (String name : files.list(directory)) {
      files.remove(directory + "/" + name);
    }
  }

  /** What a command prints. */
  String run(String command) throws KernelException {
    return run(command, 0);
  }

  /** What a command of a user prints. */
  String run(String command, int uid) throws KernelException {
    StringBuilder out = new StringBuilder();
    ProcessSpec spec =
        new ProcessSpec(
            ROOT,
            List.of(command.split(" ")),
            Map.of(),
            false,
            80,
            "/",
            uid,
            uid,
            List.of(),
            false);
    KernelProcess process =
        kernel.spaces().start(spec, ProcessOutput.both(text -> out.append(text)));
    process.endInput();
    for (int i = 0; i < 600 && process.exitStatus().isEmpty(); i++) {
      kernel.clock().advance(SECOND);
    }
    return out.toString();
  }

  static String resource(String name) throws java.io.IOException {
    try (java.io.InputStream in = PackageLab.class.getResourceAsStream("/packages/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    kernel.close();
  }
}
