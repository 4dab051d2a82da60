package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.Outputs;
import passerelle.files.OwnFiles;
import passerelle.image.ImageCatalogue;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** Whoever mistypes a word is told the nearest known one, after what the tool itself says. */
class HintsTest {
  private Optional<Session> open = Optional.empty();

  private Session session(String engine, Language language) throws Exception {
    EngineVersion version = EngineVersion.of(engine).orElseThrow();
    SimLab lab =
        SimLab.open(
            new LabSettings(
                EngineSettings.defaults(version.profile()),
                ImageCatalogue.builtIn("course"),
                LabSettings.DEFAULT_SEED));
    Session session = new Session(Session.commands(lab, language, new OwnFiles()));
    open = Optional.of(session);
    session.add(
        new Lessons(Path.of("../lessons"), Optional.empty(), Outputs.inMemory(), n -> false));
    session.run("docker network create backend", bytes -> true);
    session.run("docker run -d --name web nginx", bytes -> true);
    session.run("docker run -d --name box alpine sleep 1000", bytes -> true);
    return session;
  }

  @AfterEach
  void close() {
    open.ifPresent(session -> session.lab().close());
  }

  private static String hint(Session session, String line) {
    Hints hints = new Hints(session, line);
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    session.run(line, new Terminal(80, screen::writeBytes));
    if (line.indexOf('|') < 0) {
      assertNotEquals(0, session.status(), line);
    }
    return hints
        .after(session.status(), screen.toString(StandardCharsets.UTF_8))
        .map(hint -> hint.text().replaceFirst("^=> ", ""))
        .orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dcoker ps | docker ps",
        "tarce web 192.0.2.20 icmp | trace web 192.0.2.20 icmp",
        "lab> tarce web 192.0.2.20 icmp | lab> trace web 192.0.2.20 icmp",
        "laptop$ crul -s 192.0.2.10 | laptop$ curl -s 192.0.2.10",
        "box# pign 192.0.2.1 | box# ping 192.0.2.1",
        "lpatop | laptop",
        "tracert 198.51.100.80 | traceroute 198.51.100.80",
        "lab> quit | lab> exit",
        "aide trace | help trace",
        "quitter | exit",
        "sauvegarder labo.md | save labo.md",
        "règles nat | rules nat",
        "schéma | graph",
        "français | lang fr",
        "routeur | router",
        "conteneurs | docker ps",
        "laptop$ cls | laptop$ clear",
        "eval 'dcok''er ps' | docker",
        "'dcoker ps | head -1' | 'docker ps | head -1'",
        "docker run -d nginxx | docker run -d nginx",
        "docker pull nginxx | docker pull nginx",
        "docker isnpect web | docker inspect web",
        "docker network crate x | docker network create x",
        "docker run --nmae x alpine | docker run --name x alpine",
        "docker stop wbe | docker stop web",
        "docker inspect wbe | docker inspect web",
        "docker exec ls web | docker exec web ls",
        "docker network connect web mynet | docker network connect mynet web",
        "docker start nginx | docker start web",
        "docker run -p 8080 80 nginx | docker run -p 8080:80 nginx",
        "docker run --name -d web2 nginx | docker run -d --name web2 nginx",
        "docker run ubuntu:lates | docker run ubuntu:latest",
        "brctl show docker1 | brctl show docker0",
        "capture docker0 | capture host/docker0",
        "rules FORWARDS | rules FORWARD",
        "docker exec box pign x | docker exec box ping x",
        "docker network connect bakcend web | docker network connect backend web",
        "docker run --network bakcend alpine | docker run --network backend alpine",
        "docker network create net1 --driver brigde | docker network create net1 --driver bridge",
        "ifconfig dokcer0 | ifconfig docker0",
        "ip adr | ip addr",
        "ip route shwo | ip route show",
        "ip link set dokcer0 up | ip link set docker0 up",
        "tcpdump -ni dokcer0 | tcpdump -ni docker0",
        "iptables -t nta -S | iptables -t nat -S",
        "iptables -S FORWRAD | iptables -S FORWARD",
        "iptables -A FORWARD -j DORP | iptables -A FORWARD -j DROP",
        "trace laptpo 192.0.2.10:80/tcp | trace laptop 192.0.2.10:80/tcp",
        "wbe# ls | web# ls",
        "help tarce | help trace",
        "lesson default-brigde | lesson default-bridge",
        "cours | lesson",
        "tutorial | lesson",
        "retour | undo",
        "docker exec web | docker exec -it web sh",
        "docker exec -it web | docker exec -it web sh",
        "docker run --net=contianer:web alpine | docker run --net=container:web alpine",
        "docker network create --subnet 10.0.0.0 x | docker network create --subnet 10.0.0.0/24 x",
        "iptables -A INPUT --dport 80 -j DROP | iptables -A INPUT -p tcp --dport 80 -j DROP",
        "iptables -A INPUT -p tcp -dport 80 -j DROP | iptables -A INPUT -p tcp --dport 80 -j DROP",
        "nc -zv 192.0.2.10:8080 | nc -zv 192.0.2.10 8080",
        "laptop$ telnet 192.0.2.10:8080 | laptop$ telnet 192.0.2.10 8080",
        "box# nc -z 192.0.2.10:8080 | box# nc -z 192.0.2.10 8080"
      })
  void theNearestKnownWordStandsInTheLineToType(String line, String meant) throws Exception {
    assertEquals("did you mean: " + meant, hint(session("29.1", Language.EN), line));
  }

  @ParameterizedTest
  @CsvSource({"answer b", "indice", "check", "réponse b", "suite"})
  void theWordsOfALessonLeadToTheLessons(String line) throws Exception {
    assertEquals(
        "no lesson is being taken; this lists them: lesson",
        hint(session("29.1", Language.EN), line));
  }

  @ParameterizedTest
  @CsvSource({"doctor", "replay scenarios", "slides deck.md", "join", "web --file p.html"})
  void whatTheProgramDoesIsAskedOfTheShellOutside(String line) throws Exception {
    String word = line.split(" ")[0];
    assertEquals(
        word + " is asked of passerelle itself, outside of the lab: ./passerelle " + line,
        hint(session("29.1", Language.EN), line));
  }

  @Test
  void aWordProcessorsSignsAreToldApartFromTheKeyboards() throws Exception {
    Session session = session("29.1", Language.EN);
    String told =
        "dashes, quotes or spaces are those of a word processor; with those of the keyboard: ";
    assertEquals(
        told + "docker run -d nginx:1.2.3.4", hint(session, "docker run \u2013d nginx:1.2.3.4"));
    assertEquals(told + "docker ps -q", hint(session, "docker\u00a0ps -q"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker isnpect web | docker inspect web",
        "docker network crate x | docker network create x",
        "docker run --nmae x alpine | docker run --name x alpine",
        "docker run --network bakcend alpine | docker run --network backend alpine",
        "docker run --net=contianer:web alpine | docker run --net=container:web alpine",
        "docker network create --subnet 10.0.0.0 x | docker network create --subnet 10.0.0.0/24 x",
        "docker exec web | docker exec -it web sh"
      })
  void earlierEnginesWordTheirErrorsOtherwise(String line, String meant) throws Exception {
    assertEquals("did you mean: " + meant, hint(session("26.1", Language.EN), line));
  }

  @Test
  void whereDockerIsIsToldWhereItIsNot() throws Exception {
    Session session = session("29.1", Language.EN);
    session.run("laptop", bytes -> true);
    assertEquals(
        "Docker is on host, where the word host takes you; from here: host$ docker ps -a",
        hint(session, "docker ps -a"));
    assertTrue(hint(session, "box# docker ps").endsWith("host$ docker ps"));
  }

  @Test
  void aPlaceIsNoProgramThatTakesACommandThere() throws Exception {
    Session session = session("29.1", Language.EN);
    session.run("docker run -d --name box alpine sleep 1000", bytes -> true);
    assertEquals(
        "laptop is a place of the lab, not a program; there: laptop$ curl -m 2 192.0.2.10",
        hint(session, "laptop curl -m 2 192.0.2.10"));
    assertTrue(hint(session, "box ip a").endsWith("there: box# ip a"));
  }

  @Test
  void whatTheLabPromptDoesNotUnderstandIsForTheMachines() throws Exception {
    Session session = session("29.1", Language.EN);
    session.run("lab>", bytes -> true);
    assertEquals("that is a command of the machines: host$ docker ps", hint(session, "docker ps"));
  }

  @Test
  void aCommandOfTheLabIsNoProgramThatOthersStart() throws Exception {
    Session session = session("29.1", Language.EN);
    String told = "why is a command of the lab, not a program: it begins a line: ";
    assertEquals(told + "why web:81", hint(session, "time why web:81"));
    assertEquals(told + "why web:81", hint(session, "docker ps; sudo why web:81"));
    assertEquals(told + "why", hint(session, "for i in 1 2; do why; done"));
  }

  @Test
  void whoWouldLogInIsToldThatTheNameIsEnough() throws Exception {
    assertEquals(
        "no login is needed, the name alone takes you there: laptop",
        hintOrNone("ssh root@laptop"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker run web | web is a container, and no image: docker exec -it web sh",
        "docker run -d --net mynet nginx | there is no network mynet; what creates it: docker"
            + " network create mynet",
        "web# systemctl restart nginx | a container has no systemd; what restarts it: host$ docker"
            + " restart web",
        "web# docker ps | Docker is on host, where the word host takes you; from here: host$ docker"
            + " ps",
        "ssh web | no login is needed, the name alone takes you there: web",
        "cd web | no login is needed, the name alone takes you there: web"
      })
  void aWordThatNamesSomethingOfAnotherKindLeadsOn(String line, String told) throws Exception {
    assertEquals(told, hintOrNone(line));
  }

  @Test
  void anOptionBehindTheImageIsPutInFrontOfIt() throws Exception {
    assertEquals(
        "what stands behind the image is the container's command; options go before it: docker rm"
            + " -f site; docker run -d --name site -p 80:80 -v /data:/data httpd",
        hintOrNone("docker run -d --name site httpd -p 80:80 -v /data:/data"));
  }

  @Test
  void ofSeveralContainersOfAnImageAllAreNamed() throws Exception {
    Session session = session("29.1", Language.EN);
    session.run("docker run -d --name web2 nginx", bytes -> true);
    assertEquals("did you mean one of: web, web2", hint(session, "docker stop nginx"));
  }

  @Test
  void aToolOfAnotherDistributionHasItsLikeHere() throws Exception {
    assertEquals(
        "a plain Debian has no firewall-cmd; what is there in its place: iptables -nvL",
        hintOrNone("firewall-cmd --state"));
    assertEquals(
        "a plain Debian has no resolvectl; what is there in its place: cat /etc/resolv.conf",
        hintOrNone("resolvectl status"));
  }

  @Test
  void aToolThatAnImageLacksIsBroughtByAnotherContainer() throws Exception {
    Session session = session("29.1", Language.EN);
    String instead =
        "docker run --rm --network container:box nicolaka/netshoot curl -s http://172.17.0.2/";
    assertEquals(
        "this image has no curl; a container with tools can share its network: host$ " + instead,
        hint(session, "box# curl -s http://172.17.0.2/"));
    assertEquals(0, session.run(instead, bytes -> true));
  }

  @Test
  void soIsOneThatIsAskedForFromOutside() throws Exception {
    Session session = session("29.1", Language.EN);
    assertEquals(
        "this image has no ip; a container with tools can share its network: host$ docker run --rm"
            + " --network container:web nicolaka/netshoot ip a",
        hint(session, "docker exec -it web ip a"));
    assertEquals(
        "did you mean: docker exec web curl -s localhost",
        hint(session, "docker exec web crul -s localhost"));
  }

  @Test
  void ofSeveralNearWordsAllAreNamed() throws Exception {
    assertEquals("did you mean one of: cat, cut", hintOrNone("cst"));
  }

  private String hintOrNone(String line) throws Exception {
    return hint(session("29.1", Language.EN), line);
  }

  @ParameterizedTest
  @CsvSource({
    "frobnicate",
    "qq",
    "docker stop other",
    "ip link show wlan0",
    "false",
    "seq 9 | head -1"
  })
  void nothingIsSaidWhenNothingIsNear(String line) throws Exception {
    assertEquals("", hintOrNone(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ping -c 1 web | ping -c 1 172.17.0.2",
        "curl http://web:80/ | curl http://172.17.0.2:80/",
        "nc -vz web 80 | nc -vz 172.17.0.2 80",
        "box# ping -c 1 web | box# ping -c 1 172.17.0.2",
        "box# wget -qO - http://web/ | box# wget -qO - http://172.17.0.2/",
        "laptop$ ping -c 1 host | laptop$ ping -c 1 192.0.2.10",
        "laptop$ ping -c 1 laptop | laptop$ ping -c 1 192.0.2.20"
      })
  void aNameThatTheDnsDoesNotKnowIsExplainedWithItsAddress(String line, String instead)
      throws Exception {
    String hint = hintOrNone(line);
    assertTrue(hint.endsWith(": " + instead), hint);
  }

  @Test
  void anImageThatResemblesNoneIsAnsweredWithTheCatalogue() throws Exception {
    String hint = hintOrNone("docker run acme/shop");
    assertTrue(hint.contains("docker images"), hint);
  }

  @Test
  void hintsAreInThePersonsLanguage() throws Exception {
    Session session = session("29.1", Language.FR);
    for (String line : List.of("dcoker ps", "laptop$ docker ps", "help tarce", "wbe# ls")) {
      assertTrue(hint(session, line).matches(".*(vouliez|Docker est sur).*"), line);
    }
  }
}
