package passerelle.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.addr.MacAddress;
import passerelle.kernel.Capability;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.PlanException;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ProcessSpec;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.RouteSpec;

/** A fresh kernel for each test, and short words for what the tests do with it. */
abstract class KernelContract {
  static final String A = "a";
  static final String B = "b";
  static final MacAddress MAC_A = MacAddress.of("02:00:00:00:00:0a");
  static final MacAddress MAC_B = MacAddress.of("02:00:00:00:00:0b");
  static final int QUEUE = 1000;
  private static final long TICK = 10_000_000L;
  private static final int PATIENCE = 12_000;

  private final Supplier<Kernel> maker;
  Kernel kernel;

  KernelContract(Supplier<Kernel> maker) {
    this.maker = maker;
  }

  @BeforeEach
  final void open() {
    kernel = maker.get();
  }

  @AfterEach
  final void close() {
    kernel.close();
  }

  /** Namespace a with {@code v0}, a cable to {@code v1} in namespace b, both down. */
  final void cable() throws PlanException {
    apply(new KernelOp.AddNetns(A), new KernelOp.AddNetns(B), veth("v0", "v1"));
  }

  /** The same with both ends up, at 10.0.0.1/24 and 10.0.0.2/24. */
  final void network() throws PlanException {
    cable();
    apply(
        address(A, "v0", "10.0.0.1/24"), address(B, "v1", "10.0.0.2/24"), up(A, "v0"), up(B, "v1"));
    eventually(() -> hasLinkLocal(A, "v0") && hasLinkLocal(B, "v1"));
  }

  /** It comes a moment after the carrier (net/core/link_watch.c). */
  final boolean hasLinkLocal(String netns, String device) {
    return !link(netns, device).addresses6().isEmpty();
  }

  static KernelOp veth(String name, String peer) {
    return KernelOp.AddLink.veth(
        A, name, Optional.of(MAC_A), 1500, QUEUE, B, peer, Optional.of(MAC_B));
  }

  /** A pair with both ends in namespace a. */
  static KernelOp pair(String name, String mac, String peer) {
    return KernelOp.AddLink.veth(
        A, name, Optional.of(MacAddress.of(mac)), 1500, QUEUE, A, peer, Optional.empty());
  }

  static KernelOp bridge(String name) {
    return KernelOp.AddLink.bridge(A, name, Optional.empty(), QUEUE);
  }

  static KernelOp master(String port, String bridge) {
    return new KernelOp.SetMaster(A, port, Optional.of(bridge));
  }

  static KernelOp up(String netns, String device) {
    return new KernelOp.SetUp(netns, device, true);
  }

  static KernelOp down(String netns, String device) {
    return new KernelOp.SetUp(netns, device, false);
  }

  static KernelOp address(String netns, String device, String address) {
    return new KernelOp.AddAddress(netns, device, IpInterfaceAddress.of(address), Optional.empty());
  }

  static KernelOp noAddress(String netns, String device, String address) {
    return new KernelOp.DeleteAddress(netns, device, IpInterfaceAddress.of(address));
  }

  static RouteSpec via(String destination, String gateway, String device) {
    return RouteSpec.via(IpPrefix.of(destination), IpAddress.of(gateway), device);
  }

  final void apply(KernelOp... ops) throws PlanException {
    kernel.control().apply(plan(ops));
  }

  static Plan plan(KernelOp... ops) {
    Plan.Builder plan = new Plan.Builder();
    for (KernelOp op : ops) {
      plan.add(op, "test");
    }
    return plan.build();
  }

  final NetnsSnapshot snapshot(String netns) {
    return kernel.view().snapshot(netns);
  }

  final LinkView link(String netns, String device) {
    return snapshot(netns).links().stream()
        .filter(link -> link.name().equals(device))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no device " + device + " in " + netns));
  }

  final List<String> devices(String netns) {
    return snapshot(netns).links().stream().map(link -> link.index() + " " + link.name()).toList();
  }

  /** The routes that the loopback does not make. */
  final List<String> routes(String netns) {
    return snapshot(netns).routes().stream()
        .filter(route -> !route.device().equals(Optional.of("lo")))
        .map(route -> route.table() == RouteSpec.LOCAL ? "[local] " + route : route.toString())
        .toList();
  }

  /** The error number and the words with which the kernel refuses. */
  final String refusal(KernelOp op) {
    PlanException refused = assertThrows(PlanException.class, () -> apply(op), op::toString);
    return refused.errno() + " " + refused.getMessage();
  }

  /** Lets time pass until something holds; fails when it does not within two minutes. */
  final void eventually(BooleanSupplier condition) {
    for (int i = 0; i < PATIENCE && !condition.getAsBoolean(); i++) {
      kernel.clock().advance(TICK);
    }
    assertTrue(condition.getAsBoolean(), "it does not come to pass");
  }

  /** The space of a machine in the namespace of the same name. */
  final void machine(String name) throws KernelException {
    kernel.spaces().create(Machine.with(name, name, name, "debian", Capability.all(), true));
  }

  /** What a command has printed, and its exit status. */
  record Output(String text, int status) {}

  final KernelProcess start(String space, StringBuilder output, String... argv)
      throws KernelException {
    Map<String, String> environment = Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    ProcessSpec spec = RootProcess.of(space, List.of(argv), environment, false, 80);
    return kernel.spaces().start(spec, ProcessOutput.both(output::append));
  }

  /** Waits for the end of a process. */
  final int status(KernelProcess process) {
    assertTrue(
        kernel.clock().advanceUntil(() -> process.exitStatus().isPresent(), PATIENCE * TICK));
    return process.exitStatus().orElseThrow();
  }

  /** Runs a command to its end. */
  final Output run(String space, String... argv) throws KernelException {
    StringBuilder output = new StringBuilder();
    KernelProcess process = start(space, output, argv);
    process.endInput();
    int status = status(process);
    return new Output(output.toString(), status);
  }
}
