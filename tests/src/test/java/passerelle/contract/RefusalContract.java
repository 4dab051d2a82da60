package passerelle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.addr.MacAddress;
import passerelle.kernel.Kernel;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.RouteSpec;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/**
 * What is refused, with which error number and in which words. Each case begins with two namespaces
 * and a network between them ({@code v0}, 10.0.0.1/24, and {@code v1}, 10.0.0.2/24), a pair {@code
 * w0} and {@code w1} in the first, two bridges {@code br0} and {@code br1}, and a chain {@code
 * USED} with a rule that jumps to it.
 */
abstract class RefusalContract extends KernelContract {
  private static final MacAddress GROUP = MacAddress.of("01:00:5e:00:00:01");

  RefusalContract(Supplier<Kernel> maker) {
    super(maker);
  }

  /** An operation and the answer to it. */
  private record Case(KernelOp op, String answer) {
    @Override
    public String toString() {
      return op.toString();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refuses(Case refused) throws PlanException {
    network();
    apply(pair("w0", "02:00:00:00:00:20", "w1"), bridge("br0"), bridge("br1"));
    apply(new ChainOp.NewChain(A, Family.IPV4, Table.FILTER, "USED"), append("FORWARD", "-j USED"));
    State before = State.of(kernel, A, B);
    assertEquals(refused.answer(), refusal(refused.op()));
    assertEquals(List.of(), before.differences(State.of(kernel, A, B)));
  }

  static List<Case> cases() {
    List<Case> all = new ArrayList<>();
    all.addAll(namespaces());
    all.addAll(links());
    all.addAll(changes());
    all.addAll(addresses());
    all.addAll(routes());
    all.addAll(chains());
    all.addAll(rules());
    all.addAll(settings());
    return all;
  }

  private static List<Case> namespaces() {
    return List.of(
        new Case(new KernelOp.AddNetns(A), "EEXIST File exists"),
        new Case(new KernelOp.DeleteNetns("c"), "ENOENT No such file or directory"),
        new Case(
            KernelOp.AddLink.bridge("c", "br0", Optional.empty(), QUEUE),
            "ENOENT No such file or directory"),
        new Case(new KernelOp.MoveLink(A, "v0", "c", "v0"), "ENOENT No such file or directory"));
  }

  private static KernelOp veth(
      String name, MacAddress mac, int mtu, String peerNetns, String peer, MacAddress peerMac) {
    return KernelOp.AddLink.veth(
        A, name, Optional.of(mac), mtu, QUEUE, peerNetns, peer, Optional.of(peerMac));
  }

  private static List<Case> links() {
    String notAvailable = "EADDRNOTAVAIL Cannot assign requested address";
    return List.of(
        new Case(bridge("br0"), "EEXIST File exists"),
        new Case(veth("v0", MAC_A, 1500, B, "v9", MAC_B), "EEXIST File exists"),
        new Case(veth("v9", MAC_A, 1500, B, "v1", MAC_B), "EEXIST File exists"),
        new Case(veth("v9", MAC_A, 1500, A, "v9", MAC_B), "EEXIST File exists"),
        new Case(veth("v8", MAC_A, 1500, "c", "v9", MAC_B), "ENOENT No such file or directory"),
        new Case(veth("v8", GROUP, 1500, B, "v9", MAC_B), notAvailable),
        new Case(veth("v8", MAC_A, 1500, B, "v9", MacAddress.ZERO), notAvailable),
        new Case(veth("v8", MAC_A, 20, B, "v9", MAC_B), "EINVAL Invalid argument"),
        new Case(KernelOp.AddLink.bridge(A, "br9", Optional.of(GROUP), QUEUE), notAvailable),
        new Case(bridge("a/b"), "EINVAL Invalid argument"),
        new Case(new KernelOp.DeleteLink(A, "eth9"), "ENODEV No such device"),
        new Case(new KernelOp.DeleteLink(A, "lo"), "EOPNOTSUPP Operation not supported"),
        new Case(
            new KernelOp.MoveLink(A, "br0", B, "br0"), "EINVAL The interface netns is immutable"),
        new Case(
            new KernelOp.MoveLink(A, "lo", B, "lo9"), "EINVAL The interface netns is immutable"),
        new Case(new KernelOp.MoveLink(A, "eth9", B, "eth9"), "ENODEV No such device"),
        new Case(new KernelOp.MoveLink(A, "w0", B, "v1"), "EEXIST File exists"),
        new Case(
            new KernelOp.MoveLink(A, "br1", B, "lo"), "EINVAL The interface netns is immutable"));
  }

  private static List<Case> changes() {
    return List.of(
        new Case(up(A, "eth9"), "ENODEV No such device"),
        new Case(master("eth9", "br0"), "ENODEV No such device"),
        new Case(master("v0", "eth9"), "ENODEV No such device"),
        new Case(master("v0", "w0"), "EOPNOTSUPP Operation not supported"),
        new Case(master("br0", "br1"), "ELOOP Can not enslave a bridge to a bridge"),
        new Case(master("lo", "br1"), "EINVAL Invalid argument"),
        new Case(new KernelOp.SetMtu(A, "v0", 20), "EINVAL mtu less than device minimum"),
        new Case(new KernelOp.SetMtu(A, "br0", 70000), "EINVAL mtu greater than device maximum"),
        new Case(
            new KernelOp.SetMac(A, "v0", GROUP), "EADDRNOTAVAIL Cannot assign requested address"),
        new Case(
            new KernelOp.SetMac(A, "br0", MacAddress.ZERO),
            "EADDRNOTAVAIL Cannot assign requested address"),
        new Case(new KernelOp.SetHairpin(A, "v0", true), "EOPNOTSUPP Operation not supported"),
        new Case(new KernelOp.SetHairpin(A, "eth9", true), "ENODEV No such device"));
  }

  private static List<Case> addresses() {
    return List.of(
        new Case(address(A, "v0", "10.0.0.1/24"), "EEXIST ipv4: Address already assigned"),
        new Case(address(A, "eth9", "10.0.0.1/24"), "ENODEV No such device"),
        new Case(noAddress(A, "v0", "10.0.0.9/24"), "EADDRNOTAVAIL ipv4: Address not found"),
        new Case(noAddress(A, "v0", "10.0.0.1/32"), "EADDRNOTAVAIL ipv4: Address not found"),
        new Case(
            new KernelOp.AnnounceAddress(A, "eth9", IpAddress.of("10.0.0.1")),
            "ENODEV No such device"));
  }

  private static Case route(RouteSpec route, String answer) {
    return new Case(new KernelOp.AddRoute(A, route), answer);
  }

  private static RouteSpec spec(
      RouteSpec.Type type, Optional<String> device, Optional<String> source) {
    return new RouteSpec(
        IpPrefix.of("10.9.0.0/16"),
        type,
        Optional.empty(),
        device,
        source.map(IpAddress::of),
        type == RouteSpec.Type.UNICAST ? RouteSpec.Scope.LINK : RouteSpec.Scope.GLOBAL,
        RouteSpec.Protocol.BOOT,
        0,
        RouteSpec.MAIN);
  }

  private static List<Case> routes() {
    String unreachable = "ENETUNREACH Nexthop has invalid gateway";
    RouteSpec.Type unicast = RouteSpec.Type.UNICAST;
    return List.of(
        route(via("10.9.0.0/16", "10.5.0.3", "v0"), unreachable),
        route(via("10.9.0.0/16", "10.0.0.2", "w0"), unreachable),
        route(via("10.9.0.0/16", "10.0.0.255", "v0"), "EINVAL Nexthop has invalid gateway"),
        route(via("10.9.0.0/16", "10.0.0.2", "eth9"), "ENODEV No such device"),
        route(
            spec(unicast, Optional.of("w0"), Optional.empty()),
            "ENETDOWN Device for nexthop is not up"),
        route(
            spec(unicast, Optional.of("v0"), Optional.of("10.7.7.7")),
            "EINVAL Invalid prefsrc address"),
        route(
            spec(RouteSpec.Type.UNREACHABLE, Optional.of("v0"), Optional.empty()),
            "EINVAL Gateway, device and multipath can not be specified for this route type"),
        route(
            new RouteSpec(
                IpPrefix.of("10.0.0.0/24"),
                unicast,
                Optional.empty(),
                Optional.of("v0"),
                Optional.empty(),
                RouteSpec.Scope.LINK,
                RouteSpec.Protocol.BOOT,
                0,
                RouteSpec.MAIN),
            "EEXIST File exists"),
        new Case(
            new KernelOp.DeleteRoute(A, via("10.66.0.0/16", "10.0.0.2", "v0")),
            "ESRCH No such process"));
  }

  private static KernelOp append(String chain, String rule) {
    return append(Table.FILTER, chain, rule);
  }

  private static KernelOp append(Table table, String chain, String rule) {
    return new ChainOp.AppendRule(A, Family.IPV4, table, chain, Rule.of(rule));
  }

  private static KernelOp delete(String chain, String rule) {
    return new ChainOp.DeleteRule(A, Family.IPV4, Table.FILTER, chain, Rule.of(rule));
  }

  private static List<Case> chains() {
    String noChain = "EINVAL No chain/target/match by that name.";
    Table filter = Table.FILTER;
    return List.of(
        new Case(
            new ChainOp.NewChain(A, Family.IPV4, filter, "USED"), "EINVAL Chain already exists."),
        new Case(
            new ChainOp.NewChain(A, Family.IPV4, filter, "INPUT"), "EINVAL Chain already exists."),
        new Case(new ChainOp.DeleteChain(A, Family.IPV4, filter, "NONE"), noChain),
        new Case(
            new ChainOp.DeleteChain(A, Family.IPV4, filter, "USED"),
            "EINVAL CHAIN_DEL failed (Device or resource busy): chain USED"),
        new Case(new ChainOp.FlushChain(A, Family.IPV4, filter, "NONE"), noChain),
        new Case(
            new ChainOp.SetPolicy(A, Family.IPV4, filter, "USED", Policy.DROP),
            "EINVAL Bad built-in chain name."));
  }

  private static List<Case> rules() {
    String badRule = "EINVAL Bad rule (does a matching rule exist in that chain?).";
    return List.of(
        new Case(append("NONE", "-j ACCEPT"), "EINVAL No chain/target/match by that name."),
        new Case(append("INPUT", "-j NONE"), "EINVAL Chain 'NONE' does not exist"),
        new Case(delete("INPUT", "-j ACCEPT"), badRule),
        new Case(delete("NONE", "-j ACCEPT"), badRule),
        new Case(delete("FORWARD", "-j DROP"), badRule),
        new Case(
            new ChainOp.InsertRule(A, Family.IPV4, Table.FILTER, "FORWARD", 7, Rule.of("-j DROP")),
            "EINVAL Index of insertion too big."),
        new Case(
            append(Table.NAT, "PREROUTING", "-j MASQUERADE"),
            "EINVAL RULE_APPEND failed (Invalid argument): rule in chain PREROUTING"),
        new Case(
            append("INPUT", "-p tcp -j DNAT --to-destination 10.0.0.9"),
            "EINVAL RULE_APPEND failed (Invalid argument): rule in chain INPUT"));
  }

  private static Case setting(String key, String value, String answer) {
    return new Case(new KernelOp.SetSysctl(A, key, value), answer);
  }

  private static List<Case> settings() {
    return List.of(
        setting("net.ipv4.no_such_key", "1", "ENOENT No such file or directory"),
        setting("net.ipv4.conf.eth9.forwarding", "1", "ENOENT No such file or directory"),
        setting("net.ipv4.ip_default_ttl", "0", "EINVAL Invalid argument"),
        setting("net.ipv4.ip_default_ttl", "many", "EINVAL Invalid argument"),
        setting("net.ipv4.ip_forward", "yes", "EINVAL Invalid argument"));
  }
}
