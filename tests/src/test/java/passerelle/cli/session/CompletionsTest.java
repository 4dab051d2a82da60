package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.files.Outputs;
import passerelle.text.Language;

/** What Tab offers comes from the lab as it is at that moment. */
class CompletionsTest {
  private final Session session = new Session(Labs.commands(Language.EN));
  private final Completions completions = new Completions(session);

  @AfterEach
  void close() {
    session.lab().close();
  }

  private List<String> after(String words, String word) {
    return completions.of(words.isEmpty() ? List.of() : List.of(words.split(" ")), word);
  }

  private void run(String line) {
    session.run(line, bytes -> true);
  }

  @Test
  void theEngineHasVersionsARestartAndTheOptionsThatDockerdHas() {
    assertEquals(List.of("26.1", "28.5", "29.1"), after("engine", "2"));
    assertEquals(List.of("restart"), after("engine", "re"));
    assertEquals(List.of("--icc=false"), after("engine restart", "--ic"));
    assertEquals(List.of("--default-address-pool"), after("engine 28.5", "--default-a"));
  }

  @Test
  void theFirstWordIsAToolALabCommandOrAPlace() {
    assertEquals(List.of("docker", "docker-compose", "dockerd"), after("", "docke"));
    assertEquals(
        List.of("trace", "tracepath", "traceroute"),
        after("", "trac"),
        "without those that only say that they are not modelled");
    assertEquals(List.of("laptop"), after("", "lapt"));
  }

  @Test
  void dockerCommandsAndTheirOptionsAreKnownFromTheirHelp() {
    assertEquals(List.of("network"), after("docker", "net"));
    assertEquals(List.of("inspect"), after("docker network", "ins"));
    assertEquals(List.of("--publish", "--publish-all"), after("docker run -d", "--publ"));
  }

  @Test
  void containersAppearAndDisappearWithTheLab() {
    assertEquals(List.of(), after("docker stop", "we"));
    run("docker run -d --name web nginx");
    assertEquals(List.of("web"), after("docker stop", "we"));
    assertEquals(List.of("container:web"), after("docker run --net", "container:"));
    assertEquals(List.of("web"), after("trace", "we"));
    assertEquals(List.of("web/eth0", "web/lo"), after("capture", "web/"));
    run("docker rm -f web");
    assertEquals(List.of(), after("docker stop", "we"));
  }

  @Test
  void valuesStandBehindAnEqualsSignToo() {
    run("docker network create backend");
    assertEquals(List.of("--network=backend"), after("docker run", "--network=back"));
    assertEquals(List.of("--network=host"), after("docker run", "--network=ho"));
    assertEquals(List.of(), after("docker logs", "--tail="));
  }

  @Test
  void aCommandMayBeginBehindAKeywordAndInASubstitution() {
    run("docker run -d --name web nginx");
    assertEquals(List.of("hostnamectl"), after("if true; then", "hostnamec"));
    assertEquals(List.of("hostnamectl"), after("for i in 1; do", "hostnamec"));
    assertEquals(List.of("$(hostnamectl"), after("docker run", "$(hostnamec"));
    assertEquals(List.of("web"), after("watch -n1 docker logs", "we"));
    assertEquals(List.of("web"), after("curl $(docker inspect", "we"));
  }

  @Test
  void composeHasCommandsAndItsServices() {
    assertEquals(List.of("unpause", "up"), after("docker compose", "u"));
    run("printf 'services:\n  shop:\n    image: nginx\n' > compose.yaml");
    run("docker compose up -d");
    assertEquals(List.of("shop"), after("docker compose logs", "s"));
  }

  @Test
  void unitsAndNamespacesHaveNames() {
    assertEquals(List.of("restart"), after("systemctl", "rest"));
    assertEquals(List.of("docker.service", "docker.socket"), after("systemctl restart", "do"));
    assertEquals(List.of(), after("ip netns exec", ""));
    run("ip netns add blue");
    assertEquals(List.of("blue"), after("ip netns exec", "b"));
    assertEquals(List.of("addr"), after("ip netns exec blue ip", "ad"));
    assertEquals(List.of("addr"), after("ip -n blue", "ad"));
  }

  @Test
  void networksAndImagesAreOfferedWhereTheyFit() {
    run("docker network create backend");
    assertEquals(List.of("backend"), after("docker run --network", "back"));
    assertEquals(List.of("backend"), after("docker network rm", "back"));
    assertTrue(after("docker run -d", "").contains("nginx"));
  }

  @Test
  void devicesAreThoseOfThePlaceOneIsAt() {
    assertEquals(List.of("docker0"), after("ip addr show dev", "doc"));
    run("laptop");
    assertEquals(List.of(), after("ip addr show dev", "doc"));
    assertEquals(List.of("eth0"), after("tcpdump -i", "e"));
  }

  @Test
  void ipOffersItsObjectsFirstAndTheDevicesOfItsPlace() {
    run("docker run -d --name web nginx");
    List<String> atWeb = after("web# ip", "");
    assertEquals(List.of("addr", "link", "route", "neigh"), atWeb.subList(0, 4));
    assertTrue(atWeb.contains("eth0"), "web's device in " + atWeb);
    assertFalse(atWeb.contains("docker0"), "no device of the host in " + atWeb);
    assertEquals(List.of("eth0"), after("web# ip addr show dev", "e"));
    assertEquals(List.of("eth0"), after("docker exec web ip link show", "e"));
    assertEquals("show", after("ip -br a", "").get(0));
    assertEquals(List.of("docker0"), after("ip link set", "doc"));
    assertEquals(List.of("up"), after("ip link set docker0", "u"));
  }

  @Test
  void aContainerThatIsOpenHasItsOwnDevicesAndPrograms() {
    run("docker run -ti --name box alpine");
    assertEquals(List.of("lo", "eth0"), after("ip addr show dev", ""));
    assertEquals(List.of(), after("", "dockerd"));
    assertEquals(List.of("docker0"), after("host$ ip addr show dev", "doc"));
  }

  @Test
  void iptablesHasTablesAndTheChainsOfTheTable() {
    assertEquals(List.of("filter", "nat", "mangle", "raw"), after("iptables -t", ""));
    assertEquals(List.of("PREROUTING", "POSTROUTING"), after("iptables -t nat -nvL", "P"));
    assertEquals(List.of("DOCKER"), after("iptables -t nat -S", "D"));
    assertTrue(after("iptables -S", "DOCKER-").contains("DOCKER-USER"));
    assertEquals(
        List.of("INPUT", "FORWARD", "OUTPUT"), after("laptop$ iptables -S", "").subList(0, 3));
    assertFalse(after("laptop$ iptables -S", "").contains("DOCKER"));
    assertEquals(List.of("MASQUERADE"), after("iptables -t nat -A POSTROUTING -j", "M"));
    assertEquals(List.of("docker0"), after("iptables -A FORWARD -i", "d"));
  }

  @Test
  void lessonsAreOfferedByName() {
    session.add(
        new Lessons(Path.of("../lessons"), Optional.empty(), Outputs.inMemory(), name -> false));
    assertTrue(after("lesson", "").contains("default-bridge"), after("lesson", "").toString());
    assertEquals(List.of("lesson"), after("", "lesso"));
  }

  @Test
  void traceAndHelpHaveTheirOptions() {
    assertEquals(
        List.of("--", "--force", "--html", "--json", "--ladder", "--svg"), after("trace", "--"));
    assertEquals(
        List.of("--dot", "--force", "--mermaid", "--svg", "--theme"), after("graph", "--"));
    assertEquals(List.of("dark"), after("graph --svg f --theme", "da"));
    assertEquals(List.of("rules"), after("trace", "rul"));
    assertEquals(List.of("curl"), after("trace laptop --", "cur"));
    assertEquals(List.of("capture"), after("help", "capt"));
    assertEquals(List.of("tcpdump"), after("man", "tcpd"));
    assertEquals(List.of("network"), after("help docker", "netw"));
  }

  @Test
  void filesAreOfferedByDirectory() {
    assertEquals(List.of("/etc/hostname", "/etc/hosts"), after("cat", "/etc/host"));
    run("touch notes.txt; mkdir docs");
    assertEquals(List.of("notes.txt"), after("cat", "no"));
    assertEquals(List.of("docs/"), after("ls", "do"), "and not docker0");
    assertEquals(List.of("notes.txt"), after("docker build -f", "no"));
    assertEquals(List.of("notes.txt"), after("docker compose -f", "no"));
  }

  @Test
  void devicesAreOfferedWhereACommandWantsOne() {
    assertEquals(List.of("docker0"), after("tcpdump -ni", "doc"));
    assertEquals(List.of("eth0"), after("ifconfig", "e"));
    assertEquals(List.of(), after("grep -i", "docker0"));
    assertEquals(List.of(), after("undo", "e"));
  }

  @Test
  void whatADockerCommandIsDoneToIsOfItsKind() {
    run("docker run -d --name web nginx; docker volume create data; docker network create shop");
    assertEquals(List.of("bridge", "host", "none", "shop"), after("docker network rm", ""));
    assertEquals(List.of("web"), after("docker network connect shop", ""));
    assertEquals(List.of("data"), after("docker volume rm", ""));
    assertEquals(List.of("nginx"), after("docker rmi", "ngin").subList(0, 1));
    assertEquals(List.of(), after("docker run alpine", "ngin"), "the image is there already");
  }

  @Test
  void whyIsAskedOfPlaces() {
    assertEquals(List.of("laptop"), after("why", "lap"));
    assertEquals(List.of("router"), after("pourquoi laptop", "rou"));
  }

  @Test
  void aWordIsKnownWhenACommandMayBeginWithIt() {
    assertTrue(completions.knows("docker"));
    assertTrue(completions.knows("for"));
    assertTrue(completions.knows("X=1"));
    assertFalse(completions.knows("dokcer"));
  }
}
