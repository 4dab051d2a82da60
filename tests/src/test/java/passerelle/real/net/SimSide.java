package passerelle.real.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import passerelle.contract.Machine;
import passerelle.contract.RootProcess;
import passerelle.kernel.Capability;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ProcessSpec;
import passerelle.kernel.ServiceSpec;
import passerelle.sim.SimKernel;
import passerelle.sim.netns.Netns;

/** One namespace of the simulated kernel, whose loopback device is up. */
final class SimSide implements Side {
  private static final long LIMIT = 60_000_000_000L;
  private final SimKernel kernel = new SimKernel(1);

  SimSide() throws KernelException {
    Netns netns = kernel.namespaces().add("host");
    netns.setUp(netns.device("lo").orElseThrow(), true);
    kernel.spaces().create(Machine.with("host", "host", "host", "debian", Capability.all(), true));
  }

  @Override
  public void serve(List<ServiceSpec> services) throws KernelException {
    kernel.spaces().startServices("host", services, ProcessOutput.none());
  }

  @Override
  public String run(String... argv) throws KernelException {
    List<String> output = new ArrayList<>();
    KernelProcess process = start(output, argv);
    process.endInput();
    kernel.clock().advanceUntil(() -> process.exitStatus().isPresent(), LIMIT);
    return String.join("", output);
  }

  private KernelProcess start(List<String> output, String... argv) throws KernelException {
    ProcessSpec spec = RootProcess.of("host", List.of(argv), Map.of(), false, 80);
    return kernel.spaces().start(spec, ProcessOutput.both(output::add));
  }

  @Override
  public List<List<String>> segments(String... argv) throws KernelException {
    List<String> output = new ArrayList<>();
    KernelProcess tcpdump = start(output, "tcpdump", "-l", "-n", "-i", "lo", "tcp");
    kernel.clock().advance(1_000_000_000L);
    run(argv);
    kernel.clock().advance(1_000_000_000L);
    tcpdump.signal("INT");
    kernel.clock().advanceUntil(() -> tcpdump.exitStatus().isPresent(), LIMIT);
    return Side.parts(String.join("", output));
  }

  @Override
  public void close() {
    kernel.close();
  }
}
