package passerelle.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;
import passerelle.addr.MacAddress;
import passerelle.kernel.ConnectionView;
import passerelle.kernel.LinkView;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.RulesView;
import passerelle.kernel.op.RouteSpec;
import passerelle.netfilter.RuleReference;
import passerelle.scenarios.compare.Aspect;
import passerelle.scenarios.compare.Difference;
import passerelle.scenarios.compare.Observation;
import passerelle.scenarios.compare.Report;
import passerelle.scenarios.format.Output;

/** State and outputs that differ are told from those in which only what is drawn differs. */
class StateComparisonTest {
  private static final Observation SIM = Runs.of(Runs.TRANSCRIPT, 1);
  private static final Observation REAL = Runs.of(Runs.TRANSCRIPT, 2);

  /** A part of the state, and a change of it on the host. */
  private static Map<String, UnaryOperator<NetnsSnapshot>> changes() {
    Map<String, UnaryOperator<NetnsSnapshot>> changes = new LinkedHashMap<>();
    changes.put("links mtu", s -> with(s, "links", links(s, l -> link(l, 1400, l.mac()))));
    changes.put(
        "links mac",
        s -> with(s, "links", links(s, l -> link(l, 1500, MacAddress.of("02:00:00:00:02:20")))));
    changes.put("links one less", s -> with(s, "links", tail(s.links())));
    changes.put(
        "routes one more",
        s ->
            with(
                s,
                "routes",
                plus(
                    s.routes(),
                    RouteSpec.via(IpPrefix.of("10.0.0.0/8"), IpAddress.of("192.0.2.1"), "eth0"))));
    changes.put("routes one less", s -> with(s, "routes", tail(s.routes())));
    changes.put("rules one more", s -> with(s, "rules", oneMore(s.rules())));
    changes.put("rules other order", s -> with(s, "rules", reversed(s.rules())));
    changes.put("rules6 one more", s -> with(s, "rules6", oneMore(s.rules6())));
    changes.put("neighbours failed", s -> with(s, "neighbours", neighbours(s, "FAILED")));
    changes.put("neighbours one less", s -> with(s, "neighbours", tail(s.neighbours())));
    changes.put("fdb one less", s -> with(s, "fdb", tail(s.fdb())));
    changes.put("conntrack one less", s -> with(s, "conntrack", tail(s.conntrack())));
    changes.put(
        "conntrack other address",
        s -> with(s, "conntrack", s.conntrack().stream().map(StateComparisonTest::other).toList()));
    changes.put("sockets one less", s -> with(s, "sockets", tail(s.sockets())));
    return changes;
  }

  private static ConnectionView other(ConnectionView c) {
    return new ConnectionView(
        c.state(),
        other(c.original()),
        c.reply(),
        c.answered(),
        c.assured(),
        c.mark(),
        c.secondsLeft());
  }

  private static ConnectionView.Tuple other(ConnectionView.Tuple t) {
    return new ConnectionView.Tuple(
        t.protocol(), IpAddress.of("192.0.2.21"), t.sourceId(), t.destination(), t.destinationId());
  }

  @TestFactory
  Stream<DynamicTest> aChangeOfTheStateIsSaid() {
    return changes().entrySet().stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.getKey(),
                    () -> {
                      Report report = Runs.compare(SIM, Runs.withState(REAL, "host", c.getValue()));
                      assertEquals(1, report.differences().size(), report::toString);
                      Difference first = report.first().orElseThrow();
                      assertEquals(Aspect.SNAPSHOT, first.aspect());
                      assertEquals("host", first.where());
                      assertEquals(c.getKey().split(" ")[0], first.what());
                    }));
  }

  @Test
  void aChangedSettingIsSaidAndOneThatIsNotModelledIsNot() {
    Report changed =
        Runs.compare(SIM, Runs.withState(REAL, "web", s -> set(s, "net.ipv4.ip_forward", "9")));
    assertEquals(
        List.of("-net.ipv4.ip_forward = 0", "+net.ipv4.ip_forward = 9"),
        changed.first().orElseThrow().lines());
    Report more =
        Runs.compare(SIM, Runs.withState(REAL, "web", s -> set(s, "net.core.wmem_max", "9")));
    assertTrue(more.same(), more::toString);
  }

  @Test
  void neighboursThatAreKnownMayBeOfAnyAge() {
    Report report =
        Runs.compare(
            SIM, Runs.withState(REAL, "host", s -> with(s, "neighbours", neighbours(s, "STALE"))));
    assertTrue(report.same(), report::toString);
  }

  @Test
  void aPlaceThatIsMissingIsADifferenceInAllItsParts() {
    Map<String, NetnsSnapshot> fewer = new LinkedHashMap<>(REAL.snapshots());
    fewer.remove("tools");
    Report report =
        Runs.compare(
            SIM,
            new Observation(
                REAL.outputs(),
                REAL.frames(),
                fewer,
                REAL.roles(),
                REAL.pace(),
                REAL.lasted(),
                REAL.missed()));
    assertTrue(report.differences().size() > 2, report::toString);
    assertTrue(report.differences().stream().allMatch(d -> d.where().equals("tools")));
  }

  @Test
  void outputsAndStatusAreComparedInCanonicalForm() {
    Output dns = new Output("198.51.100.81\n", 0);
    Difference other = Runs.compare(SIM, Runs.withOutput(REAL, 5, dns)).first().orElseThrow();
    assertEquals(Aspect.OUTPUT, other.aspect());
    assertEquals(5, other.command());
    assertEquals("tools# dig +short example.com", other.where());
    assertEquals(List.of("-198.51.100.80", "+198.51.100.81"), other.lines());
    Output failed = new Output(REAL.outputs().get(4).text(), 9);
    assertEquals(
        List.of("+[9]"),
        Runs.compare(SIM, Runs.withOutput(REAL, 5, failed)).first().orElseThrow().lines());
  }

  @Test
  void framesThatACaptureLostAreSaid() {
    Report report =
        Runs.compare(
            SIM,
            new Observation(
                REAL.outputs(),
                REAL.frames(),
                REAL.snapshots(),
                REAL.roles(),
                REAL.pace(),
                REAL.lasted(),
                3));
    assertEquals(Set.of("missed"), Set.of(report.first().orElseThrow().what()));
  }

  private static NetnsSnapshot set(NetnsSnapshot s, String key, String value) {
    Map<String, String> settings = new TreeMap<>(s.sysctls());
    settings.put(key, value);
    return with(s, "sysctls", settings);
  }

  private static List<LinkView> links(NetnsSnapshot s, UnaryOperator<LinkView> change) {
    return s.links().stream().map(l -> l.name().equals("eth0") ? change.apply(l) : l).toList();
  }

  private static LinkView link(LinkView l, int mtu, MacAddress mac) {
    return new LinkView(
        l.index(),
        l.name(),
        l.kind(),
        mac,
        mtu,
        l.up(),
        l.carrier(),
        l.master(),
        l.peer(),
        l.lower(),
        l.tunnel(),
        l.addresses());
  }

  private static List<NetnsSnapshot.Neighbour> neighbours(NetnsSnapshot s, String state) {
    return s.neighbours().stream()
        .map(n -> new NetnsSnapshot.Neighbour(n.address(), n.device(), n.mac(), state))
        .toList();
  }

  private static <T> List<T> tail(List<T> list) {
    assertTrue(list.size() > 0, "there is something to take away");
    return list.subList(1, list.size());
  }

  private static <T> List<T> plus(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  private static RulesView reversed(RulesView rules) {
    List<RulesView.Chain> other = new ArrayList<>();
    for (RulesView.Chain chain : rules.chains()) {
      List<RulesView.Counted> its = new ArrayList<>(chain.rules());
      Collections.reverse(its);
      other.add(new RulesView.Chain(chain.head(), its));
    }
    return new RulesView(other);
  }

  private static RulesView oneMore(RulesView rules) {
    List<RulesView.Chain> other = new ArrayList<>(rules.chains());
    RulesView.Chain last = other.remove(other.size() - 1);
    RuleReference drop = last.reference().rule(last.rules().size() + 1, "-j DROP");
    List<RulesView.Counted> its = plus(last.rules(), new RulesView.Counted(drop, 0, 0));
    return new RulesView(plus(other, new RulesView.Chain(last.head(), its)));
  }

  @SuppressWarnings("unchecked")
  private static NetnsSnapshot with(NetnsSnapshot s, String part, Object value) {
    return new NetnsSnapshot(
        s.netns(),
        part.equals("links") ? (List<LinkView>) value : s.links(),
        part.equals("routes") ? (List<RouteSpec>) value : s.routes(),
        part.equals("neighbours") ? (List<NetnsSnapshot.Neighbour>) value : s.neighbours(),
        part.equals("fdb") ? (List<NetnsSnapshot.FdbEntry>) value : s.fdb(),
        part.equals("rules") ? (RulesView) value : s.rules(),
        part.equals("rules6") ? (RulesView) value : s.rules6(),
        part.equals("conntrack") ? (List<ConnectionView>) value : s.conntrack(),
        part.equals("sockets") ? (List<NetnsSnapshot.Socket>) value : s.sockets(),
        part.equals("sysctls") ? (Map<String, String>) value : s.sysctls());
  }
}
