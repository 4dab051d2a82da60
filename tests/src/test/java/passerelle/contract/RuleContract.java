package passerelle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.kernel.Kernel;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.KernelOp;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/** Rules and settings. */
abstract class RuleContract extends KernelContract {
  private static final List<String> BUILT_IN =
      List.of("*filter", ":INPUT ACCEPT", ":FORWARD ACCEPT", ":OUTPUT ACCEPT");

  RuleContract(Supplier<Kernel> maker) {
    super(maker);
  }

  @BeforeEach
  void namespace() throws PlanException {
    apply(new KernelOp.AddNetns(A));
  }

  private static KernelOp append(Table table, String chain, String rule) {
    return new ChainOp.AppendRule(A, Family.IPV4, table, chain, Rule.of(rule));
  }

  private static KernelOp append(String rule) {
    return append(Table.FILTER, "FORWARD", rule);
  }

  private static KernelOp insert(int position, String rule) {
    return new ChainOp.InsertRule(A, Family.IPV4, Table.FILTER, "FORWARD", position, Rule.of(rule));
  }

  @Test
  void eachFamilyHasRulesOfItsOwn() throws PlanException {
    apply(
        append("-j DROP"),
        new ChainOp.InsertRule(A, Family.IPV6, Table.FILTER, "INPUT", 1, Rule.of("-j ACCEPT")));
    assertEquals(List.of("-A FORWARD -j DROP"), rules());
    List<String> rules6 = snapshot(A).rules6().lines();
    assertEquals(BUILT_IN, rules6.subList(0, 4));
    assertEquals(List.of("-A INPUT -j ACCEPT"), rules6.subList(4, rules6.size()));
  }

  private static KernelOp newChain(String name) {
    return new ChainOp.NewChain(A, Family.IPV4, Table.FILTER, name);
  }

  /** The rules of table filter's chains. */
  private List<String> rules() {
    return snapshot(A).rules().lines().stream().filter(line -> line.startsWith("-A ")).toList();
  }

  @Test
  void thereAreNoTablesAtFirst() {
    assertEquals(List.of(), snapshot(A).rules().lines());
  }

  @Test
  void aRuleBringsItsTableWithItsChains() throws PlanException {
    apply(append("-j DROP"));
    assertEquals(
        Stream.concat(BUILT_IN.stream(), Stream.of("-A FORWARD -j DROP")).toList(),
        snapshot(A).rules().lines());
  }

  @Test
  void chainsAreListedInTheOrderInWhichTheyWereMade() throws PlanException {
    apply(newChain("ZED"), newChain("ALPHA"), append("-j ALPHA"));
    List<String> rules = snapshot(A).rules().lines();
    assertEquals(BUILT_IN, rules.subList(0, 4));
    assertEquals(List.of(":ALPHA -", ":ZED -"), rules.subList(4, 6).stream().sorted().toList());
    apply(new ChainOp.DeleteChain(A, Family.IPV4, Table.FILTER, "ZED"));
    assertEquals(
        List.of(":ALPHA -", "-A FORWARD -j ALPHA"), snapshot(A).rules().lines().subList(4, 6));
  }

  @Test
  void tablesAreListedInTheirOrder() throws PlanException {
    apply(
        append(Table.NAT, "POSTROUTING", "-s 10.0.0.0/24 -j MASQUERADE"),
        append(Table.RAW, "PREROUTING", "-d 10.0.0.2/32 -j DROP"),
        append("-j ACCEPT"),
        append(Table.MANGLE, "FORWARD", "-p tcp -j MARK --set-mark 1"));
    assertEquals(
        List.of("*mangle", "*raw", "*filter", "*nat"),
        snapshot(A).rules().lines().stream().filter(line -> line.startsWith("*")).toList());
    assertEquals(
        List.of(
            "-A FORWARD -p tcp -j MARK --set-xmark 0x1/0xffffffff",
            "-A PREROUTING -d 10.0.0.2/32 -j DROP",
            "-A FORWARD -j ACCEPT",
            "-A POSTROUTING -s 10.0.0.0/24 -j MASQUERADE"),
        rules());
  }

  @Test
  void rulesAreInsertedByNumberAndDeletedByWhatTheySay() throws PlanException {
    apply(append("-s 10.0.0.1/32 -j DROP"), append("-s 10.0.0.2/32 -j DROP"));
    apply(insert(1, "-s 10.0.0.3/32 -j DROP"), insert(3, "-s 10.0.0.4/32 -j DROP"));
    apply(append("-s 10.0.0.3/32 -j DROP"), insert(6, "-j ACCEPT"));
    apply(
        new ChainOp.DeleteRule(
            A, Family.IPV4, Table.FILTER, "FORWARD", Rule.of("-s 10.0.0.3/32 -j DROP")));
    assertEquals(
        List.of(
            "-A FORWARD -s 10.0.0.1/32 -j DROP",
            "-A FORWARD -s 10.0.0.4/32 -j DROP",
            "-A FORWARD -s 10.0.0.2/32 -j DROP",
            "-A FORWARD -s 10.0.0.3/32 -j DROP",
            "-A FORWARD -j ACCEPT"),
        rules());
    apply(new ChainOp.FlushChain(A, Family.IPV4, Table.FILTER, "FORWARD"));
    assertEquals(BUILT_IN, snapshot(A).rules().lines());
  }

  @Test
  void aBuiltInChainIsThereOnceItHasBeenFlushed() throws PlanException {
    apply(new ChainOp.FlushChain(A, Family.IPV4, Table.FILTER, "FORWARD"));
    assertEquals(BUILT_IN, snapshot(A).rules().lines());
  }

  @Test
  void thePolicyOfAChainIsSet() throws PlanException {
    apply(new ChainOp.SetPolicy(A, Family.IPV4, Table.FILTER, "FORWARD", Policy.DROP));
    assertEquals(
        List.of("*filter", ":INPUT ACCEPT", ":FORWARD DROP", ":OUTPUT ACCEPT"),
        snapshot(A).rules().lines());
  }

  @Test
  void rulesAreWrittenAsIptablesWritesThem() throws PlanException {
    List<String> written =
        List.of(
            "-d 10.0.0.2/32 ! -i br0 -o br0 -p tcp -m tcp --dport 80 -j ACCEPT",
            "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
            "-p icmp -m icmp --icmp-type 8 -j REJECT --reject-with icmp-port-unreachable",
            "-m addrtype --dst-type LOCAL -m comment --comment \"two words\" -j RETURN",
            "-p udp -m multiport --dports 53,67:69 -j LOG --log-prefix \"dns: \"",
            "-m limit --limit 3/min -j DROP",
            "-m mark --mark 0x7 -j ACCEPT",
            "-m physdev --physdev-is-bridged -j ACCEPT");
    for (String rule : written) {
      apply(append(rule));
    }
    assertEquals(written.stream().map(rule -> "-A FORWARD " + rule).toList(), rules());
    List<String> nat =
        List.of(
            "-A PREROUTING -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80",
            "-A POSTROUTING -s 10.0.0.0/24 ! -o br0 -j MASQUERADE",
            "-A POSTROUTING -p udp -j SNAT --to-source 10.0.0.9:1000-2000");
    for (String rule : nat) {
      String[] words = rule.split(" ", 3);
      apply(append(Table.NAT, words[1], words[2]));
    }
    List<String> all = rules();
    assertEquals(nat, all.subList(all.size() - nat.size(), all.size()));
  }

  @Test
  void rulesOfTheOtherFamilyStandForThemselves() throws PlanException {
    apply(new ChainOp.NewChain(A, Family.IPV6, Table.FILTER, "DOCKER"));
    assertEquals(List.of(), snapshot(A).rules().lines());
  }

  @Test
  void aSettingIsRead() throws PlanException {
    apply(new KernelOp.SetSysctl(A, "net.ipv4.ip_default_ttl", "33"));
    apply(new KernelOp.SetSysctl(A, "net.ipv4.ip_local_port_range", "40000 41000"));
    assertEquals("33", snapshot(A).sysctls().get("net.ipv4.ip_default_ttl"));
    assertEquals("40000\t41000", snapshot(A).sysctls().get("net.ipv4.ip_local_port_range"));
  }

  @Test
  void forwardingIsSetForAllDevicesAtOnce() throws PlanException {
    apply(bridge("br0"), new KernelOp.SetSysctl(A, "net.ipv4.ip_forward", "1"), bridge("br1"));
    for (String which : List.of("all", "default", "lo", "br0", "br1")) {
      assertEquals("1", snapshot(A).sysctls().get("net.ipv4.conf." + which + ".forwarding"));
    }
    assertEquals("0", snapshot(A).sysctls().get("net.ipv4.conf.all.accept_redirects"));
    apply(new KernelOp.SetSysctl(A, "net.ipv4.conf.br0.forwarding", "0"));
    assertEquals("1", snapshot(A).sysctls().get("net.ipv4.ip_forward"));
  }

  @Test
  void aNewDeviceStartsWithTheDefaults() throws PlanException {
    apply(
        new KernelOp.SetSysctl(A, "net.ipv4.conf.default.rp_filter", "2"),
        new KernelOp.SetSysctl(A, "net.ipv4.conf.all.rp_filter", "1"),
        bridge("br0"));
    assertEquals("2", snapshot(A).sysctls().get("net.ipv4.conf.br0.rp_filter"));
    assertEquals("0", snapshot(A).sysctls().get("net.ipv4.conf.lo.rp_filter"));
  }

  @Test
  void withoutIpv6ThereAreNoAddressesOfIt() throws PlanException {
    apply(bridge("br0"), new KernelOp.SetSysctl(A, "net.ipv6.conf.br0.disable_ipv6", "1"));
    apply(up(A, "br0"));
    assertEquals(List.of(), link(A, "br0").addresses6());
    apply(new KernelOp.SetSysctl(A, "net.ipv6.conf.lo.disable_ipv6", "1"));
    assertEquals(List.of(), link(A, "lo").addresses6());
  }
}
