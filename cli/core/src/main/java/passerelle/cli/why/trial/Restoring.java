package passerelle.cli.why.trial;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.RulesView;
import passerelle.kernel.op.RouteSpec;
import passerelle.netfilter.Table;

/**
 * The commands that bring what one namespace's kernel has been told back to what it is in another
 * lab: settings, devices, addresses, neighbours, routes, rules of routing, queueing and filters.
 *
 * @param now the namespace as it is
 * @param wanted as it should be
 */
record Restoring(Spot now, Spot wanted) {
  /** Who does more has done something else than a mistake. */
  private static final int MOST_COMMANDS = 8;

  /**
   * The ways to type all of them, which are to be tried in this order; none where there is nothing
   * to bring back, or too much.
   */
  static List<Remedy> of(Lab now, Lab wanted) {
    List<Remedy> ways = List.of(Remedy.NOTHING);
    for (String netns : now.namespaces()) {
      if (wanted.kernel().view().exists(netns)) {
        Spot there = new Spot(now, netns);
        List<String> commands = new Restoring(there, new Spot(wanted, netns)).commands();
        if (!commands.isEmpty()) {
          List<Remedy> before = ways;
          ways =
              there.doing(commands.toArray(String[]::new)).stream()
                  .flatMap(remedy -> before.stream().map(way -> way.then(remedy)))
                  .toList();
        }
      }
    }
    return ways.stream()
        .filter(way -> !way.steps().isEmpty() && way.steps().size() <= MOST_COMMANDS)
        .toList();
  }

  /** In the order in which the kernel takes them. */
  private List<String> commands() {
    NetnsSnapshot is = now.lab().kernel().view().snapshot(now.netns());
    NetnsSnapshot was = wanted.lab().kernel().view().snapshot(wanted.netns());
    List<String> commands = new ArrayList<>();
    settings(is.sysctls(), was.sysctls(), commands);
    devices(is, was, commands);
    differing(neighbours(is), neighbours(was), "ip neigh del ", "ip neigh replace ", commands);
    differing(routes(is), routes(was), "ip route del ", "ip route add ", commands);
    differing(
        printed(now, "ip rule", l -> "pref " + l.replaceFirst(":\\s+", " ")),
        printed(wanted, "ip rule", l -> "pref " + l.replaceFirst(":\\s+", " ")),
        "ip rule del ",
        "ip rule add ",
        commands);
    differing(
        printed(now, "bridge fdb", Restoring::forwarding),
        printed(wanted, "bridge fdb", Restoring::forwarding),
        "bridge fdb del ",
        "bridge fdb replace ",
        commands);
    Set<String> queues = printed(now, "tc qdisc", Restoring::queue);
    queues.removeAll(printed(wanted, "tc qdisc", Restoring::queue));
    queues.forEach(device -> commands.add("tc qdisc del dev " + device + " root"));
    rules(is.rules(), was.rules(), commands);
    return commands;
  }

  private static void settings(
      Map<String, String> is, Map<String, String> was, List<String> commands) {
    was.forEach(
        (key, value) -> {
          if (is.containsKey(key) && !is.get(key).equals(value) && !key.endsWith("_count")) {
            String word = value.contains(" ") || value.contains("\t") ? "'" + value + "'" : value;
            commands.add("sysctl -w " + key + "=" + word);
          }
        });
  }

  private static void devices(NetnsSnapshot is, NetnsSnapshot was, List<String> commands) {
    for (LinkView link : is.links()) {
      Optional<LinkView> before =
          was.links().stream().filter(l -> l.name().equals(link.name())).findFirst();
      if (before.isEmpty() && link.peer().isEmpty()) {
        commands.add("ip link del " + link.name());
      }
      before.ifPresent(old -> device(link, old, commands));
    }
  }

  private static void device(LinkView is, LinkView was, List<String> commands) {
    String set = "ip link set " + is.name() + " ";
    if (is.mtu() != was.mtu()) {
      commands.add(set + "mtu " + was.mtu());
    }
    if (!is.mac().equals(was.mac())) {
      commands.add(set + "address " + was.mac());
    }
    if (!is.master().equals(was.master())) {
      commands.add(set + was.master().map(bridge -> "master " + bridge).orElse("nomaster"));
    }
    // With its last address a device loses its routes: what is missing comes first.
    Set<String> all = addresses(is);
    all.addAll(addresses(was));
    differing(addresses(is), all, "", "ip addr add ", commands);
    differing(all, addresses(was), "ip addr del ", "", commands);
    if (is.up() != was.up()) {
      commands.add(set + (was.up() ? "up" : "down"));
    }
  }

  private static Set<String> addresses(LinkView link) {
    Set<String> addresses = new LinkedHashSet<>();
    link.addresses().forEach(inet -> addresses.add(inet.address() + " dev " + link.name()));
    return addresses;
  }

  /** Those that somebody has set. */
  private static Set<String> neighbours(NetnsSnapshot netns) {
    Set<String> neighbours = new LinkedHashSet<>();
    netns.neighbours().stream()
        .filter(n -> n.state().equals("PERMANENT"))
        .forEach(
            n ->
                neighbours.add(
                    n.address() + " lladdr " + n.mac() + " dev " + n.device() + " nud permanent"));
    return neighbours;
  }

  /** Those that no address brings with it. */
  private static Set<String> routes(NetnsSnapshot netns) {
    Set<String> routes = new LinkedHashSet<>();
    netns.routes().stream()
        .filter(r -> r.table() != RouteSpec.LOCAL && r.protocol() != RouteSpec.Protocol.KERNEL)
        .forEach(r -> routes.add(r + (r.table() == RouteSpec.MAIN ? "" : " table " + r.table())));
    return routes;
  }

  private static Set<String> printed(Spot spot, String command, Function<String, String> line) {
    Set<String> lines = new LinkedHashSet<>();
    spot.output(command).lines().map(line).filter(l -> !l.isEmpty()).forEach(lines::add);
    return lines;
  }

  /** An entry of a bridge's table that somebody has put there. */
  private static String forwarding(String line) {
    return line.endsWith(" static") ? line.replaceFirst(" master \\S+", " master") : "";
  }

  /** The device of a queueing discipline that somebody has put there. */
  private static String queue(String line) {
    boolean usual = line.matches("qdisc (noqueue|pfifo_fast|fq_codel|mq) 0: .*");
    return usual || !line.contains(" root ") ? "" : line.replaceFirst(".* dev (\\S+) .*", "$1");
  }

  private static void rules(RulesView is, RulesView was, List<String> commands) {
    Set<String> tables = new LinkedHashSet<>();
    was.chains().forEach(chain -> tables.add(chain.reference().table()));
    is.chains().stream()
        .map(RulesView.Chain::reference)
        .filter(chain -> chain.isNft() && tables.add(chain.table()))
        .forEach(chain -> commands.add("nft delete table " + chain.table()));
    for (RulesView.Chain chain : was.chains()) {
      if (chain.reference().isNft()) {
        nft(is.chain(chain.reference()), chain, commands);
      } else {
        iptables(is, chain, commands);
      }
    }
  }

  /** A chain that nft made: its rules are written again where they are not the same. */
  private static void nft(
      Optional<RulesView.Chain> is, RulesView.Chain was, List<String> commands) {
    if (is.isEmpty()) {
      return;
    }
    String name = was.reference().table() + " " + was.reference().name();
    if (!texts(is.get()).equals(texts(was))) {
      commands.add("nft flush chain " + name);
      texts(was).forEach(text -> commands.add("nft add rule " + name + " '" + text + "'"));
    }
    String policy = was.head().rule().text();
    if (!is.get().head().rule().text().equals(policy)) {
      String word = policy.toLowerCase(Locale.ROOT);
      commands.add("nft chain " + name + " '{ policy " + word + "; }'");
    }
  }

  private static void iptables(RulesView is, RulesView.Chain chain, List<String> commands) {
    String tables =
        chain.reference().isIn(Table.FILTER)
            ? "iptables "
            : "iptables -t " + chain.reference().table() + " ";
    String name = chain.reference().name();
    List<String> wanted = texts(chain);
    List<String> there = is.chain(chain.reference()).map(Restoring::texts).orElse(List.of());
    for (String text : there) {
      if (!wanted.contains(text)) {
        commands.add(tables + "-D " + name + " " + text);
      }
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!there.contains(wanted.get(i))) {
        commands.add(tables + "-I " + name + " " + (i + 1) + " " + wanted.get(i));
      }
    }
    String policy = chain.head().rule().text();
    boolean same =
        is.chain(chain.reference()).filter(c -> c.head().rule().text().equals(policy)).isPresent();
    if (chain.head().rule().isPolicy() && !same) {
      commands.add(tables + "-P " + name + " " + policy);
    }
  }

  private static List<String> texts(RulesView.Chain chain) {
    return chain.rules().stream().map(counted -> counted.rule().text()).toList();
  }

  private static void differing(
      Set<String> is, Set<String> was, String take, String put, List<String> commands) {
    Set<String> gone = new HashSet<>(was);
    gone.removeAll(is);
    is.stream().filter(one -> !was.contains(one)).forEach(one -> commands.add(take + one));
    was.stream().filter(gone::contains).forEach(one -> commands.add(put + one));
  }
}
