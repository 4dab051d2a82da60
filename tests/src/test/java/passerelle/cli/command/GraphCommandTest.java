package passerelle.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** The picture of the wires shows every container, whatever its network. */
class GraphCommandTest {
  private final LabCommands commands = Labs.commands(Language.EN);

  @AfterEach
  void close() {
    commands.lab().close();
  }

  private void docker(String... lines) {
    for (String line : lines) {
      Labs.run((SimLab) commands.lab(), "docker " + line);
    }
  }

  private String graph(String words) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    assertEquals(
        0, commands.run(("graph " + words).strip(), new Terminal(80, screen::writeBytes)), words);
    return screen.toString(StandardCharsets.UTF_8).replace("\r", "");
  }

  private void host(String... lines) {
    for (String line : lines) {
      Labs.run((SimLab) commands.lab(), line);
    }
  }

  @Test
  void theWayFromOnePlaceToAnotherIsToldDeviceByDevice() {
    docker("run -d --name web nginx");
    assertTrue(
        graph("laptop web")
            .matches(
                """
                laptop              eth0
                router              lan2, lan, lan1
                host                eth0, docker0, veth[0-9a-f]{7}
                web                 eth0
                """),
        graph("laptop web"));
  }

  @Test
  void theWayToAGuestOnTheWirePassesTheDeviceThatItStandsOn() {
    docker(
        "network create -d macvlan -o parent=eth0.7 lan", "run -d --name web --network lan nginx");
    assertEquals(
        """
        laptop              eth0
        router              lan2, lan, lan1
        host                eth0, eth0.7
        web                 eth0
        """,
        graph("laptop web"));
    assertTrue(graph("host").contains(" network lan\n"), graph("host"));
  }

  @Test
  void manyAddressesOfADeviceAreCountedInTheWholeLabAndToldAtTheirPlace() {
    host("for n in 1 2 3 4 5; do ip addr add 10.0.0.$n/32 dev lo; done");
    assertTrue(graph("").contains("127.0.0.1/8 10.0.0.1/32 10.0.0.2/32 +3\n"), graph(""));
    assertTrue(graph("host").contains("10.0.0.5/32\n"), graph("host"));
  }

  @Test
  void whereThereIsNoWayItIsSaidWhatIsInIt() {
    docker("run -d --name web nginx", "run -d --name lone --network none nginx");
    assertEquals("No cable leads from laptop to lone.\n", graph("laptop lone"));
    host("ip link set docker0 down");
    assertEquals(
        "Cables lead from laptop to web, but host/docker0 is down.\n", graph("laptop web"));
    host("ip link set docker0 up", "sysctl -w net.ipv4.ip_forward=0");
    assertEquals(
        "Cables lead from laptop to web, but host does not forward (net.ipv4.ip_forward=0).",
        graph("laptop web").strip().replace("\n  ", " "));
  }

  @Test
  void aRingOfBridgesIsToldUntilItIsCut() {
    host(
        "ip link add br1 type bridge",
        "ip link add br2 type bridge",
        "ip link add a1 type veth peer name a2",
        "ip link add b1 type veth peer name b2",
        "for d in a1 b1; do ip link set $d master br1 up; done",
        "for d in a2 b2; do ip link set $d master br2 up; done");
    assertFalse(graph("").contains("ring of"));
    host("ip link set br1 up", "ip link set br2 up");
    String ring = from("A ring of", graph("")).replaceAll("\\s+", " ");
    for (String device : "br1 br2 a1 a2 b1 b2".split(" ")) {
      assertTrue(ring.contains("host/" + device), ring);
    }
    host("ip link set b1 down");
    assertFalse(graph("").contains("ring of"));
  }

  private static String from(String first, String graph) {
    return graph.substring(graph.indexOf(first));
  }

  @Test
  void aContainerOnTheHostsNetworkStandsWithTheHost() {
    docker("run -d --name agent --network host alpine sleep 1000");
    assertTrue(graph("").startsWith("host\n  + agent           --network host\n  lo  "), graph(""));
  }

  @Test
  void aContainerThatJoinsAnotherStandsWithThatOne() {
    docker("run -d --name web nginx", "run -d --name side --network container:web alpine sleep 9");
    assertTrue(
        graph("").contains("\nweb\n  + side            --network container:web\n  lo  "),
        graph(""));
    assertTrue(graph("").contains("<--> web/eth0\n"), graph(""));
  }

  @Test
  void aDeviceOfManyAddressesLeavesNoEmptyLine() {
    host("for i in $(seq 2 9); do ip addr add 127.0.0.$i/8 dev lo; done");
    assertTrue(graph("host").contains("127.0.0.9/8"), graph("host"));
    assertEquals(List.of(), graph("host").lines().filter(String::isBlank).toList());
  }

  @Test
  void aContainerWithoutANetworkSaysSo() {
    docker("run -d --name lone --network none alpine sleep 1000");
    assertEquals(
        """
        lone                --network none
          lo                loopback  127.0.0.1/8
        """,
        from("lone", graph("")));
  }

  @Test
  void containersThatDoNotRunComeLastWithTheirNetworks() {
    docker(
        "network create backend",
        "run -d --name db --network backend redis",
        "stop db",
        "create --name later alpine");
    assertEquals(
        """
        db                  (exited)                      network backend
        later               (created)                     network bridge
        """,
        from("db", graph("")));
  }

  @Test
  void bridgesBearTheNamesOfTheirNetworks() {
    docker("network create -o com.docker.network.bridge.name=br-back backend");
    assertTrue(
        graph("host").contains("  br-back           bridge    172.18.0.1/16       network backend"),
        graph("host"));
    assertTrue(
        graph("host").contains("  docker0           bridge    172.17.0.1/16       network bridge"),
        graph("host"));
    assertTrue(graph("--mermaid").contains("<br/>network backend\"}}"), graph("--mermaid"));
  }

  @Test
  void theSourceForGraphvizAndMermaidKeepsNamesInQuotes() {
    Labs.run((SimLab) commands.lab(), "ip netns add 'a\"b]'");
    assertTrue(graph("--dot").contains("label=\"a\\\"b]\""), graph("--dot"));
    assertTrue(graph("--mermaid").contains("[\"a#34;b#93;\"]"), graph("--mermaid"));
  }

  @Test
  void thePictureIsPrintedOrWrittenAndOnlyInAThemeThatThereIs() {
    assertTrue(graph("--svg -").startsWith("<svg "), graph("--svg -"));
    assertTrue(graph("--svg -").contains("prefers-color-scheme:dark"));
    assertFalse(graph("--svg - --theme dark").contains("prefers-color-scheme"));
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    assertEquals(
        2, commands.run("graph --svg - --theme pink", new Terminal(80, screen::writeBytes)));
    assertTrue(screen.toString(StandardCharsets.UTF_8).contains("auto, light, dark or print"));
  }

  @Test
  void itFitsEightyColumnsWhateverTheNames() {
    String name = "the-front-end-of-the-shop-of-the-third-team";
    docker("network create " + name, "run -d --name " + name + " --network " + name + " nginx");
    docker("create --name second-" + name + " --network " + name + " alpine");
    List<String> long80 = graph("").lines().filter(line -> line.length() > 80).toList();
    assertEquals(List.of(), long80);
  }
}
