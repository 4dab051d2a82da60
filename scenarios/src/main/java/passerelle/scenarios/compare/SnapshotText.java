package passerelle.scenarios.compare;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.addr.Ipv6Address;
import passerelle.addr.MacAddress;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.op.RouteSpec;
import passerelle.netfilter.RuleReference;
import passerelle.packet.IpProtocol;
import passerelle.scenarios.canon.Canon;

/**
 * The state of a namespace as lines of text, each part in its order, in canonical form.
 *
 * <p>Left open are only:
 *
 * <ul>
 *   <li>drawn names, addresses and ports, which are called by the part they play ({@link Roles});
 *   <li>in which of the states REACHABLE, STALE, DELAY and PROBE a known neighbour is: it passes
 *       through them by random and other timers (net/core/neighbour.c);
 *   <li>neighbours that did not answer: all namespaces of a machine share one table, and once it
 *       has 128 entries the real kernel forgets them within 15 seconds (neigh_periodic_work,
 *       gc_thresh1);
 *   <li>the order of neighbours, forwarding entries, connections and sockets, which the kernel
 *       keeps in hash tables;
 *   <li>forwarding entries that a bridge has learnt, and neighbours that a machine knows, only from
 *       frames that {@link PacketRules} leaves out;
 *   <li>connections of which only one kernel still knows, if the other run took longer by what is
 *       left of their time;
 *   <li>how many connections of a tunnel are tracked: each kind of what the kernels say to groups
 *       may have one of its own;
 *   <li>tracked group membership reports, for when they are sent see {@link PacketRules};
 *   <li>the names of processes that listen, since this program serves on the real kernel;
 *   <li>settings that the simulated kernel does not have, and the number of tracked connections,
 *       which stands among the settings.
 * </ul>
 */
record SnapshotText(
    Roles roles,
    Set<Conversation.Station> stations,
    Set<Conversation.Asker> strangers,
    NetnsSnapshot snapshot,
    List<String> dnsPorts) {
  private static final Pattern PORT = Pattern.compile("(?<=[sd]port=|:)([0-9]{5})\\b");
  private static final Pattern DNS_PORT =
      Pattern.compile("--to-destination 127\\.0\\.0\\.11:([0-9]+)");
  private static final Pattern ECHO_ID = Pattern.compile("\\bid=[0-9]+");
  private static final Set<String> LIVE = Set.of("REACHABLE", "STALE", "DELAY", "PROBE");

  SnapshotText(
      Roles roles,
      Set<Conversation.Station> stations,
      Set<Conversation.Asker> strangers,
      NetnsSnapshot snapshot) {
    this(
        roles,
        stations,
        strangers,
        snapshot,
        dnsPorts(snapshot.rules().rules().map(RuleReference::text).toList()));
  }

  /** All parts but connections and settings; lines ended by a line feed. */
  Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("links", lines(snapshot.links().stream().flatMap(this::link)));
    parts.put("routes", lines(snapshot.routes().stream().map(SnapshotText::route)));
    parts.put("rules", lines(snapshot.rules().lines().stream()));
    parts.put("rules6", lines(snapshot.rules6().lines().stream()));
    parts.put("neighbours", sorted(neighbours().map(this::neighbour)));
    parts.put("fdb", sorted(fdb().map(this::fdbEntry)));
    parts.put("sockets", sorted(snapshot.sockets().stream().map(SnapshotText::socket)));
    return parts;
  }

  /** The settings by their keys, in canonical form. */
  Map<String, String> sysctls() {
    Map<String, String> named = new TreeMap<>();
    snapshot.sysctls().forEach((k, v) -> named.put(named(k), String.join("\n", Canon.lines(v))));
    named.remove("net.netfilter.nf_conntrack_count");
    return named;
  }

  private String lines(Stream<String> lines) {
    return lines.map(line -> named(line) + "\n").collect(Collectors.joining());
  }

  private String sorted(Stream<String> lines) {
    return lines.map(line -> named(line) + "\n").sorted().collect(Collectors.joining());
  }

  private String named(String line) {
    String named = roles.text(snapshot.netns(), line);
    for (String port : dnsPorts) {
      named = named.replaceAll("\\b" + port + "\\b", "<dns>");
    }
    return named;
  }

  /** The ports that the embedded DNS server has drawn, by the rules that lead to them. */
  private static List<String> dnsPorts(List<String> rules) {
    return rules.stream()
        .map(DNS_PORT::matcher)
        .filter(Matcher::find)
        .map(m -> m.group(1))
        .distinct()
        .toList();
  }

  private Stream<String> link(LinkView link) {
    String peer =
        link.peer()
            .map(p -> " peer " + roles.place(p.netns()) + "/" + roles.device(p.netns(), p.name()))
            .orElse("");
    String head =
        "%s: %s %s mtu %s%s%s%s%s mac %s"
            .formatted(
                link.index(),
                link.name(),
                link.kind(),
                link.mtu(),
                link.up() ? " up" : " down",
                link.carrier() ? " carrier" : " no-carrier",
                link.master().map(m -> " master " + m).orElse(""),
                peer,
                mac(link));
    Stream<String> inet =
        link.addresses().stream()
            .map(
                a ->
                    "    inet %s%s scope %s%s"
                        .formatted(
                            a.address(),
                            a.broadcast().map(b -> " brd " + b).orElse(""),
                            a.scope(),
                            a.secondary() ? " secondary" : ""));
    Stream<String> inet6 =
        link.addresses6().stream()
            .map(
                a ->
                    "    inet6 %s/%s scope %s"
                        .formatted(
                            address6(link, (Ipv6Address) a.address().address()),
                            a.address().length(),
                            a.scope()));
    return Stream.of(Stream.of(head), inet, inet6).flatMap(Function.identity());
  }

  /**
   * A MAC address as it is when it was chosen: by the lab, or spelling the device's address. A
   * bridge takes the lowest of its ports' (net/bridge/br_stp_if.c:br_stp_recalculate_bridge_id); of
   * which port that is when they are drawn nothing can be said.
   */
  private String mac(LinkView link) {
    boolean ofPort =
        snapshot.links().stream()
            .anyMatch(
                l -> l.mac().equals(link.mac()) && l.master().equals(Optional.of(link.name())));
    boolean lent =
        snapshot.links().stream()
            .anyMatch(
                l -> l.mac().equals(link.mac()) && link.master().equals(Optional.of(l.name())));
    if (ofPort) {
      return "of a port";
    }
    return lent || roles.mac(link.mac()).equals(Optional.of(where(link.name())))
        ? "drawn"
        : drawn(link.mac());
  }

  private String drawn(MacAddress mac) {
    String role = roles.mac(mac).orElse("nobody known");
    return role.equals(mac.toString()) ? role : "of " + role;
  }

  private static String route(RouteSpec route) {
    return route + (route.table() == RouteSpec.MAIN ? "" : " table " + route.table());
  }

  /** Who is known only for a frame that is not compared is left out, too. */
  private Stream<NetnsSnapshot.Neighbour> neighbours() {
    return snapshot.neighbours().stream()
        .filter(n -> !n.state().equals("FAILED"))
        .filter(n -> !LIVE.contains(n.state()) || !strangers.contains(asker(n)));
  }

  private Conversation.Asker asker(NetnsSnapshot.Neighbour entry) {
    return new Conversation.Asker(where(entry.device()), entry.address());
  }

  private String neighbour(NetnsSnapshot.Neighbour entry) {
    return "%s dev %s mac %s %s"
        .formatted(
            entry.address(),
            entry.device(),
            drawn(entry.mac()),
            LIVE.contains(entry.state()) ? "live" : entry.state());
  }

  /** What was learnt from frames that are not compared is not compared. */
  private Stream<NetnsSnapshot.FdbEntry> fdb() {
    return snapshot.fdb().stream()
        .filter(
            e -> {
              Conversation.Station station = new Conversation.Station(where(e.port()), e.mac());
              return e.permanent() || stations.contains(station);
            });
  }

  private String where(String device) {
    return roles.place(snapshot.netns()) + "/" + roles.device(snapshot.netns(), device);
  }

  private String fdbEntry(NetnsSnapshot.FdbEntry entry) {
    boolean own =
        snapshot.links().stream()
            .anyMatch(l -> l.name().equals(entry.port()) && l.mac().equals(entry.mac()));
    return "%s mac %s port %s%s"
        .formatted(
            entry.bridge(),
            own ? "of the port" : drawn(entry.mac()),
            entry.port(),
            entry.permanent() ? " permanent" : "");
  }

  private String address6(LinkView link, Ipv6Address address) {
    return address.equals(link.mac().linkLocal()) ? "made of the mac" : roles.address6(address);
  }

  /** The tracked connections, those that say the same side by side, the oldest first. */
  List<NamedConnection> connections() {
    Set<String> tunnels = new HashSet<>();
    return snapshot.conntrack().stream()
        .filter(c -> c.protocol() != IpProtocol.IGMP)
        .map(c -> new NamedConnection(named(open(c.line())), c.secondsLeft()))
        .sorted(
            Comparator.comparing(NamedConnection::line)
                .thenComparingLong(NamedConnection::secondsLeft))
        .filter(c -> !VxlanDatagram.isConnection(c.line()) || tunnels.add(c.line()))
        .toList();
  }

  private static String socket(NetnsSnapshot.Socket socket) {
    return open(socket.protocol() + " " + socket.address() + ":" + socket.port());
  }

  private static String open(String line) {
    String named = ECHO_ID.matcher(line).replaceAll("id=<id>");
    Matcher ports = PORT.matcher(named);
    return ports.replaceAll(
        m -> PacketRules.isEphemeral(Integer.parseInt(m.group())) ? "<port>" : m.group());
  }
}
