package passerelle.differential;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a random lab can hold, told by the commands that make it. */
enum Feature {
  NETWORK("a network", "^docker network create"),
  INTERNAL("an internal network", "^docker network create .*--internal"),
  NO_ICC("icc off", "enable_icc=false"),
  NO_MASQUERADE("masquerading off", "enable_ip_masquerade=false"),
  BINDING_ADDRESS("a bridge that publishes on 127.0.0.1", "host_binding_ipv4"),
  ROUTED("gateway mode routed", "gateway_mode_ipv4=routed"),
  UNPROTECTED("gateway mode nat-unprotected", "gateway_mode_ipv4=nat-unprotected"),
  ISOLATED("gateway mode isolated", "gateway_mode_ipv4=isolated"),
  SMALL_MTU("a network with a small MTU", "driver\\.mtu=(1400|1280|600)"),
  LARGE_MTU("a network with a large MTU", "driver\\.mtu=9000"),
  PUBLISHED("a published port", "^docker run .* -p "),
  HOST_NETWORK("the host's network", "--network host"),
  NO_NETWORK("no network", "--network none"),
  SHARED_NETWORK("another container's network", "--network container:"),
  FIXED_ADDRESS("a chosen address", "--ip "),
  CONNECTED("a further network", "^docker network connect"),
  DISCONNECTED("disconnected", "^docker network disconnect"),
  RESTARTED("restarted", "^docker (re)?start"),
  REMOVED("removed", "^docker (rm|kill)"),
  SUCCESSOR("on a predecessor's address", "^docker (rm -f|stop -t 0) \\S+\\ndocker run"),
  FILTER_RULE("a rule of filter", "^iptables -[AI] "),
  POLICY("a policy", "^iptables -P"),
  RAW_RULE("a rule of raw", "-t raw"),
  MANGLE_RULE("a rule of mangle", "-t mangle"),
  SOURCE_NAT("SNAT or MASQUERADE", "-j (SNAT|MASQUERADE)"),
  SOURCE_RANGE("SNAT to a range", "--to-source \\S+-"),
  DESTINATION_NAT("DNAT or REDIRECT", "-j (DNAT|REDIRECT)"),
  DESTINATION_RANGE("DNAT to a range", "--to-destination \\S+-"),
  RULES_FLUSHED("rules flushed", "^iptables (-t \\S+ )?-F"),
  ROUTE("a route", "ip route (add|replace) (?!blackhole|unreachable|prohibit|throw)"),
  REFUSING_ROUTE("a route that refuses", "ip route add (blackhole|unreachable|prohibit|throw)"),
  ROUTE_MTU("a route with an MTU", "ip route add .* mtu"),
  POLICY_RULE("a policy rule", "ip rule add"),
  POLICY_RULE_REMOVED("a policy rule removed", "ip rule (del|flush)"),
  ROUTE_REMOVED("a route removed", "ip route del"),
  ROUTES_FLUSHED("routes flushed", "ip route flush"),
  ADDRESS_ADDED("an address added", "ip addr add"),
  ADDRESS_REMOVED("an address removed", "ip addr del"),
  ADDRESSES_FLUSHED("addresses flushed", "addr flush"),
  NEIGHBOURS_FLUSHED("neighbours flushed", "ip neigh flush"),
  NEIGHBOUR_WRONG("a wrong neighbour", "ip neigh replace"),
  ARP_OFF("ARP off", "arp off"),
  PEER_ADDRESS("a point-to-point address", "ip addr add .* peer"),
  PORT_FLAG("a bridge port's flag", "bridge link set .* (on|off)\\b"),
  PORT_STATE("a disabled bridge port", "bridge link set .* state"),
  DOWN_AND_UP("a link down and up", " down && ip link set"),
  LINK_MTU("a device's MTU changed", "ip link set \\S+ mtu"),
  CONNECTIONS_FLUSHED("connections flushed", "conntrack -F"),
  NO_FORWARDING("no forwarding", "ip_forward=0"),
  NO_BRIDGE_NETFILTER("no bridge netfilter", "bridge-nf-call-iptables=0"),
  REVERSE_PATH("rp_filter", "rp_filter="),
  TTL("another TTL", "ip_default_ttl"),
  PING("ping", "^ping"),
  FRAGMENTS("fragments", "ping .*-s (3000|8972)|printf %0(1473|4000)d"),
  TRACEROUTE("traceroute", "^traceroute"),
  HTTP("HTTP", "^(curl|wget)"),
  TCP("nc", "^nc (-v )?-w"),
  UDP("UDP", "nc -u"),
  DNS("DNS", "^dig");

  private final String title;
  private final Predicate<String> sign;

  Feature(String title, String sign) {
    this.title = title;
    this.sign = Pattern.compile(sign, Pattern.MULTILINE).asPredicate();
  }

  /** In a few words. */
  String title() {
    return title;
  }

  /** What a lab holds. */
  static Set<Feature> of(RandomCase lab) {
    String commands = lab.lines().stream().map(Line::command).collect(Collectors.joining("\n"));
    return Arrays.stream(values())
        .filter(feature -> feature.sign.test(commands))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Feature.class)));
  }
}
