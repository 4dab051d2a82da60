package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.effort.Effort;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.Outputs;
import passerelle.files.OwnFiles;
import passerelle.sim.process.Terminal;
import passerelle.text.Columns;
import passerelle.text.Language;

/** A projector has 80 columns: nothing that Passerelle itself says is wider. */
@Tag("campaign")
class EightyColumnsTest {
  private static final int PROJECTOR = 80;

  /** Networks, published ports, rules and names that are longer than usual. */
  private static final List<String> CLASSROOM =
      List.of(
          "docker network create --subnet 10.123.200.0/22 --gateway 10.123.203.254 backend",
          "docker network create --internal the-network-that-nobody-leaves-or-enters",
          "docker run -d --name web -p 192.0.2.10:8080:80 -p 8443:443/tcp nginx",
          "docker run -d --name a-database-with-a-name-that-goes-on-and-on --network backend redis",
          "docker network connect the-network-that-nobody-leaves-or-enters web",
          "docker run -d --name sidecar --network container:web alpine sleep 1000",
          "docker run -d --name onhost --network host alpine sleep 1000",
          "iptables -I DOCKER-USER -s 192.0.2.20/32 -d 198.51.100.0/24 -p tcp -m multiport --dports"
              + " 22,80,443,8080,8443 -m comment --comment \"no laptop\""
              + " -m conntrack --ctstate NEW,ESTABLISHED -j REJECT --reject-with tcp-reset",
          "iptables -I DOCKER-USER -p udp -m udp --dport 53 -m comment --comment"
              + " \"names are asked for elsewhere\" -j DROP");

  private static final List<String> TARGETS =
      List.of(
          "laptop 192.0.2.10:8080/tcp",
          "laptop 192.0.2.10:9999/tcp",
          "laptop 192.0.2.99 icmp",
          "laptop 10.123.200.1:6379/tcp",
          "web 198.51.100.80 icmp",
          "web 198.51.100.53:53/udp",
          "a-database-with-a-name-that-goes-on-and-on web:80/tcp",
          "internet 203.0.113.7 icmp",
          "laptop -- curl -s http://192.0.2.10:8080/",
          "web -- ping -c 1 example.com");

  private static Session session(EngineVersion version, Language language) throws Exception {
    EngineSettings engine = EngineSettings.defaults(version.profile());
    SimLab lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
    Session session = new Session(Session.commands(lab, language, new OwnFiles()));
    session.add(
        new Lessons(Path.of("../lessons"), Optional.empty(), Outputs.inMemory(), n -> false));
    return session;
  }

  private static String run(Session session, String line, int columns) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    session.run(line, new Terminal(columns, screen::writeBytes));
    return screen.toString(StandardCharsets.UTF_8);
  }

  private static List<String> tooWide(Session session, List<String> lines, int columns) {
    List<String> wide = new ArrayList<>();
    for (String line : lines) {
      String said = run(session, line, columns);
      assertTrue(!said.isEmpty(), line);
      said.lines()
          .filter(one -> Columns.of(one) > columns)
          .forEach(one -> wide.add(line + " says " + Columns.of(one) + " columns: " + one));
    }
    return wide;
  }

  /** All that is asked of a lab, but for what programs read. */
  private static List<String> questions(Session session) {
    List<String> lines =
        new ArrayList<>(
            List.of("why", "rules", "rules -6", "graph", "graph host", "places", "engine"));
    for (String depth : List.of("", "full ", "rules ")) {
      TARGETS.forEach(target -> lines.add("trace " + depth + target));
    }
    lines.add("plan docker run -d --name other --network backend -p 127.0.0.1:5353:53/udp nginx");
    lines.add("plan docker network create --internal --subnet 10.77.0.0/16 other");
    lines.add("plan docker rm -f web");
    EngineVersion mine = session.lab().engine().profile().version();
    for (EngineVersion other : EngineVersion.values()) {
      if (other != mine) {
        lines.add("diff --engine " + other.label());
      }
    }
    lines.addAll(List.of("lesson", "lesson nowhere", "graph nowhere", "trace nowhere web icmp"));
    lines.addAll(List.of("trace", "capture", "plan", "engine 1 2 3", "diff", "lang xx", "undo x"));
    lines.addAll(List.of("nowhere#", "nowhere$ ls", "lab> tarce", "help nothing", "reset"));
    boolean french = session.commands().language() == Language.FR;
    lines.add("lesson " + (french ? "pont-par-defaut" : "default-bridge"));
    lines.addAll(List.of("hint", "solution", "answer 42", "check"));
    return lines;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theHelpOnEveryWordFits(Language language) throws Exception {
    Session session = session(EngineVersion.DEFAULT, language);
    List<String> lines = new ArrayList<>(List.of("help"));
    session.commands().topics().forEach(topic -> lines.add("help " + topic));
    assertEquals(List.of(), tooWide(session, lines, PROJECTOR));
    session.lab().close();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void whatIsSaidInAClassroomFits(Language language) throws Exception {
    EngineVersion[] some = {EngineVersion.DEFAULT};
    for (EngineVersion version : Effort.isCampaign() ? EngineVersion.values() : some) {
      Session session = session(version, language);
      CLASSROOM.forEach(line -> run(session, line, PROJECTOR));
      assertEquals(List.of(), tooWide(session, questions(session), PROJECTOR), version.label());
      session.lab().close();
    }
  }

  /** French has the longer words. */
  private static List<Language> languages() {
    return Effort.isCampaign() ? List.of(Language.values()) : List.of(Language.FR);
  }

  @ParameterizedTest
  @MethodSource("languages")
  void aNarrowerTerminalIsObeyedAsWell(Language language) throws Exception {
    Session session = session(EngineVersion.DEFAULT, language);
    CLASSROOM.forEach(line -> run(session, line, PROJECTOR));
    List<String> lines = new ArrayList<>(questions(session));
    lines.removeIf(line -> line.contains("a-database-with-a-name"));
    assertEquals(List.of(), tooWide(session, lines, 60));
    session.lab().close();
  }

  /** An arrow and its far end stand on one line, also of a device with several addresses. */
  @Test
  void noArrowIsBrokenInANarrowGraph() throws Exception {
    Session session = session(EngineVersion.DEFAULT, Language.EN);
    run(session, "ip addr add 10.100.200.201/24 dev eth0", PROJECTOR);
    run(session, "ip addr add 10.100.200.202/24 dev eth0", PROJECTOR);
    for (int columns : List.of(50, 60, PROJECTOR)) {
      String graph = run(session, "graph", columns);
      assertTrue(graph.contains("<--> router/lan1\n"), graph);
      assertTrue(graph.contains("<--> router/wan0\n"), graph);
      assertTrue(graph.lines().allMatch(line -> line.length() <= columns), graph);
    }
    session.lab().close();
  }

  @Test
  void aWiderTerminalIsUsed() throws Exception {
    Session session = session(EngineVersion.DEFAULT, Language.EN);
    CLASSROOM.forEach(line -> run(session, line, PROJECTOR));
    String narrow = run(session, "trace full laptop 192.0.2.10:8080/tcp", PROJECTOR);
    String wide = run(session, "trace full laptop 192.0.2.10:8080/tcp", 2 * PROJECTOR);
    assertTrue(wide.lines().anyMatch(line -> line.length() > PROJECTOR), wide);
    assertTrue(wide.lines().count() < narrow.lines().count(), wide);
    session.lab().close();
  }
}
