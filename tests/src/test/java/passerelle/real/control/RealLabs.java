package passerelle.real.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.RouteSpec;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;
import passerelle.real.exec.Command;
import passerelle.real.exec.CommandException;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;

/** A lab on the real kernel for tests, and what the machine's tools say of it. */
final class RealLabs implements AutoCloseable {
  private static final List<String> LOOKS =
      List.of(
          "ip -o link",
          "bridge -d link",
          "ip -4 -o address",
          "ip -4 route show table all",
          "iptables-save",
          "ip6tables-save",
          "sysctl -a --pattern '^net[.](ipv4|ipv6)'");

  final Namespaces namespaces = new Namespaces();
  final RealControl control = new RealControl(namespaces);

  /** A lab as it is when the engine is about to start. */
  static RealLabs booted() throws PlanException {
    RealLabs lab = new RealLabs();
    lab.control.apply(LabTopology.plan(LabWorld.RECORDED));
    return lab;
  }

  void apply(KernelOp... ops) throws PlanException {
    control.apply(plan(ops));
  }

  static Plan plan(KernelOp... ops) {
    Plan.Builder plan = new Plan.Builder();
    for (KernelOp op : ops) {
      plan.add(op, "test");
    }
    return plan.build();
  }

  /** What a program prints in a namespace, its errors behind. */
  String run(String netns, String... argv) {
    try {
      Command.Result result = Command.of(argv).in(namespaces.get(netns)).run();
      return result.out() + result.err();
    } catch (CommandException | passerelle.kernel.KernelException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All that the control can change, but for IPv6 addresses, which come and go by themselves. */
  Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    for (Netns netns : namespaces.all()) {
      String name = netns.name();
      // One shell: to enter a namespace takes as long as to look at it.
      String[] seen =
          run(name, "sh", "-c", String.join("; echo ----; ", LOOKS)).split("----\n", -1);
      state.put(name + " links", settled(seen[0]));
      state.put(name + " ports", settled(seen[1]));
      state.put(name + " addresses", seen[2]);
      state.put(name + " routes", seen[3]);
      state.put(name + " rules", rules(seen[4]));
      state.put(name + " rules6", rules(seen[5]));
      state.put(name + " settings", seen[6]);
    }
    return state;
  }

  /** The lines that only one of two states has. */
  static List<String> differences(Map<String, String> before, Map<String, String> after) {
    List<String> lines = new ArrayList<>();
    Set<String> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    for (String what : all) {
      List<String> gone = new ArrayList<>(before.getOrDefault(what, "").lines().toList());
      List<String> come = new ArrayList<>(after.getOrDefault(what, "").lines().toList());
      after.getOrDefault(what, "").lines().forEach(gone::remove);
      before.getOrDefault(what, "").lines().forEach(come::remove);
      gone.forEach(line -> lines.add(what + ": - " + line));
      come.forEach(line -> lines.add(what + ": + " + line));
    }
    return lines;
  }

  /** Without the operational state, which follows up to a second later (linkwatch). */
  private static String settled(String links) {
    return links.replaceAll(" state [A-Za-z]+|,LOWER_UP|NO-CARRIER,", "");
  }

  /** Without comments and counters, and without tables in which nothing is. */
  private static String rules(String saved) {
    List<String> kept = new ArrayList<>();
    for (String table : saved.split("COMMIT")) {
      List<String> lines =
          table
              .lines()
              .filter(l -> !l.startsWith("#") && !l.isEmpty())
              .map(l -> l.replaceFirst(" \\[[0-9:]+\\]$", ""))
              .toList();
      boolean plain =
          lines.stream().allMatch(l -> l.startsWith("*") || l.matches(":[A-Z]+ ACCEPT"));
      if (!plain) {
        kept.addAll(lines);
      }
    }
    return String.join("\n", kept);
  }

  /** The default bridge with its rules, about as engine 28.5 makes it. */
  static Plan docker0() {
    return plan(
        new KernelOp.SetSysctl("host", "net.ipv4.ip_forward", "1"),
        new ChainOp.SetPolicy("host", Family.IPV4, Table.FILTER, "FORWARD", Policy.DROP),
        new ChainOp.NewChain("host", Family.IPV4, Table.NAT, "DOCKER"),
        new ChainOp.NewChain("host", Family.IPV4, Table.FILTER, "DOCKER"),
        new ChainOp.NewChain("host", Family.IPV6, Table.FILTER, "DOCKER"),
        append(Table.FILTER, "FORWARD", "-o docker0 -j DOCKER"),
        KernelOp.AddLink.bridge("host", "docker0", Optional.empty(), 0),
        address("host", "docker0", "172.17.0.1/16", "172.17.255.255"),
        new KernelOp.SetUp("host", "docker0", true),
        insert(Table.NAT, "POSTROUTING", "-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE"));
  }

  /**
   * A container with a published port.
   *
   * @param number its address's last octet
   */
  static Plan container(String netns, int number) {
    String veth = "veth000000" + number;
    String address = "172.17.0." + number;
    return plan(
        new KernelOp.AddNetns(netns),
        KernelOp.AddLink.veth(
            "host", veth, Optional.empty(), 1500, 0, "host", "vethtmp", Optional.empty()),
        new KernelOp.MoveLink("host", "vethtmp", netns, "eth0"),
        new KernelOp.SetMaster("host", veth, Optional.of("docker0")),
        new KernelOp.SetHairpin("host", veth, true),
        new KernelOp.SetUp("host", veth, true),
        new KernelOp.SetSysctl(netns, "net.ipv6.conf.eth0.disable_ipv6", "1"),
        address(netns, "eth0", address + "/16", "172.17.255.255"),
        new KernelOp.SetUp(netns, "eth0", true),
        new KernelOp.AnnounceAddress(netns, "eth0", IpAddress.of(address)),
        append(Table.RAW, "PREROUTING", "-d " + address + "/32 ! -i docker0 -j DROP"),
        new KernelOp.AddRoute(
            netns, RouteSpec.via(IpPrefix.all(Family.IPV4), IpAddress.of("172.17.0.1"), "eth0")),
        append(
            Table.NAT,
            "DOCKER",
            "! -i docker0 -p tcp -m tcp --dport 808"
                + number
                + " -j DNAT --to-destination "
                + address
                + ":80"),
        insert(
            Table.FILTER,
            "DOCKER",
            "-d " + address + "/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT"));
  }

  /** What takes rules, addresses and devices of the host away. */
  static Plan removals() {
    return plan(
        new ChainOp.DeleteRule(
            "host", Family.IPV4, Table.FILTER, "FORWARD", Rule.of("-o docker0 -j DOCKER")),
        new ChainOp.FlushChain("host", Family.IPV4, Table.NAT, "POSTROUTING"),
        new ChainOp.DeleteChain("host", Family.IPV4, Table.NAT, "DOCKER"),
        new ChainOp.SetPolicy("host", Family.IPV4, Table.FILTER, "FORWARD", Policy.ACCEPT),
        new KernelOp.SetMtu("host", "docker0", 1400),
        new KernelOp.DeleteAddress("host", "docker0", IpInterfaceAddress.of("172.17.0.1/16")),
        new KernelOp.SetUp("host", "docker0", false),
        new KernelOp.DeleteRoute(
            "host", RouteSpec.via(IpPrefix.all(Family.IPV4), IpAddress.of("192.0.2.1"), "eth0")),
        new KernelOp.SetUp("host", "eth0", false),
        new KernelOp.MoveLink("host", "eth0", "laptop", "eth1"));
  }

  static KernelOp address(String netns, String device, String address, String broadcast) {
    return new KernelOp.AddAddress(
        netns, device, IpInterfaceAddress.of(address), Optional.of(IpAddress.of(broadcast)));
  }

  static KernelOp append(Table table, String chain, String rule) {
    return new ChainOp.AppendRule("host", Family.IPV4, table, chain, Rule.of(rule));
  }

  static KernelOp insert(Table table, String chain, String rule) {
    return new ChainOp.InsertRule("host", Family.IPV4, table, chain, 1, Rule.of(rule));
  }

  @Override
  public void close() {
    control.close();
    namespaces.close();
  }
}
