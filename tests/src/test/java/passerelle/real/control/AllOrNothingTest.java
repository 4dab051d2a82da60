package passerelle.real.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.effort.Effort;
import passerelle.effort.Waits;
import passerelle.kernel.Errno;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanStep;
import passerelle.kernel.op.Why;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.netfilter.Table;

/**
 * A plan that fails leaves everything as it was, wherever it fails: a day tries each third step.
 */
@Tag("real")
@Tag("campaign")
@Waits
class AllOrNothingTest {
  private static final KernelOp NO_DEVICE = new KernelOp.SetUp("host", "nope", true);
  private static final KernelOp NO_CHAIN =
      new ChainOp.FlushChain("host", Family.IPV4, Table.FILTER, "NOPE");

  private static final int STRIDE = Effort.of(3, 1);

  private static Plan failingAfter(Plan plan, int steps, KernelOp failing) {
    List<PlanStep> cut = new ArrayList<>(plan.steps().subList(0, steps));
    cut.add(new PlanStep(failing, Why.of("test")));
    return new Plan(cut);
  }

  private static void failsAtEveryStep(RealLabs lab, Plan plan, KernelOp failing) {
    Map<String, String> before = lab.state();
    for (int steps = 0; steps <= plan.steps().size(); steps += STRIDE) {
      Plan cut = failingAfter(plan, steps, failing);
      PlanException failure = assertThrows(PlanException.class, () -> lab.control.apply(cut));
      assertEquals(failing, failure.operation());
      assertEquals(
          List.of(),
          RealLabs.differences(before, lab.state()),
          "after " + steps + " steps, the last being " + cut.steps().get(Math.max(0, steps - 1)));
    }
  }

  @Test
  void theLabIsBuiltWholeOrNotAtAll() {
    try (RealLabs lab = new RealLabs()) {
      Plan plan = LabTopology.plan(LabWorld.RECORDED);
      KernelOp again = new KernelOp.AddNetns("host");
      for (int steps = 1; steps <= plan.steps().size(); steps += STRIDE) {
        Plan cut = failingAfter(plan, steps, again);
        PlanException failure = assertThrows(PlanException.class, () -> lab.control.apply(cut));
        assertEquals(Errno.EEXIST, failure.errno());
        assertEquals(List.of(), lab.namespaces.all());
      }
    }
  }

  @Test
  void theBridgeAndItsRulesAreMadeWholeOrNotAtAll() throws PlanException {
    try (RealLabs lab = RealLabs.booted()) {
      failsAtEveryStep(lab, RealLabs.docker0(), NO_DEVICE);
    }
  }

  @Test
  void aContainerIsConnectedWhollyOrNotAtAll() throws PlanException {
    try (RealLabs lab = RealLabs.booted()) {
      lab.control.apply(RealLabs.docker0());
      lab.control.apply(RealLabs.container("first", 2));
      failsAtEveryStep(lab, RealLabs.container("second", 3), NO_CHAIN);
    }
  }

  @Test
  void whatIsRemovedComesBack() throws PlanException {
    try (RealLabs lab = RealLabs.booted()) {
      lab.control.apply(RealLabs.docker0());
      failsAtEveryStep(lab, RealLabs.removals(), NO_CHAIN);
    }
  }

  @Test
  void ofManyRulesTheRefusedOneIsNamed() throws PlanException {
    try (RealLabs lab = RealLabs.booted()) {
      KernelOp bad = RealLabs.append(Table.FILTER, "NOPE", "-j ACCEPT");
      Plan plan =
          RealLabs.plan(
              RealLabs.append(Table.FILTER, "FORWARD", "-j ACCEPT"),
              RealLabs.append(Table.FILTER, "FORWARD", "-j DROP"),
              bad,
              RealLabs.append(Table.FILTER, "INPUT", "-j DROP"));
      Map<String, String> before = lab.state();
      PlanException failure = assertThrows(PlanException.class, () -> lab.control.apply(plan));
      assertEquals(bad, failure.operation());
      assertEquals("No chain/target/match by that name.", failure.getMessage());
      assertEquals(List.of(), RealLabs.differences(before, lab.state()));
    }
  }
}
