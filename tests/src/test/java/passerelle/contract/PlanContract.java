package passerelle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.addr.MacAddress;
import passerelle.kernel.Kernel;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/** Plans are carried out as a whole or not at all, and their inverse takes them back. */
abstract class PlanContract extends KernelContract {
  private static final String C = "c";

  PlanContract(Supplier<Kernel> maker) {
    super(maker);
  }

  /** Something of everything, on top of {@link #network}, each step with an inverse. */
  private static List<KernelOp> much() {
    return List.of(
        new KernelOp.AddNetns(C),
        bridge("br0"),
        pair("w0", "02:00:00:00:00:20", "w1"),
        master("w0", "br0"),
        new KernelOp.SetHairpin(A, "w0", true),
        new KernelOp.MoveLink(A, "w1", C, "eth0"),
        address(A, "br0", "10.1.0.1/24"),
        address(C, "eth0", "10.1.0.2/24"),
        up(A, "br0"),
        up(A, "w0"),
        up(C, "eth0"),
        new KernelOp.AddRoute(A, via("10.9.0.0/16", "10.1.0.2", "br0")),
        new ChainOp.NewChain(A, Family.IPV4, Table.NAT, "DOCKER"),
        new ChainOp.AppendRule(A, Family.IPV4, Table.NAT, "PREROUTING", Rule.of("-j DOCKER")),
        new ChainOp.InsertRule(
            A, Family.IPV4, Table.NAT, "DOCKER", 1, Rule.of("-i br0 -j RETURN")));
  }

  /** What goes without an inverse of its own, but must be taken back when the plan fails. */
  private static List<KernelOp> changes() {
    return List.of(
        new KernelOp.SetSysctl(A, "net.ipv4.ip_forward", "1"),
        new KernelOp.SetMtu(A, "v0", 1400),
        new KernelOp.SetMac(A, "v0", MacAddress.of("02:00:00:00:00:77")),
        noAddress(A, "v0", "10.0.0.1/24"),
        address(A, "v0", "10.0.0.7/24"),
        new ChainOp.DeleteRule(
            A, Family.IPV4, Table.FILTER, "FORWARD", Rule.of("-s 10.0.0.2/32 -j DROP")),
        new ChainOp.FlushChain(A, Family.IPV4, Table.FILTER, "FORWARD"),
        new ChainOp.SetPolicy(A, Family.IPV4, Table.FILTER, "FORWARD", Policy.DROP),
        down(B, "v1"));
  }

  private static KernelOp drop(String source) {
    return new ChainOp.AppendRule(
        A, Family.IPV4, Table.FILTER, "FORWARD", Rule.of("-s " + source + "/32 -j DROP"));
  }

  private State state() {
    return State.of(kernel, A, B, C);
  }

  @Test
  void aPlanThatFailsLeavesNoTrace() throws PlanException {
    network();
    apply(drop("10.0.0.1"), drop("10.0.0.2"), drop("10.0.0.3"));
    // A table stays once it is there, as do the chains that it is made with.
    apply(
        new ChainOp.NewChain(A, Family.IPV4, Table.NAT, "OTHER"),
        new ChainOp.AppendRule(A, Family.IPV4, Table.NAT, "PREROUTING", Rule.of("-j OTHER")));
    State before = state();
    List<KernelOp> ops = new ArrayList<>(much());
    ops.addAll(changes());
    KernelOp refused = new KernelOp.DeleteLink(A, "eth9");
    ops.add(refused);
    ops.add(bridge("br7"));
    PlanException failure =
        assertThrows(PlanException.class, () -> apply(ops.toArray(KernelOp[]::new)));
    assertEquals(refused, failure.operation());
    assertEquals("No such device", failure.getMessage());
    assertEquals(List.of(), before.differences(state()));
  }

  @Test
  void theFirstRefusedRuleOfManyIsNamed() throws PlanException {
    apply(new KernelOp.AddNetns(A), drop("10.0.0.1"));
    State before = state();
    KernelOp refused =
        new ChainOp.AppendRule(A, Family.IPV4, Table.FILTER, "NONE", Rule.of("-j DROP"));
    PlanException failure =
        assertThrows(
            PlanException.class,
            () -> apply(drop("10.0.0.5"), drop("10.0.0.6"), refused, drop("10.0.0.7")));
    assertEquals(refused, failure.operation());
    assertEquals(List.of(), before.differences(state()));
  }

  @Test
  void theInverseTakesAPlanBack() throws PlanException {
    network();
    apply(
        new ChainOp.NewChain(A, Family.IPV4, Table.NAT, "OTHER"),
        new ChainOp.AppendRule(A, Family.IPV4, Table.NAT, "PREROUTING", Rule.of("-j OTHER")));
    State before = state();
    Plan plan = plan(much().toArray(KernelOp[]::new));
    kernel.control().apply(plan);
    assertEquals(4, devices(A).size());
    kernel.control().apply(plan.inverse());
    assertEquals(List.of(), before.differences(state()));
  }

  @Test
  void theLabIsBuiltAndTakenDown() throws PlanException {
    kernel.control().apply(LabTopology.plan(LabWorld.RECORDED));
    assertEquals(List.of("1 lo", "2 lan", "3 lan1", "4 lan2", "5 wan0"), devices("router"));
    assertEquals(
        Optional.of("lan"), link("router", "lan2").master(), "the switch has the laptop's cable");
    assertEquals(
        List.of(
            "default via 192.0.2.1 dev eth0",
            "192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.20",
            "[local] local 192.0.2.20 dev eth0 proto kernel scope host src 192.0.2.20",
            "[local] broadcast 192.0.2.255 dev eth0 proto kernel scope link src 192.0.2.20"),
        routes("laptop"));
    kernel.control().apply(LabTopology.plan(LabWorld.RECORDED).inverse());
    for (String machine : LabTopology.MACHINES) {
      assertFalse(kernel.view().exists(machine));
    }
  }
}
