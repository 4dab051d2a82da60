package passerelle.cli.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.Tables;
import passerelle.cli.command.Viewer;
import passerelle.cli.expect.Expect;
import passerelle.cli.expect.Scene;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.RuleLedger;
import passerelle.cli.session.LessonSeat;
import passerelle.cli.session.Session;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Turns;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.files.HandedFiles;
import passerelle.files.OwnFiles;
import passerelle.lessons.Decision;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Table;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.tty.Holder;
import passerelle.text.Language;
import passerelle.text.Messages;

@DisplayName("The docker command of a real lab")
@Tag("real")
@Tag("unprivileged")
class RealLabTest {
  private static RealLab lab;

  @BeforeAll
  static void open() throws LabException {
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of("28.5").orElseThrow());
    lab = RealLab.open(new LabSettings(engine, "stand-in", 1));
    lab.setInteractive();
    lab.sitDown(Person.FIRST, Holder.LINES);
    assertEquals(0, lab.run("host", "docker run -d --name web nginx", bytes -> true));
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static String host(String line) {
    return on("host", line);
  }

  /** Types as soon as a word is on the screen. */
  private static String typing(String keys, String word, String line) {
    AtomicBoolean typed = new AtomicBoolean();
    return on(
        "host",
        line,
        shown -> {
          if (shown.contains(word) && typed.compareAndSet(false, true)) {
            byte[] bytes = keys.getBytes(StandardCharsets.UTF_8);
            lab.kernel().clock().after(0, () -> lab.keyboard(Person.FIRST).type(bytes));
          }
        });
  }

  private static String on(String machine, String line) {
    return on(machine, line, shown -> {});
  }

  private static String on(String machine, String line, Consumer<String> watcher) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () ->
            lab.run(
                machine,
                line,
                bytes -> {
                  screen.writeBytes(bytes);
                  watcher.accept(screen.toString(StandardCharsets.UTF_8));
                  return true;
                }));
    return screen.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @Test
  void theRouteOfAPacketIsAskedAsInALesson() throws Exception {
    Transcript typed =
        Transcript.parse("way", "# x\n\n```console\nlab> trace web 172.17.0.1 icmp\n```\n");
    LabCommands commands = Session.commands(lab, Language.EN, new OwnFiles());
    Decision decision =
        LessonSeat.inPlace(commands, new OwnFiles())
            .decision(typed.steps().get(0), "route web")
            .orElseThrow();
    String right = decision.question().choices().get(decision.right());
    assertTrue(right.startsWith("172.17.0.0/16 dev eth0"), right);
  }

  @Test
  @DisplayName("A check that fails says why")
  void aCheckThatFailsSaysWhy() throws Exception {
    Messages messages = Messages.of(Language.EN, "passerelle/cli/messages");
    try (Scene scene = new Scene(lab, messages)) {
      String said =
          Expect.otherwise(List.of("reach", "laptop", "192.0.2.10:8099"), scene, messages)
              .orElseThrow();
      assertTrue(said.contains("Found: laptop is refused by 192.0.2.10:8099."), said);
      assertTrue(said.contains("but that port is not published"), said);
    }
  }

  @Test
  @DisplayName("A line that comes after its terminal has gone is not run")
  void aLineThatComesAfterItsTerminalHasGoneIsNotRun() {
    Turns turns = new Turns();
    lab.share(turns);
    Person guest = new Person(1);
    turns.take(guest, () -> assertEquals("here\n", host("echo here")));
    turns.take(guest, () -> lab.leave(guest));
    turns.take(guest, () -> assertEquals("", host("echo ran; sleep 1000")));
    turns.take(guest, () -> assertEquals("", on("laptop", "echo ran; sleep 1000")));
    turns.take(Person.FIRST, () -> assertEquals("", host("pgrep -x sleep")));
  }

  @Test
  @DisplayName("Keys wait for the first shell of whoever types them")
  void keysWaitForTheFirstShellOfWhoeverTypesThem() {
    Turns turns = new Turns();
    lab.share(turns);
    Person guest = new Person(2);
    assertFalse(lab.keyboard(guest).isListening());
    turns.take(guest, () -> assertEquals("here\n", host("echo here")));
    assertTrue(lab.keyboard(guest).isListening());
    turns.take(guest, () -> lab.leave(guest));
  }

  @Test
  @DisplayName("docker top tells of the processes that are there")
  void dockerTopTellsOfTheProcessesThatAreThere() {
    host("docker exec -d web sleep 1000");
    String top = host("docker top web -o pid,cmd");
    assertTrue(top.matches("(?s)PID +CMD\n\\d+ +httpd .*\n\\d+ +sleep 1000\n"), top);
    host("kill $(docker top web -o pid,cmd | grep sleep | cut -d ' ' -f 1); sleep 0.2");
    assertEquals("0\n", host("docker top web | grep -c sleep"));
  }

  @Test
  @DisplayName("A lab cannot type at the person's prompt")
  void aLabCannotTypeAtThePersonsPrompt() {
    typing("echo mine\r", "go", "echo go; sleep 0.3");
    assertEquals("echo mine\n", lab.keyboard(Person.FIRST).unread());
    host("printf '#!/bin/sh\necho \"lab> capture save host:/x /y --force\"' > /root/cat");
    host("chmod +x /root/cat; PATH=/root:$PATH");
    try {
      typing("m", "go", "echo go; sleep 0.3");
      assertEquals("", lab.keyboard(Person.FIRST).unread());
    } finally {
      host("rm /root/cat; PATH=${PATH#/root:}");
      typing("\u0015", "go", "echo go; sleep 0.3");
      lab.keyboard(Person.FIRST).unread();
    }
  }

  @Test
  void itsOutputGoesWhereTheShellSendsIt() {
    assertEquals(
        "1\nweb\n2\n", host("(echo 1; docker ps --format '{{.Names}}'; echo 2) > f; cat f"));
    assertEquals("1\n", host("docker ps -q | wc -l"));
    assertEquals("[bridge]\n", host("echo [$(docker network ls --format '{{.Name}}' | head -1)]"));
  }

  @Test
  void itsErrorsAndItsStatusAreItsOwn() {
    assertEquals(
        "1\nError response from daemon: No such container: nobody\n",
        host("docker stop nobody 2>err; echo $?; cat err"));
  }

  @Test
  void itsRulesHaveAuthors() {
    ChainReference chain = ChainReference.of(Table.FILTER, "DOCKER-USER");
    host("iptables -I DOCKER-USER -s 198.51.100.9 -j DROP");
    RuleLedger.Written rule = lab.ledger().lines("host", chain).get(1);
    assertEquals("-A DOCKER-USER -s 198.51.100.9/32 -j DROP", rule.rule().line());
    assertEquals(
        "iptables -I DOCKER-USER -s 198.51.100.9 -j DROP",
        rule.author().typed().orElseThrow().line());
    host("iptables -D DOCKER-USER 1");
    assertEquals(1, lab.ledger().lines("host", chain).size());
  }

  @Test
  void aProcessInAContainerReadsWhatIsPipedIn() {
    assertEquals("hello\n", host("(sleep 0.2; echo hello) | docker exec -i web cat"));
    assertEquals("300000\n", host("head -c 300000 /dev/zero | docker exec -i web wc -c"));
  }

  @Test
  void moreOutputThanATerminalHoldsBlocksNobody() {
    String many = "web ".repeat(30);
    assertTrue(host("docker inspect " + many).length() > 200_000);
  }

  @Test
  void commandsRunSideBySideAndLeaveNothingBehind() throws IOException {
    host("docker ps -q");
    long before = descriptors();
    host("for i in $(seq 20); do docker ps -q & done > /dev/null 2>&1; wait");
    assertEquals("requests\n", host("ls -I netns /run/docker"));
    assertTrue(descriptors() <= before, () -> "more descriptors than " + before);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Test
  void aKilledCommandEndsAndTheNextOneWorks() {
    host("docker logs -f web > /dev/null & sleep 0.3; kill -9 $!; wait");
    assertEquals("web\n", host("docker ps --format '{{.Names}}'"));
  }

  @Test
  void ctrlCEndsAForegroundCommand() {
    lab.kernel().clock().after(500_000_000L, () -> lab.keyboard(Person.FIRST).type(new byte[] {3}));
    host("docker logs -f web");
    assertEquals("ok\n", host("echo ok"));
  }

  @Test
  void whatIsTypedReachesTheProgramThatReads() {
    String shown = typing("typed\n\4", "ready", "stty -echo; echo ready; cat");
    assertTrue(shown.contains("ready\ntyped\n"), shown);
  }

  @Test
  void aProgramInAContainerHasTheTerminalToItself() {
    assertEquals(
        "ready\ntyped\ntyped\n",
        typing("typed\r\4", "ready", "docker exec -ti web sh -c 'echo ready; exec cat'"));
    String detach = new String(new char[] {16, 17});
    String ping = "docker exec -ti web ping 192.0.2.20";
    assertTrue(typing(detach, "PING", ping).startsWith("PING 192.0.2.20"));
  }

  @Test
  void whatNobodyReadIsLeftForTheNextPrompt() {
    lab.kernel()
        .clock()
        .after(
            200_000_000L,
            () -> lab.keyboard(Person.FIRST).type("ls -l\npart".getBytes(StandardCharsets.UTF_8)));
    host("sleep 0.6");
    assertEquals("ls -l\npart", lab.keyboard(Person.FIRST).unread().replace("\r\n", "\n"));
    assertEquals("", lab.keyboard(Person.FIRST).unread());
  }

  /** As a page beside the terminal asks. */
  @Test
  void itsTablesAndThePacketsOfATraceAreSeen() {
    LabCommands commands =
        Session.commands(lab, Language.EN, new HandedFiles((name, content) -> {}));
    Viewer viewer = new Viewer(commands, new Turns());
    List<String> routes = viewer.look(new Tables.Thing("device", "host", "docker0"), "routes");
    assertEquals(List.of("routes", "host$ ip route"), routes.subList(0, 2));
    assertTrue(routes.get(2).contains("172.17.0.0/16 dev docker0"), routes.toString());
    List<String> inspect = viewer.look(new Tables.Thing("container", "host", "web"), "inspect");
    assertTrue(inspect.get(2).contains("\"Name\": \"/web\""), inspect.toString());
    assertEquals(0, commands.run("trace host 172.17.0.2:80/tcp", bytes -> true));
    assertTrue(viewer.play().get(0).contains("172.17.0.0/16 dev docker0"), "the route that won");
  }

  @Test
  void theTerminalsHaveThePersonsSize() {
    lab.keyboard(Person.FIRST).resize(101, 37);
    assertEquals("37 101\n", host("stty size"));
    lab.keyboard(Person.FIRST).resize(80, 24);
  }

  @Test
  void otherMachinesHaveNoEngine() {
    assertTrue(on("laptop", "docker ps").endsWith("docker: command not found\n"));
  }
}
