package passerelle.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.approvaltests.Approvals;
import org.approvaltests.core.Options;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.capture.Packets;
import passerelle.capture.file.CapturedPacket;
import passerelle.cli.Folded;
import passerelle.cli.Labs;
import passerelle.cli.session.Session;
import passerelle.files.OwnFiles;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** The commands of the prompt {@code lab>} on a lab with a published web server. */
class LabCommandsTest {
  private LabCommands commands = Labs.commands(Language.EN);

  @AfterEach
  void close() {
    commands.lab().close();
  }

  private void host(String line) {
    assertEquals(0, commands.lab().run("host", line, bytes -> true), line);
  }

  private void web() {
    host("docker run -d --name web -p 8080:80 nginx");
  }

  private String run(int status, String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    assertEquals(status, commands.run(line, new Terminal(80, screen::writeBytes)), line);
    return screen.toString(StandardCharsets.UTF_8);
  }

  private void speak(String language) {
    commands =
        Session.commands(commands.lab(), Language.of(language).orElseThrow(), new OwnFiles());
  }

  @Test
  void packetsAreStillPlayedWhenSomebodyHasJoinedTheStackThatTheyWentThrough() {
    web();
    host("docker run -d --name helper --network container:web alpine sleep 1d");
    run(0, "trace helper 127.0.0.1:80/tcp");
    host("docker run -d --name admin --network container:web alpine sleep 1d");
    assertTrue(commands.playing().orElseThrow().packets().get(0).stops().get(0).at().isPresent());
    host("docker rm -f web helper admin");
    assertTrue(commands.playing().isPresent());
  }

  @Test
  void theFilesOfATraceAreNamedBeforeOrBehind(@TempDir Path directory) throws Exception {
    Path before = directory.resolve("before.svg");
    Path behind = directory.resolve("behind.svg");
    run(0, "trace --svg " + before + " laptop 192.0.2.1 icmp");
    run(0, "trace laptop 192.0.2.1 icmp --svg " + behind);
    assertTrue(Files.readString(behind).startsWith("<svg"), Files.readString(before));
    run(0, "trace laptop -- echo --svg no.svg");
    run(2, "trace laptop --svg no.svg");
  }

  @Test
  void anErrorIsTranslatedInWhatItIsAbout() {
    web();
    host("iptables -I DOCKER-USER -i eth0 -j REJECT");
    String told = run(0, "trace laptop 192.0.2.10:8080/tcp");
    assertTrue(told.contains("UN-DNAT: 172.17.0.2:80 -> 192.0.2.10:8080"), told);
  }

  @ParameterizedTest
  @CsvSource({"story,en", "full,en", "rules,en", "story,fr", "full,fr", "rules,fr"})
  void aTraceTellsTheWayInAndTheAnswer(String depth, String language) {
    web();
    speak(language);
    String words = depth.equals("story") ? "" : depth + " ";
    String told = run(0, "trace " + words + "laptop 192.0.2.10:8080/tcp");
    Options options = Approvals.NAMES.withParameters(depth, language);
    Approvals.verify(told, options);
  }

  @Test
  void anEngineStartsWithTheFileThatWasWrittenBefore() {
    host("echo '{\"bip\": \"172.30.0.1/16\"}' > /etc/docker/daemon.json");
    run(0, "engine 28.5 --mtu 1400");
    host("ip -br addr show docker0 | grep 172.30.0.1/16");
    host("systemctl restart docker; systemctl is-active docker");
    run(0, "engine restart");
    host("systemctl restart docker; systemctl is-active docker");
    host("echo '{\"foo\": 1}' > /etc/docker/daemon.json");
    String refused = run(2, "engine 28.5").replaceAll("\\s+", " ");
    assertTrue(refused.contains("don't match any configuration option: foo"), refused);
  }

  @Test
  void aCommandMayBeTracedWithoutDashesUnlessItsWordIsAPlace() {
    web();
    String curl = " curl -s http://192.0.2.10:8080/";
    String bare = run(0, "trace laptop" + curl);
    assertTrue(bare.contains("DNAT: 192.0.2.10:8080 -> 172.17.0.2:80"), bare);
    assertTrue(bare.contains("sent by curl"), bare);
    assertTrue(run(0, "trace curl -s http://172.17.0.2/").contains("sent by curl"));
    assertTrue(run(0, "trace laptop host").contains("icmp echo request"));
    run(2, "trace laptop");
    run(2, "trace laptop cur http://192.0.2.10/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void theVerdictSaysInPlainWordsWhatBecameOfThePacket(String language) {
    web();
    speak(language);
    StringBuilder told = new StringBuilder();
    for (String target :
        List.of(
            "laptop 192.0.2.10:8080/tcp",
            "laptop 192.0.2.10:9999/tcp",
            "laptop 192.0.2.10:9999/udp",
            "laptop 172.17.0.2:80/tcp",
            "web 198.51.100.80 icmp",
            "laptop 192.0.2.99 icmp",
            "internet 203.0.113.7 icmp",
            "host web:80/tcp")) {
      told.append(verdict(target));
    }
    host("iptables -I DOCKER-USER -p tcp -j DROP");
    told.append(verdict("laptop 192.0.2.10:8080/tcp"));
    host("iptables -I DOCKER-USER -p tcp -j REJECT");
    told.append(verdict("laptop 192.0.2.10:8080/tcp"));
    Approvals.verify(told.toString(), Approvals.NAMES.withParameters(language));
  }

  private String verdict(String target) {
    String told = run(0, "trace " + target);
    return target + "\n" + told.substring(told.lastIndexOf("=>"));
  }

  @Test
  void aTraceInJsonHasAnObjectForEachStep() {
    web();
    List<String> lines = run(0, "trace --json laptop 192.0.2.10:8080/tcp").lines().toList();
    assertEquals("[", lines.get(0));
    assertEquals("]", lines.get(lines.size() - 1));
    assertTrue(lines.get(1).startsWith("  {\"time_ns\": "), lines.get(1));
    assertTrue(lines.stream().anyMatch(l -> l.contains("\"netns\": \"web\"")));
  }

  @Test
  void aPlanShowsWhatWillBeDoneAndDoesNothing() {
    String planned = run(0, "plan docker run -d --name web -p 8080:80 nginx");
    assertTrue(planned.contains("-j DNAT --to-destination 172.17.0.2:80"), planned);
    assertEquals(
        1,
        commands.lab().engine().networks().stream().filter(n -> n.name().equals("host")).count());
    assertTrue(commands.lab().engine().containers().isEmpty());
    web();
    String rules =
        String.join("\n", commands.lab().kernel().view().snapshot("host").rules().lines());
    assertTrue(rules.contains("--to-destination 172.17.0.2:80"), rules);
    String down = run(0, "plan docker rm -f web");
    assertTrue(down.contains("ip netns delete"), down);
  }

  @Test
  void whatAContainerThatRunsAnnouncesMeanwhileIsNotPlanned() {
    web();
    host("sleep 0.5");
    String planned = run(0, "plan docker run -d --network host nginx");
    assertEquals("The kernel would not be asked to do anything.\n", planned);
  }

  @Test
  void aCaptureCountsShowsAndHoldsAgainstAnExpectation(@TempDir Path directory) throws Exception {
    web();
    Path file = directory.resolve("lab.pcapng");
    run(0, "capture all -w " + file);
    run(0, "trace laptop 192.0.2.10:8080/tcp");
    assertEquals("1\n", run(0, "capture count web/eth0 'tcp[tcpflags] == tcp-syn'"));
    run(0, "capture expect 1 host/eth0 'tcp[tcpflags] == tcp-syn and dst port 8080'");
    assertEquals(
        "1 packet matches at host/eth0 tcp[tcpflags] == tcp-syn, not 2\n",
        run(1, "capture expect 2 host/eth0 'tcp[tcpflags] == tcp-syn'"));
    assertTrue(run(0, "capture show host/docker0 tcp").contains("172.17.0.2.80: Flags [S]"));
    run(0, "capture stop");
    byte[] bytes = Files.readAllBytes(file);
    List<CapturedPacket> packets = Packets.readAll(bytes);
    assertTrue(
        packets.stream()
            .flatMap(packet -> packet.comment().stream())
            .anyMatch(c -> c.contains("DNAT 192.0.2.10:8080 -> 172.17.0.2:80")));
    assertEquals(packets.size(), lines(run(0, "capture list")));
  }

  /** The sum of the counts of a list. */
  private static int lines(String list) {
    return list.lines()
        .skip(1)
        .mapToInt(line -> Integer.parseInt(line.strip().split(" ")[0]))
        .sum();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trace",
        "trace laptop",
        "trace nobody 192.0.2.1 icmp",
        "trace laptop 192.0.2.1:0/tcp",
        "trace laptop 192.0.2.1:99999999999/tcp",
        "trace laptop 192.0.2.1/tcp",
        "trace laptop nowhere:80/tcp",
        "trace laptop --",
        "trace 'laptop",
        "capture",
        "capture stop",
        "capture nowhere",
        "capture host/eth7",
        "capture host -w",
        "capture host -w /tmp/x.txt",
        "capture host -w /no/such/directory/x.pcap",
        "capture host 'tcp porter'",
        "capture expect x host",
        "capture save host:/nothing /tmp/x",
        "plan",
        "plan ls",
        "graph nowhere",
        "graph --bogus",
        "engine 27",
        "engine --bip 10.0.0.0",
        "engine --bogus",
        "lang de",
        "undo",
        "help nothing",
        "why",
        "places now",
        "nothing"
      })
  void whatMakesNoSenseIsOneLineWithStatusTwo(String line) {
    String answer = Folded.undo(run(2, line));
    assertEquals(1, answer.lines().count(), answer);
    assertTrue(answer.length() > 10, answer);
  }
}
