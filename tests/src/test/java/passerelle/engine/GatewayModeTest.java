package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How bridge networks meet the world outside: the rules of each gateway mode and version. */
class GatewayModeTest {
  private static final String MODE = "-o com.docker.network.bridge.gateway_mode_ipv4=";
  private static final String NAME = " -o com.docker.network.bridge.name=br-x ";

  private static Session with(String engine, String options) {
    Session session = new Session(engine);
    session.run("network create --subnet 10.1.0.0/24" + NAME + options + " x");
    session.run("run -d --name web --network x -p 8080:80 nginx");
    return session;
  }

  private static List<String> rulesOf(Session session, String table, String chain) {
    return session.kernel.rules("host", table, chain).stream()
        .filter(rule -> rule.contains("br-x") || rule.contains("10.1.0."))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"28.5", "29.1"})
  void routedOpensThePublishedPortAndPingAtTheContainersOwnAddress(String engine) {
    Session session = with(engine, MODE + "routed");
    assertEquals(
        List.of(
            "-d 10.1.0.2/32 ! -i br-x -o br-x -p tcp -m tcp --dport 80 -j ACCEPT",
            "-o br-x -p icmp -j ACCEPT",
            "! -i br-x -o br-x -j DROP"),
        rulesOf(session, "filter", "DOCKER"));
    assertEquals(List.of(), rulesOf(session, "nat", "POSTROUTING"));
    assertEquals(List.of(), rulesOf(session, "raw", "PREROUTING"));
    assertEquals(
        List.of(),
        rulesOf(session, "nat", "DOCKER").stream().filter(r -> r.contains("DNAT")).toList());
  }

  @Test
  void routedLetsOtherBridgesInBeforeTheIsolationStagesOfEngine28() {
    assertEquals(
        List.of(
            "-i br-x -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
            "-o br-x -j RETURN",
            "-i br-x ! -o br-x -j DOCKER-ISOLATION-STAGE-2"),
        rulesOf(with("28.5", MODE + "routed"), "filter", "DOCKER-ISOLATION-STAGE-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"28.5", "29.1"})
  void unprotectedAcceptsWhatNoRulePublishes(String engine) {
    Session session = with(engine, MODE + "nat-unprotected");
    assertEquals(List.of("! -i br-x -o br-x -j ACCEPT"), rulesOf(session, "filter", "DOCKER"));
    assertEquals(
        List.of("-s 10.1.0.0/24 ! -o br-x -j MASQUERADE"), rulesOf(session, "nat", "POSTROUTING"));
    assertEquals(List.of(), rulesOf(session, "raw", "PREROUTING"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"28.5", "29.1"})
  void anIsolatedBridgeHasNoAddressAndTwoContainersFitIntoTwoAddresses(String engine) {
    Session session = new Session(engine);
    session.run("network create --internal --subnet 10.1.0.0/31" + NAME + MODE + "isolated x");
    session.run("run -d --name a1 --network x nginx");
    session.run("run -d --name a2 --network x nginx");
    assertEquals(
        "\"\"",
        session
            .run(
                List.of(
                    "inspect",
                    "-f",
                    "{{range .NetworkSettings.Networks}}{{json .Gateway}}{{end}}",
                    "a1"))
            .strip());
    String addresses =
        session.run("network inspect -f {{range.Containers}}{{.IPv4Address}},{{end}} x").strip();
    assertEquals(
        List.of("10.1.0.0/31", "10.1.0.1/31"), Stream.of(addresses.split(",")).sorted().toList());
    assertEquals(
        0,
        session.kernel.operations.stream()
            .filter(op -> op.toString().contains("AddAddress[netns=host, device=br-x"))
            .count());
  }

  @Test
  void engine26DoesNotKnowTheOptionAndWritesTheUsualRules() {
    Session session = with("26.1", MODE + "routed");
    assertEquals(
        List.of(
            "-s 10.1.0.2/32 -d 10.1.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE",
            "-s 10.1.0.0/24 ! -o br-x -j MASQUERADE"),
        rulesOf(session, "nat", "POSTROUTING").stream().sorted((a, b) -> b.compareTo(a)).toList());
    assertEquals(
        "",
        new Session("26.1")
            .run("network create " + MODE + "foo x")
            .replaceAll("[0-9a-f]{64}\n", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "29.1 | [::]:8080->80/tcp",
        "28.5 | 0.0.0.0:0->80/tcp, [::]:8080->80/tcp",
        "26.1 | 0.0.0.0:8080->80/tcp, :::8080->80/tcp"
      })
  void aRoutedPortHasNoPortOfTheHost(String engine, String column) {
    Session session = with(engine, MODE + "routed");
    assertEquals(column, session.run("ps --format {{.Ports}}").strip());
    if (!engine.equals("26.1")) {
      assertEquals("80/tcp -> 0.0.0.0:\n80/tcp -> [::]:8080\n", session.run("port web"));
      assertEquals(
          "[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"\"},{\"HostIp\":\"::\",\"HostPort\":\"8080\"}]",
          session
              .run("inspect -f '{{json (index .NetworkSettings.Ports \"80/tcp\")}}' web")
              .strip());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gateway_mode_ipv4=foo | failed to parse com.docker.network.bridge.gateway_mode_ipv4 value: foo (unknown gateway mode foo)",
        "gateway_mode_ipv4=isolated | gateway mode 'isolated' can only be used for an internal network",
        "enable_icc=maybe | failed to parse com.docker.network.bridge.enable_icc value: maybe (strconv.ParseBool: parsing \"maybe\": invalid syntax)",
        "host_binding_ipv4=x | failed to parse com.docker.network.bridge.host_binding_ipv4 value: x (nil ip)",
        "name=abcdefghijklmnopq | numerical result out of range"
      })
  void anOptionThatCannotBeReadIsRefusedInTheDaemonsWords(String option, String problem) {
    assertEquals(
        "Error response from daemon: " + problem + "\n[1]\n",
        new Session("28.5").run("network create -o com.docker.network.bridge." + option + " x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "driver.mtu=abc | failed to parse com.docker.network.driver.mtu value: abc (strconv.Atoi: parsing \"abc\": invalid syntax)",
        "driver.mtu=-5 | invalid MTU number: -5",
        "advertise_addr_ms=99 | com.docker.network.advertise_addr_ms must be in the range 100 to 2000",
        "advertise_addr_nmsgs=four | value for option com.docker.network.advertise_addr_nmsgs \"four\" must be an integer"
      })
  void soIsANumberThatIsNone(String option, String problem) {
    assertEquals(
        "Error response from daemon: " + problem + "\n[1]\n",
        new Session("28.5").run("network create -o com.docker.network." + option + " x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void theAddressToLeaveWithReplacesMasquerading(String engine) {
    Session session = with(engine, "-o com.docker.network.host_ipv4=192.0.2.10");
    assertEquals(
        "-s 10.1.0.0/24 ! -o br-x -j SNAT --to-source 192.0.2.10",
        rulesOf(session, "nat", "POSTROUTING").get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void aBridgeWithoutItsAddressIsStillTheGateway(String engine) {
    Session session = with(engine, "-o com.docker.network.bridge.inhibit_ipv4=true");
    assertEquals(
        "10.1.0.1",
        session
            .run("inspect -f {{range.NetworkSettings.Networks}}{{.Gateway}}{{end}} web")
            .strip());
    assertEquals(
        0,
        session.kernel.operations.stream()
            .filter(op -> op.toString().contains("AddAddress[netns=host, device=br-x"))
            .count());
  }

  @Test
  void trustedInterfacesMayReachContainersDirectly() {
    Session session = with("28.5", "-o com.docker.network.bridge.trusted_host_interfaces=eth0:wg0");
    assertEquals(
        List.of(
            "-d 10.1.0.2/32 -i eth0 -j ACCEPT",
            "-d 10.1.0.2/32 -i wg0 -j ACCEPT",
            "-d 10.1.0.2/32 ! -i br-x -j DROP"),
        rulesOf(session, "raw", "PREROUTING"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5"})
  void withoutMasqueradingNothingIsSaidOfTranslation(String engine) {
    Session session = with(engine, "-o com.docker.network.bridge.enable_ip_masquerade=false");
    assertEquals(
        List.of("! -i br-x -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.1.0.2:80"),
        rulesOf(session, "nat", "DOCKER"));
  }
}
