package passerelle.real.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.contract.Machine;
import passerelle.kernel.Capability;
import passerelle.kernel.CapturedFrame;
import passerelle.kernel.Kernel;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServiceSpec;
import passerelle.lab.LabMachine;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.packet.Background;
import passerelle.sim.SimKernel;
import passerelle.sim.core.Tracer;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.ShellSession;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/** The lab on the simulated kernel. */
final class SimTracedLab implements TracedLab {
  private static final ServiceSpec SERVICE =
      new ServiceSpec("tcp", "0.0.0.0", 80, 9, "sink", Map.of(), "busybox");

  private final SimKernel kernel = new SimKernel(1);

  SimTracedLab() throws Exception {
    kernel.control().apply(LabTopology.plan(LabWorld.RECORDED));
    for (LabMachine machine : LabTopology.of(LabWorld.RECORDED).machines()) {
      kernel.spaces().create(machine.space());
    }
    kernel.control().apply(TracedLab.container());
    kernel.spaces().create(Machine.with(WEB, WEB, WEB, "debian", Capability.all(), true));
    for (String rule : RULES) {
      run("host", rule);
    }
    kernel.spaces().startServices(WEB, List.of(SERVICE), ProcessOutput.none());
    kernel.clock().advance(3_000_000_000L);
  }

  @Override
  public void run(String machine, String command) {
    new ShellSession(kernel.spaces().session(machine, "bash"), Dialect.BASH)
        .run(command, bytes -> true);
  }

  @Override
  public List<HopEvent> trace(Depth depth, String machine, String command) {
    List<HopEvent> events = new ArrayList<>();
    Tracer tracer = kernel.machine().tracer();
    Runnable end =
        depth == Depth.RULES ? tracer.listenToEveryRule(events::add) : tracer.listen(events::add);
    run(machine, command);
    end.run();
    events.removeIf(event -> Background.is(event.hop().packet()));
    return events;
  }

  /** What captures and snapshots show of a command on a machine; the hooks say nothing. */
  Observations observe(String machine, String command) throws Exception {
    List<CapturedFrame> frames = new ArrayList<>();
    Map<String, NetnsSnapshot> before = snapshots();
    try (Kernel.Capture capture = kernel.captures().open(device -> true, frames::add)) {
      run(machine, command);
      assertEquals(0, capture.missed());
    }
    Map<String, RuleBook> rules = new LinkedHashMap<>();
    before.forEach((netns, s) -> rules.put(netns, RuleBook.of(s.rules(), Map.of())));
    String by = command.split(" ")[0];
    return new Observations(by, frames, Map.of(), rules, Map.of(), before, snapshots());
  }

  private Map<String, NetnsSnapshot> snapshots() {
    Map<String, NetnsSnapshot> all = new LinkedHashMap<>();
    for (String netns : List.of("host", "laptop", "router", "internet", WEB)) {
      all.put(netns, kernel.view().snapshot(netns));
    }
    return all;
  }

  @Override
  public void close() {
    kernel.close();
  }
}
