package passerelle.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.kernel.op.Why;
import passerelle.sim.SimKernel;
import passerelle.sim.netfilter.RuleSet;
import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.RuleInfo;

/** A plan that fails half-way leaves the rules as they were: order and counters. */
class PlanTakenBackTest {
  private static final String HOST = "host";
  private final SimKernel kernel = new SimKernel(1);

  @BeforeEach
  void threeRules() throws PlanException, IptablesException {
    kernel.control().apply(plan(new KernelOp.AddNetns(HOST)));
    for (String rule : List.of("-p tcp -j ACCEPT", "-p udp -j DROP", "-p icmp -j ACCEPT")) {
      rules().append(Table.FILTER, "FORWARD", Rule.of(rule));
    }
    rules().setCounters(Table.FILTER, "FORWARD", 2, 7, 700);
  }

  private RuleSet rules() {
    return kernel.namespaces().require(HOST).netfilter().rules(Family.IPV4);
  }

  private static Plan plan(KernelOp... operations) {
    List<PlanStep> steps = new ArrayList<>();
    for (KernelOp operation : operations) {
      steps.add(new PlanStep(operation, Why.of("test")));
    }
    return new Plan(steps);
  }

  private static KernelOp append(String rule) throws IptablesException {
    return new ChainOp.AppendRule(HOST, Family.IPV4, Table.FILTER, "FORWARD", Rule.of(rule));
  }

  private static KernelOp delete(String rule) throws IptablesException {
    return new ChainOp.DeleteRule(HOST, Family.IPV4, Table.FILTER, "FORWARD", Rule.of(rule));
  }

  private List<String> listing() {
    List<String> out = new ArrayList<>();
    for (ChainInfo chain : rules().dump(Table.FILTER)) {
      for (RuleInfo rule : chain.rules()) {
        out.add(
            rule.packets() + ":" + rule.bytes() + " " + chain.name() + " " + rule.rule().text());
      }
    }
    return out;
  }

  private void assertLeavesNoTrace(KernelOp... operations) throws IptablesException {
    List<String> before = listing();
    List<KernelOp> all = new ArrayList<>(List.of(operations));
    all.add(append("-j NOSUCHCHAIN"));
    Plan failing = plan(all.toArray(KernelOp[]::new));
    assertThrows(PlanException.class, () -> kernel.control().apply(failing));
    assertEquals(before, listing());
  }

  @Test
  void aDeletedRuleComesBackToItsPlaceWithItsCounters() throws IptablesException {
    assertLeavesNoTrace(delete("-p udp -j DROP"), delete("-p tcp -j ACCEPT"));
  }

  @Test
  void anAppendedRuleGoesAndNotTheOneThatIsEqualToIt() throws IptablesException {
    assertLeavesNoTrace(append("-p udp -j DROP"), append("-p sctp -j DROP"));
  }

  @Test
  void aFlushedChainIsFilledAgain() throws IptablesException {
    assertLeavesNoTrace(
        delete("-p tcp -j ACCEPT"),
        new ChainOp.FlushChain(HOST, Family.IPV4, Table.FILTER, "FORWARD"),
        append("-p gre -j ACCEPT"));
  }
}
