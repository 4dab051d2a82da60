package passerelle.cli.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.cli.lab.Sites;
import passerelle.kernel.LinkView;
import passerelle.lab.LabTopology;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Where;
import passerelle.sim.process.Sink;

/**
 * The network that a deck's machine is on. A reference shows how its card is changed and its
 * addresses are taken away, and goes on with both; and an author's network has other addresses than
 * the lab's, a gateway and neighbours.
 */
final class HomeNetwork {
  private static final String CARD = "eth0";

  /** How programs say that a machine is on no network. */
  private static final Pattern CUT =
      Pattern.compile(
          "(?i)network (?:is )?unreachable|host unreachable|temporary failure in name|could not"
              + " resolve host|no route to host|100% packet loss|destination address required");

  /** What says so by its status alone. */
  private static final Pattern ASKS =
      Pattern.compile("(?s)(?:sudo )?(?:curl|wget) .*|(?:sudo )?ip r(?:oute)? del default\\b.*");

  /** Addresses that networks at home and in courses have. */
  private static final String PRIVATE = "((?:192\\.168|10\\.\\d{1,3})\\.\\d{1,3}\\.)(\\d{1,3})";

  private static final Pattern VIA =
      Pattern.compile(
          "(?s)(?:sudo )?(?:ip r(?:o|oute)? (?:a|add|append|replace|change)|route add) .*(?:via|gw)"
              + " "
              + PRIVATE
              + "\\b.*");

  private static final Pattern TO =
      Pattern.compile(
          "(?s)(?:sudo )?(?<inside>(?:ip netns exec|docker exec(?: -\\w+)*|nsenter .*?-n) \\S+ )?"
              + "(?:ping|traceroute|tracepath|mtr|arping) (?:.* )?"
              + PRIVATE
              + "(?![\\d./]).*");

  /** Whose name ping has found. */
  private static final Pattern NAMED = Pattern.compile("PING \\S+ \\((" + PRIVATE + ")\\)");

  private static final Pattern NO_GATEWAY =
      Pattern.compile("Nexthop has invalid gateway|SIOCADDRT: Network is unreachable");

  private static final Pattern NO_NEIGHBOUR =
      Pattern.compile("(?i)100% packet loss|unreachable|!H");

  private static final Pattern DEFAULT = Pattern.compile("\\b(?:default|0\\.0\\.0\\.0/0)\\b");

  private final Session session;
  private final HostLine run;
  private final int index;
  private final List<String> addresses;

  /**
   * That of a machine as it is now.
   *
   * @param run does what the reader does, unseen, and gives its status
   */
  HomeNetwork(Session session, HostLine run) {
    this.session = session;
    this.run = run;
    Optional<LinkView> card =
        devices().stream().filter(device -> device.name().equals(CARD)).findFirst();
    index = card.map(LinkView::index).orElse(0);
    addresses =
        card.stream()
            .flatMap(device -> device.addresses().stream())
            .map(inet -> inet.address().toString())
            .toList();
  }

  private List<LinkView> devices() {
    return new Sites(session.lab()).devices(Whereabouts.HOST);
  }

  private Optional<LinkView> card() {
    return devices().stream().filter(device -> device.index() == index).findFirst();
  }

  /**
   * Gives the machine back what it had, or the network that a command presumes.
   *
   * @param command what was refused
   * @param unheard tells names and addresses that no command before has named
   * @return how; empty if nothing of that is lacking
   */
  Optional<String> make(String command, String refusal, Predicate<String> unheard) {
    Optional<LinkView> card = card();
    if (card.isEmpty()) {
      return Optional.empty();
    }
    String name = card.get().name();
    Matcher via = VIA.matcher(command);
    if (via.matches()) {
      return DEFAULT.matcher(command).find() && refusal.contains("File exists")
          ? made("ip route del default")
          : NO_GATEWAY.matcher(refusal).find()
              ? gateway(name, via.group(1), via.group(2), unheard)
              : Optional.empty();
    }
    boolean cut = CUT.matcher(refusal).find() || ASKS.matcher(command).matches();
    if (cut && !hasDefaultRoute()) {
      String given =
          addresses.stream()
              .map(address -> "ip addr replace " + address + " dev " + name + "; ")
              .findFirst()
              .orElse("");
      return made(
          "ip link set %s up; %sip route replace default via %s"
              .formatted(name, given, LabTopology.ROUTER_LAN));
    }
    Matcher named = NAMED.matcher(refusal);
    Matcher to = TO.matcher(named.lookingAt() ? command + " " + named.group(1) : command);
    if (!to.matches() || !NO_NEIGHBOUR.matcher(refusal).find()) {
      return Optional.empty();
    }
    String net = to.group(2);
    String number = to.group(3);
    return to.group("inside") == null
        ? neighbour(card.get(), net, number, unheard)
        : itself(card.get(), net, number);
  }

  /** From within the machine its own address is asked: that of its author's. */
  private Optional<String> itself(LinkView card, String net, String number) {
    return new DeckNames(session).isNowhere(net + number)
        ? made("ip addr add " + net + number + "/24 dev " + card.name())
        : Optional.empty();
  }

  private boolean hasDefaultRoute() {
    return session.lab().kernel().view().routes(Whereabouts.HOST).stream()
        .anyMatch(route -> route.destination().equals(IpPrefix.all(Family.IPV4)));
  }

  /** The machine gets an address of the network of its gateway, which is the lab's router. */
  private Optional<String> gateway(
      String card, String net, String number, Predicate<String> unheard) {
    String address = net + number;
    if (!unheard.test(address) || isSomebodys(address) || holds(address).isPresent()) {
      return Optional.empty();
    }
    return made("ip link set " + card + " up; ip addr add " + own(net, number, card))
        .flatMap(way -> router(net, number).map(router -> way + "; " + router));
  }

  /** Somebody beside the machine: a gateway, or the laptop. */
  private Optional<String> neighbour(
      LinkView card, String net, String number, Predicate<String> unheard) {
    String address = net + number;
    Optional<LinkView> holds = holds(address);
    boolean beside = holds.filter(device -> device.index() == card.index()).isPresent();
    if (isSomebodys(address) || !beside && (holds.isPresent() || !unheard.test(address))) {
      return Optional.empty();
    }
    Optional<String> joined =
        beside ? Optional.of("") : made("ip addr add " + own(net, number, card.name()));
    Optional<String> there =
        number.matches("1|254")
            ? router(net, number)
            : elsewhere(LabTopology.LAPTOP, "ip addr add " + address + "/24 dev eth0");
    return joined.flatMap(way -> there.map(other -> way.isEmpty() ? other : way + "; " + other));
  }

  /** The machine's address beside another. */
  private static String own(String net, String number, String card) {
    return net + (number.equals("10") ? "11" : "10") + "/24 dev " + card;
  }

  private Optional<String> router(String net, String number) {
    String address = net + number + "/24";
    elsewhere(
        LabTopology.ROUTER,
        "iptables -t nat -A POSTROUTING -s " + net + "0/24 -o wan0 -j MASQUERADE");
    return elsewhere(LabTopology.ROUTER, "ip addr add " + address + " dev lan");
  }

  /** The device of any machine or namespace on whose network an address is. */
  private Optional<LinkView> holds(String address) {
    IpAddress wanted = IpAddress.of(address);
    return devices().stream()
        .filter(
            device ->
                device.addresses().stream()
                    .map(inet -> inet.address().prefix())
                    .anyMatch((IpPrefix prefix) -> prefix.contains(wanted)))
        .findFirst();
  }

  private boolean isSomebodys(String address) {
    IpAddress wanted = IpAddress.of(address);
    Sites sites = new Sites(session.lab());
    return session.lab().namespaces().stream()
        .flatMap(netns -> sites.devices(netns).stream())
        .flatMap(device -> device.addresses().stream())
        .anyMatch(inet -> inet.address().address().equals(wanted));
  }

  private Optional<String> elsewhere(String machine, String command) {
    Sink nobody = bytes -> true;
    int status = session.run(new Where.Named(new Place.Host(machine)), command, nobody);
    return status == 0 ? Optional.of(machine + "$ " + command) : Optional.empty();
  }

  private Optional<String> made(String command) {
    return run.run(command) == 0 ? Optional.of(command) : Optional.empty();
  }
}
