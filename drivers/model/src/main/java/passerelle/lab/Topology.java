package passerelle.lab;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.MacAddress;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.RouteSpec;

/**
 * Which machines there are, how they are wired, and which of them run an engine.
 *
 * @param machines in the order in which they are built
 * @param cables each from a port of the router to a machine
 */
public record Topology(List<LabMachine> machines, List<Cable> cables) {
  private static final int MTU = 1500;
  private static final int QUEUE = 1000;

  /** The router's bridge, whose ports make one LAN. */
  private static final String SWITCH = "lan";

  /**
   * A cable.
   *
   * @param port the router's end
   * @param machine whose eth0 is the other end
   * @param mac the other end's
   * @param switched the port is one of the switch
   */
  public record Cable(String port, String machine, MacAddress mac, boolean switched) {}

  /** The names of the machines. */
  public List<String> names() {
    return machines.stream().map(LabMachine::name).toList();
  }

  /** The names of the machines with an engine. */
  public List<String> hosts() {
    return machines.stream().filter(LabMachine::runsEngine).map(LabMachine::name).toList();
  }

  /** Namespaces, cables, addresses and routes. */
  Plan plan(String router) {
    Plan.Builder plan = new Plan.Builder();
    for (String machine : names()) {
      plan.add(new KernelOp.AddNetns(machine), "lab.machine", machine);
    }
    List<Cable> switched = cables.stream().filter(Cable::switched).toList();
    plan.add(KernelOp.AddLink.bridge(router, SWITCH, Optional.empty(), QUEUE), "lab.switch");
    cables.forEach(cable -> cable(plan, router, cable));
    for (Cable cable : switched) {
      plan.add(
          new KernelOp.SetMaster(router, cable.port(), Optional.of(SWITCH)),
          "lab.port",
          cable.port());
    }
    machines.stream().filter(m -> m.name().equals(router)).forEach(m -> addresses(plan, m));
    for (Cable cable : switched) {
      plan.add(new KernelOp.SetUp(router, cable.port(), true), "lab.up", cable.port());
    }
    machines.stream().filter(m -> !m.name().equals(router)).forEach(m -> addresses(plan, m));
    machines.forEach(machine -> routes(plan, machine));
    return plan.build();
  }

  private static void cable(Plan.Builder plan, String router, Cable cable) {
    plan.add(
        KernelOp.AddLink.veth(
            router,
            cable.port(),
            Optional.empty(),
            MTU,
            QUEUE,
            cable.machine(),
            "eth0",
            Optional.of(cable.mac())),
        "lab.cable",
        cable.port(),
        cable.machine());
  }

  private static void addresses(Plan.Builder plan, LabMachine machine) {
    Set<String> up = new HashSet<>();
    for (LabMachine.Address own : machine.addresses()) {
      plan.add(
          new KernelOp.AddAddress(machine.name(), own.device(), own.address(), Optional.empty()),
          "lab.address",
          own.device(),
          own.address());
      if (up.add(own.device())) {
        plan.add(new KernelOp.SetUp(machine.name(), own.device(), true), "lab.up", own.device());
      }
    }
  }

  private static void routes(Plan.Builder plan, LabMachine machine) {
    String device = machine.addresses().get(0).device();
    machine
        .routes()
        .forEach(
            (destination, gateway) ->
                plan.add(
                    new KernelOp.AddRoute(
                        machine.name(), RouteSpec.via(destination, gateway, device)),
                    "lab.route",
                    destination,
                    gateway));
  }
}
