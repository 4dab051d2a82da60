package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.driver.DriverSettings;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.KernelOp;

/** What the engine asks of the kernel: rules, veth pairs and their teardown. */
class EngineRulesTest {

  @Test
  void engine26PutsTheRulesOfTheNewestNetworkOnTopOfForward() {
    Session session = new Session("26.1");
    session.run("network create -o com.docker.network.bridge.name=br-app app");
    assertEquals(
        List.of(
            "-j DOCKER-USER",
            "-j DOCKER-ISOLATION-STAGE-1",
            "-o br-app -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
            "-o br-app -j DOCKER",
            "-i br-app ! -o br-app -j ACCEPT",
            "-i br-app -o br-app -j ACCEPT",
            "-o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
            "-o docker0 -j DOCKER",
            "-i docker0 ! -o docker0 -j ACCEPT",
            "-i docker0 -o docker0 -j ACCEPT"),
        session.kernel.rules("host", "filter", "FORWARD"));
  }

  @Test
  void engine28DropsDirectAccessInTableRaw() {
    Session session = new Session("28.5");
    session.run("run -d --name web nginx");
    assertEquals(
        List.of("-d 172.17.0.2/32 ! -i docker0 -j DROP"),
        session.kernel.rules("host", "raw", "PREROUTING"));
    session.run("rm -f web");
    assertEquals(List.of(), session.kernel.rules("host", "raw", "PREROUTING"));
  }

  @Test
  void portsAreTakenInDescendingOrderBy26AndInAscendingOrderBy28() {
    assertEquals(List.of(443, 80), containerPortsInOrder("26.1"));
    assertEquals(List.of(80, 443), containerPortsInOrder("28.5"));
  }

  /** Seen at Engine 26.1.5. */
  @Test
  void aPortOfBothProtocolsIsTakenByTcpFirst() {
    for (String version : EngineVersion.labels()) {
      Session session = new Session(version);
      session.run("run -d -p 53:53/udp -p 53:53/tcp nginx");
      assertEquals(
          List.of("tcp", "udp"),
          session.kernel.rules("host", "nat", "DOCKER").stream()
              .filter(rule -> rule.contains("DNAT"))
              .map(rule -> rule.replaceFirst(".*-p (\\w+) .*", "$1"))
              .toList());
    }
  }

  private static List<Integer> containerPortsInOrder(String profile) {
    Session session = new Session(profile);
    session.run("run -d -p 8080:80 -p 8443:443 nginx");
    return session.kernel.rules("host", "nat", "DOCKER").stream()
        .filter(rule -> rule.contains("DNAT"))
        .map(rule -> Integer.valueOf(rule.substring(rule.lastIndexOf(':') + 1)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void whatIsCreatedAndRemovedLeavesTheRulesAsTheyWere(String profile) {
    Session session = new Session(profile);
    Map<String, List<String>> before = snapshot(session);
    session.run("network create app");
    session.run("network create --internal vault");
    session.run("network create -o com.docker.network.bridge.enable_icc=false quiet");
    session.run("run -d --name c1 --network app -p 8080:80 -p 127.0.0.1:9000:90 nginx");
    session.run("run -d --name c2 --network vault nginx");
    session.run("run -d --name c3 -P nginx");
    session.run("network connect bridge c1");
    session.run("network connect quiet c2");
    session.run("network disconnect app c1");
    assertEquals("c1\nc2\nc3\n", session.run("rm -f c1 c2 c3"));
    assertEquals("app\nvault\nquiet\n", session.run("network rm app vault quiet"));
    assertEquals(before, snapshot(session));
    assertTrue(
        session.kernel.processes.stream().noneMatch(RecordedProcess::isRunning),
        "a process was left behind");
  }

  private static Map<String, List<String>> snapshot(Session session) {
    Map<String, List<String>> rules = new TreeMap<>();
    session
        .kernel
        .chains
        .get("host")
        .forEach(
            (chain, list) -> {
              if (!list.isEmpty()) {
                rules.put(chain, List.copyOf(list));
              }
            });
    return rules;
  }

  @Test
  void withoutTheProxyPortsWorkByHairpinAndRouteLocalnet() {
    EngineSettings settings = EngineSettings.defaults(new Engine28());
    Session session =
        new Session(
            Settings.withDriver(
                settings, new DriverSettings(true, true, true, false, false, Optional.empty())));
    session.run("run -d -p 8080:80 nginx");
    List<String> dnat = session.kernel.rules("host", "nat", "DOCKER");
    assertEquals(
        List.of("-p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80"), dnat);
    assertTrue(
        session.kernel.operations.stream()
            .anyMatch(op -> op instanceof KernelOp.SetHairpin hairpin && hairpin.on()));
    assertTrue(
        session.kernel.operations.contains(
            new KernelOp.SetSysctl("host", "net.ipv4.conf.docker0.route_localnet", "1")));
  }

  @Test
  void withoutIptablesNoRuleIsWritten() {
    EngineSettings settings = EngineSettings.defaults(new Engine26());
    Session session =
        new Session(
            Settings.withDriver(
                settings, new DriverSettings(false, true, true, true, false, Optional.empty())));
    session.run("network create app");
    session.run("run -d --network app -p 8080:80 nginx");
    assertTrue(
        session.kernel.operations.stream()
            .noneMatch(op -> op instanceof ChainOp.AppendRule && op.netns().equals("host")));
  }

  @Test
  void theDefaultRouteFollowsTheNetworkWhoseNameComesFirst() {
    Session session = new Session("28.5");
    session.run("network create front");
    session.run("network create back");
    session.run("run -d --name app --network front -p 8080:80 nginx");
    assertEquals("80/tcp -> 0.0.0.0:8080\n80/tcp -> [::]:8080\n", session.run("port app"));
    session.run("network connect back app");
    assertTrue(
        session.kernel.rules("host", "nat", "DOCKER").stream()
            .anyMatch(rule -> rule.endsWith("172.19.0.2:80")));
    session.run("network disconnect back app");
    assertTrue(
        session.kernel.rules("host", "nat", "DOCKER").stream()
            .anyMatch(rule -> rule.endsWith("172.18.0.2:80")));
  }
}
