package passerelle.cli.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.Labs;
import passerelle.cli.session.Session;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;
import passerelle.text.Messages;

/** What is expected of a lab is true, or is told in one sentence; the lab stays as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpectTest {
  private final Session session = new Session(Labs.commands(Language.EN));

  @BeforeAll
  void furnish() {
    for (String line :
        List.of(
            "docker network create --subnet 10.5.0.0/24 back",
            "docker network create --internal inside",
            "docker run -d --name web -p 8080:80 nginx",
            "docker run -d --name db --network back nginx",
            "docker run -d --name app --network back alpine sleep infinity",
            "docker network connect inside app",
            "docker run -d --name alone --network none alpine sleep infinity",
            "docker run -d --name open --network host alpine sleep infinity",
            "docker run -d --name side --network container:db alpine sleep infinity",
            "docker run -d --name aside --network container:side alpine sleep infinity",
            "docker create --name idle nginx",
            "docker run --name over alpine false",
            "iptables -A INPUT -s 192.0.2.20 -p tcp --dport 2222 -j DROP",
            "iptables -A INPUT -p icmp --icmp-type fragmentation-needed -j DROP",
            "ip netns add demo",
            "ip link add v0 type veth peer name eth0 netns demo",
            "ip addr add 10.9.0.1/24 dev v0",
            "ip link set v0 up",
            "ip -n demo addr add 10.9.0.2/24 dev eth0",
            "ip -n demo link set eth0 up",
            "ip -n demo route add default via 10.9.0.1",
            "ip link add br9 type bridge")) {
      run(line);
      assertTrue(session.status() == 0 || line.endsWith("false"), line);
    }
  }

  @AfterAll
  void close() {
    session.lab().close();
  }

  private String run(String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    session.run(line, new Terminal(1000, screen::writeBytes));
    return screen.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reach laptop 192.0.2.10:8080",
        "reach laptop host:8080",
        "reach laptop router",
        "reach host @web:80",
        "reach host @web",
        "reach host localhost:8080",
        "reach app db:80",
        "reach app @db:80",
        "reach demo 10.9.0.1",
        "reach web example.com:80",
        "refused laptop 192.0.2.10:81",
        "refused app @db:81",
        "silent web @db:80",
        "silent laptop 192.0.2.10:2222",
        "unreachable alone 192.0.2.10:80",
        "unreachable web db:80",
        "no reach web db:80",
        "no reach laptop 192.0.2.10:2222",
        "container web running image nginx network bridge driver bridge mode bridge",
        "container web image nginx:latest address 172.17.0.0/16 listens 80 published 8080:80",
        "container web published 8080 published any:80 not published 8081 devices 1",
        "container web listens 80 0.0.0.0",
        "container any image nginx network back",
        "container app network back network inside not network bridge devices 2",
        "container alone driver none mode none devices 0",
        "container open driver host mode host",
        "container side mode container:db listens 80",
        "container aside mode container:db listens 80",
        "container idle stopped not running",
        "container over stopped exit 1",
        "no container nobody",
        "no container any image redis",
        "network back driver bridge subnet 10.5.0.0/24 gateway 10.5.0.1 containers 2 not internal",
        "network inside internal automatic",
        "container db before side not before web",
        "container web since db since nobody",
        "container web requested 8080:80 requested any:80 not requested any:81",
        "container web not logged emerg",
        "container db below app not below web serves 80",
        "container side not serves 80 not mounts /srv:/srv",
        "network back overlaps 10.5.0.0/16 not overlaps 10.6.0.0/16",
        "no resolves app db @app",
        "network back not automatic not range 10.5.0.0/25",
        "rule host nat DOCKER",
        "no rule host filter FORWARD only -j DOCKER-USER",
        "no network other",
        "rule host nat DOCKER -p tcp --dport 8080 -j DNAT",
        "rule host nat DOCKER ! -i docker0 --dport 8080",
        "rule host nat POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
        "rule host filter INPUT --source 192.0.2.20 -p tcp -j DROP",
        "rule host filter FORWARD -P DROP",
        "rule host filter INPUT -p icmp --icmp-type fragmentation-needed -j DROP",
        "rule host filter INPUT --icmp-type 3/4",
        "no rule host filter INPUT --icmp-type echo-request",
        "no rule host nat DOCKER --dport 8081",
        "no rule host nat DOCKER -i docker0 --dport 8080",
        "device host docker0 up kind bridge address 172.17.0.1/16 mtu 1500",
        "device host br9 down state DOWN",
        "device demo eth0 up address 10.9.0.2 peer host not master br9",
        "device host lo state UNKNOWN",
        "no device host br10",
        "route demo default via 10.9.0.1",
        "route demo 10.9.0.0/24 dev eth0 whole",
        "no route demo 10.9.0.0/16",
        "no route web 10.5.0.0/24",
        "netns demo",
        "no netns other",
        "sysctl host net.ipv4.ip_forward 1",
        "resolves app db",
        "resolves app db @db",
        "no resolves web db",
        "resolves app db only @db",
        "stopped web 10.5.0.2:80 host raw PREROUTING",
        "stopped laptop 192.0.2.10:2222 host filter INPUT",
        "rule host raw PREROUTING -d 10.5.0.2",
        "rule host nat PREROUTING only -j DOCKER",
        "saw web 198.51.100.80:80 192.0.2.10",
        "saw app @db:80 @app",
        "saw laptop 192.0.2.10:8080 192.0.2.20",
        "path app db:80 crosses bridge",
        "path app db:80 avoids nat",
        "path laptop 192.0.2.10:8080 crosses nat",
        "path laptop 192.0.2.10:8080 crosses docker0",
        "path laptop 192.0.2.10:8080 crosses host/eth0",
        "path web 192.0.2.10:8080 crosses docker-proxy",
        "path laptop 192.0.2.10:8080 avoids docker-proxy",
        "path side 127.0.0.1:80 avoids bridge",
        "path side 127.0.0.1:80 crosses lo",
        "fetched laptop http://192.0.2.10:8080/ 79",
        "fetched host http://172.17.0.2/ 79",
      })
  void whatIsTrueIsSilent(String expectation) {
    assertEquals("", run("expect " + expectation));
    assertEquals(0, session.status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reach laptop 192.0.2.10:81 | Expected: laptop reaches 192.0.2.10:81. Found: laptop is"
            + " refused by 192.0.2.10:81.",
        "reach web db:80 | Expected: web reaches db:80. Found: web does not know the name db.",
        "reach web @db:80 | Expected: web reaches db:80. Found: web hears nothing from db:80.",
        "reach nobody db:80 | Expected: nobody reaches db:80. Found: there is no machine, running"
            + " container or namespace nobody.",
        "refused app db:80 | Expected: app is refused by db:80. Found: app reaches db:80.",
        "no reach app db:80 | Expected: app does not reach db:80. Found: app reaches db:80.",
        "no reach idle db:80 | Expected: idle does not reach db:80. Found: there is no machine,"
            + " running container or namespace idle.",
        "container nobody | Expected: container nobody. Found: there is no container nobody; there"
            + " are: web, db, app, alone, open, side, aside, idle, over.",
        "container web network back | Expected: container web on the network back. Found: its"
            + " networks: bridge.",
        "container web stopped | Expected: container web stopped. Found: it runs.",
        "container idle running | Expected: container idle running. Found: it was made, but never"
            + " started.",
        "container web image redis | Expected: container web of the image redis. Found: its image"
            + " is nginx.",
        "container web published 8081 | Expected: container web with a port published at 8081."
            + " Found: published are: 0.0.0.0:8080 -> 80/tcp.",
        "container web requested 8081:80 | Expected: container web made with -p 8081:80. Found:"
            + " ports chosen by -p: 8080:80.",
        "container db not since app | Expected: container db not running since before app was"
            + " made. Found: running since before app was made.",
        "container side network back | Expected: container side on the network back. Found: its"
            + " network mode is container:db.",
        "network back not overlaps 10.5.0.0/16 | Expected: network back not with a subnet that"
            + " overlaps 10.5.0.0/16. Found: with a subnet that overlaps 10.5.0.0/16.",
        "container web not running | Expected: container web not running. Found: running.",
        "container any image redis running | Expected: a container of the image redis, running."
            + " Found: there are web, db, app, alone, open, side, aside, idle, over, and it is true"
            + " of none.",
        "no container any image nginx | Expected: no container of the image nginx. Found: there"
            + " is web.",
        "network back subnet 10.6.0.0/24 | Expected: network back with the subnet 10.6.0.0/24."
            + " Found: its subnet is 10.5.0.0/24.",
        "network back automatic | Expected: network back with a subnet that Docker chose."
            + " Found: its subnet was asked for.",
        "rule host filter OUTPUT | Expected: a rule in filter OUTPUT of host. Found: there is"
            + " none.",
        "rule host nat DOCKER --dport 8081 | Expected: a rule in nat DOCKER of host with --dport"
            + " 8081. Found: no rule there has all of that.",
        "rule host nat POSTROUTING only | Expected: one rule alone in nat POSTROUTING of host."
            + " Found: 2 rules stand there.",
        "stopped web @db:80 host filter FORWARD | Expected: filter FORWARD on host stops packets"
            + " from web to db:80. Found: web hears nothing from db:80.",
        "stopped laptop 192.0.2.10:8080 host filter FORWARD | Expected: filter FORWARD on host"
            + " stops packets from laptop to 192.0.2.10:8080. Found: laptop reaches"
            + " 192.0.2.10:8080.",
        "container app below db | Expected: container app with a lower address than db on a"
            + " network that both are on. Found: its addresses: 10.5.0.3, 172.18.0.2; those of db:"
            + " 10.5.0.2.",
        "container side serves 80 | Expected: container side with a process of its own that"
            + " listens on 80. Found: its own processes listen on: none.",
        "container web mounts /srv:/srv | Expected: container web with /srv:/srv mounted. Found:"
            + " mounted are: none.",
        "resolves app db only @app | Expected: app finds the name db at 10.5.0.3 and nowhere"
            + " else. Found: it finds 10.5.0.2.",
        "device host br9 up | Expected: interface br9 of host up. Found: it is down (state"
            + " DOWN).",
        "device demo eth0 address 10.9.0.3 | Expected: interface eth0 of demo with the address"
            + " 10.9.0.3."
            + " Found: addresses: 10.9.0.2/24.",
        "route demo default via 10.9.0.3 | Expected: in demo a route default via 10.9.0.3. Found:"
            + " routes to there: default via 10.9.0.1 dev eth0.",
        "route demo default whole | Expected: in demo a route default that all addresses of it"
            + " take. Found: some of them take 10.9.0.0/24 dev eth0 proto kernel scope link src"
            + " 10.9.0.2.",
        "saw web 198.51.100.80:80 172.17.0.2 | Expected: asked by web, 198.51.100.80:80 sees the"
            + " source 172.17.0.2. Found: it sees 192.0.2.10.",
        "path app db:80 avoids bridge | Expected: packets from app to db:80 cross no bridge of the"
            + " host. Found: packets from app to db:80 cross a bridge of the host.",
        "netns other | Expected: namespace other. Found: it is not there.",
        "no netns demo | Expected: no namespace demo. Found: there is demo.",
        "no network back | Expected: no network back. Found: there is back.",
        "no rule host nat DOCKER --dport 8080 | Expected: no rule in nat DOCKER of host with"
            + " --dport 8080. Found: there is one.",
        "no resolves app db | Expected: app does not find the name db. Found: it finds 10.5.0.2.",
        "fetched laptop http://192.0.2.10:8081/ 1 | Expected: laptop gets at least 1 octet of"
            + " http://192.0.2.10:8081/. Found: 0 octets arrive.",
        "no device nowhere eth0 | Expected: no interface eth0 of nowhere. Found: there is no"
            + " machine, running container or namespace nowhere.",
        "device nowhere eth0 up | Expected: interface eth0 of nowhere up. Found: there is no"
            + " machine, running container or namespace nowhere.",
      })
  void whatIsNotTrueIsToldInOneSentence(String expectation, String told) {
    assertEquals(told, run("expect " + expectation).lines().findFirst().orElse(""));
    assertEquals(1, session.status());
  }

  @Test
  void whySaysTheWayWhereSomethingAnswersThatShouldNot() {
    String said = run("expect no reach laptop 192.0.2.10:8080");
    assertTrue(said.contains("\nlaptop reaches web (172.17.0.2:80): host turns"), said);
  }

  @Test
  void nobodyHasMadeWhatIsThereOfMany() {
    String said = run("expect no container any");
    assertTrue(said.contains("Found: there is") && !said.contains("behind it"), said);
  }

  @Test
  void whySaysTheReasonWhereSomethingDoesNotAnswer() {
    String said = run("expect reach web db:80");
    assertTrue(said.contains("\nweb cannot find the name db: db is on the network back"), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "container over running | The container over does not run: its command, false",
        "container idle running | The container idle was made, but never started.",
        "resolves over web      | The container over does not run: its command, false",
        "container over address 172.17.0.9 | The container over does not run: its command, false",
        "container db network inside | The command behind it: host$ docker run -d --name db",
        "container app driver macvlan | The command behind it: host$ docker run -d --name app",
        "network inside subnet 10.9.0.0/16 | The command behind it: host$ docker network create",
        "device host v0 address 10.1.1.1 | The command behind it: host$ ip addr add 10.9.0.1/24",
        "device host br9 up | The command behind it: host$ ip link add br9 type bridge",
        "route idle default     | The container idle was made, but never started.",
      })
  void whySaysTheReasonWhereSomethingIsOtherwise(String expectation, String reason) {
    String said = run("expect " + expectation);
    assertTrue(said.contains("\n" + reason), said);
  }

  /** As in a lesson: what has led to the beginning of a step is not to blame for its check. */
  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "5, false", "22, false"})
  void aCommandIsNamedOnlyIfItIsOneOfThoseThatAreAskedAbout(int begun, boolean named)
      throws ExpectException {
    List<String> words = List.of("container", "db", "network", "inside");
    Messages messages = Messages.of(Language.EN, "passerelle/cli/messages");
    try (Scene scene = new Scene(session.lab(), messages, begun)) {
      String said = Expect.otherwise(words, scene, messages).orElseThrow();
      assertEquals(named, said.contains("The command behind it: host$ docker run -d --name db"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                      | usage: expect",
        "reach                   | ends too early; expected: FROM",
        "reach laptop            | ends too early; expected: TARGET",
        "reach laptop host:99999 | 99999 is no PORT",
        "reach laptop host:0     | 0 is no PORT",
        "reach laptop host:80/x  | x is no protocol",
        "reach laptop host:      | is no PORT",
        "reach laptop host now   | what is now for?",
        "bogus                   | bogus is none of: reach",
        "no saw a b c            | saw is none of",
        "container web bogus     | bogus is none of: running",
        "container web address x | x is no IPv4 address or subnet",
        "container web not       | ends too early; expected: FACT",
        "rule host bogus DOCKER  | bogus is none of: filter",
        "device host eth0 mtu x  | x is no MTU",
        "stopped web db host no X  | no is none of: filter",
        "path web db through nat | through is none of: crosses, avoids",
        "fetched web ftp://db/ 1 | ftp://db/ is no URL of HTTP",
        "fetched web http://db/  | ends too early; expected: OCTETS",
      })
  void whatCannotBeReadIsNeverTrue(String expectation, String told) {
    String said = run("expect " + expectation);
    assertTrue(said.contains(told), said);
    assertEquals(2, session.status());
  }

  @Test
  void theLabStaysAsItIs() {
    int deeds = session.lab().history().size();
    String state = run("host$ conntrack -L 2>/dev/null | wc -l; iptables -nvxL DOCKER; ip neigh");
    run("expect reach laptop 192.0.2.10:8080");
    run("expect saw web 198.51.100.80:80 192.0.2.10");
    run("expect reach demo 10.9.0.1");
    assertEquals(
        state, run("host$ conntrack -L 2>/dev/null | wc -l; iptables -nvxL DOCKER; ip neigh"));
    assertEquals(deeds + 2, session.lab().history().size());
  }

  @Test
  void whatWasOtherwiseBesidesInTheMeantimeIsNotToBlame() {
    run("host$ docker run -d --name shut nginx");
    run("host$ docker stop shut");
    run("host$ docker start shut");
    String said = run("expect container shut running published 8080:80");
    run("host$ docker rm -f shut");
    assertTrue(said.contains("The command behind it: host$ docker run -d --name shut"), said);
  }

  @Test
  void theSentenceComesInFrench() {
    run("lang fr");
    String said = run("expect container web not running");
    String absent = run("expect no container web");
    run("lang en");
    String blamed = "La commande en cause\u00a0: host$ docker run -d --name web -p 8080:80 nginx\n";
    assertEquals(
        "Attendu\u00a0: conteneur web pas en marche. Constaté\u00a0: en marche.\n" + blamed, said);
    assertEquals(
        "Attendu\u00a0: pas de conteneur web. Constaté\u00a0: il y a web.\n" + blamed, absent);
  }
}
