package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.Labs;
import passerelle.cli.SameLab;
import passerelle.cli.command.LabCommands;
import passerelle.files.NoFiles;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.ReplayCommand;
import passerelle.scenarios.replay.ReplayOptions;
import passerelle.scenarios.replay.Shard;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;
import passerelle.text.ReportPrinter;

/** A lab is written down as a transcript, which replays and makes the lab again. */
class SaveAndLoadTest {
  @TempDir private Path directory;

  private final Session session = new Session(Labs.commands(Language.EN));
  private final Session other = new Session(Labs.commands(Language.EN));

  @AfterEach
  void close() {
    session.lab().close();
    other.lab().close();
  }

  private String run(String line) {
    return run(session, line);
  }

  private static String run(Session where, String line) {
    return Labs.run(where, line);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  /** Saves, and asserts that the file replays and makes the same lab, which is saved the same. */
  private String saved() throws IOException {
    String told = run("save " + file("lab.md"));
    assertTrue(told.startsWith(file("lab.md") + " written, "), told);
    assertFalse(told.contains("not in all like"), told);
    String text = Files.readString(Path.of(file("lab.md")));
    assertEquals("", replayed(file("lab.md")), text);
    String answer = run(other, "load " + file("lab.md"));
    assertTrue(answer.contains("this is its lab now"), answer);
    assertFalse(answer.contains("otherwise"), answer);
    run(other, "save " + file("again.md"));
    assertEquals(text, Files.readString(Path.of(file("again.md"))));
    SameLab.check(session.lab(), other.lab(), text);
    return text;
  }

  private static String replayed(String file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    ReportPrinter printer = new ReportPrinter(stream, OptionalInt.empty());
    int status =
        new ReplayCommand(new SimLabFactory(), Language.EN, Optional.empty(), printer, printer)
            .run(
                new ReplayOptions(
                    List.of(Path.of(file)),
                    LabOptions.NONE,
                    false,
                    Optional.empty(),
                    Shard.WHOLE,
                    1));
    return status == 0 ? "" : out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aPromptOfOnesOwnIsNoPlace() throws IOException {
    run("PS1='my> '");
    run("docker run -ti --name box alpine");
    run("PS1='\\w in> '");
    run("cd /etc");
    assertEquals("/etc in> ", session.prompt());
    run("exit");
    assertEquals("my> ", session.prompt());
    run("cd /tmp");
    String text = saved();
    assertTrue(text.contains("\nbox# cd /etc\n"), text);
    assertTrue(text.contains("\nhost$ cd /tmp\n"), text);
  }

  @Test
  void whatWasTypedIsWrittenWithWhatItPrinted() throws IOException {
    run("docker run -d --name web -p 8080:80 nginx");
    run("laptop$ curl -s http://192.0.2.10:8080/ | head -1");
    run("docker stop nobody");
    String text = saved();
    assertTrue(
        text.startsWith(
            "---\nengine: \"28.5\"\nkernel: sim\nimages: \"stand-in\"\nseed: 1\nterminal: lines\n"),
        text);
    assertTrue(
        text.contains("```console\nhost$ docker run -d --name web -p 8080:80 nginx\n"), text);
    assertTrue(text.endsWith("No such container: nobody\n[1]\n```\n"), text);
  }

  @Test
  void placesShellsAndTimeAreRight() throws IOException {
    run("docker run -d --name web nginx");
    run("docker exec -ti web sh");
    run("cd /tmp; X=5");
    run("laptop$ ping -c 2 192.0.2.10");
    run("sleep 90");
    run("echo $X > there");
    run("host");
    run("docker run -ti --name box alpine");
    run("hostname > /name");
    run("web");
    run("host$ traceroute -n 198.51.100.80");
    run("host$ sleep 300 & sleep 400 &");
    run("host$ kill %1");
    run("pwd");
    saved();
    assertEquals("web# ", other.prompt());
    assertEquals("/tmp\n", run(other, "pwd"));
  }

  @Test
  void linesOfSeveralLinesAndStrangeOutputsStayWhatTheyAre() throws IOException {
    run("for i in 1 2\ndo\n  echo \"[..] $i\"\ndone > /tmp/f");
    run("cat <<END\nhost$ is no prompt\n...\n[7]\n```\nEND");
    run("echo '> quoted'; echo \\\\");
    run("echo a \\\n  b");
    run("printf '\\033[31mred\\n'");
    saved();
  }

  @Test
  void labCommandsEnginesAndPreparationAreWritten() throws IOException {
    run("ip link add br-lab type bridge");
    run("ip addr add 10.30.0.1/24 dev br-lab");
    run("docker run -d --name lost nginx");
    run("ip link set br-lab up");
    run("engine --bridge br-lab --mtu 1400");
    run("docker run -d --name box alpine sleep 1000");
    run("trace laptop 192.0.2.10");
    run("trace box 192.0.2.20 | grep -c reply; places");
    run("engine restart --icc=false");
    run("docker network create app");
    String text = saved();
    assertTrue(text.contains("lab> engine 28.5 --bridge br-lab --mtu 1400\n"), text);
    assertFalse(text.contains("lost"), text);
  }

  @Test
  void whatWasInterruptedIsInterruptedAgain() throws IOException {
    run("lab> keys 3.217 ^C");
    run("ping 192.0.2.20");
    run("lab> keys 0.7 ^C");
    run("docker run --name pp alpine ping 192.0.2.20");
    String text = saved();
    assertTrue(text.contains("lab> keys 3.217 ^C\nhost$ ping 192.0.2.20\n"), text);
  }

  @Test
  void whatWentOnInAnotherWindowGoesOnThereAgain() throws IOException {
    run("lab> window host");
    run("lab> keys 4.5 ^C");
    run("lab> meanwhile");
    run("tcpdump -lni any icmp");
    run("lab> window 0");
    run("ping -c 2 192.0.2.20");
    run("docker run -d --name web nginx");
    String seen = run("lab> await 1");
    assertTrue(seen.contains("seq 2, length 64") && seen.contains("packets captured"), seen);
    run("echo after");
    String text = saved();
    assertTrue(
        text.contains(
            "lab> window host\nlab> keys 4.5 ^C\nlab> meanwhile\nhost$ tcpdump -lni any icmp\n"),
        text);
    assertTrue(text.indexOf("packets captured") > text.indexOf("docker run"), text);
    assertTrue(text.indexOf("packets captured") < text.indexOf("host$ echo after"), text);
  }

  @Test
  void aServerInTheForegroundOfAnotherWindowRunsOn() throws IOException {
    run("lab> window host");
    run("lab> meanwhile");
    run("docker run --name web -p 8080:80 nginx");
    run("lab> window 0");
    run("sleep 1");
    assertTrue(run("laptop$ curl -sI http://192.0.2.10:8080/ | head -1").contains("200"));
    saved();
    assertEquals("web\n", run(other, "host$ docker ps --format '{{.Names}}'"));
  }

  @Test
  void aCaptureHasTheSamePacketsAgain() throws IOException {
    run("capture start all icmp or port 80");
    run("ping -c 1 192.0.2.20");
    run("capture stop");
    run("ping -c 1 192.0.2.20");
    String text = saved();
    assertTrue(text.contains("lab> capture start all icmp or port 80\n"), text);
    assertFalse(run("capture show").isEmpty());
    assertEquals(run("capture show"), run(other, "capture show"));
    assertEquals(run("capture list"), run(other, "capture list"));
  }

  @Test
  void aWindowThatWasOpenBeforeTheCaptureIsOpenedBeforeIt() throws IOException {
    run("docker run -d --name c1 alpine sleep 1000");
    run("c1");
    run("capture all");
    run("host");
    run("hostname");
    String text = saved();
    assertTrue(text.indexOf("window c1") < text.indexOf("capture start"), text);
  }

  @Test
  void whatUndoTookBackIsNotWritten() throws IOException {
    run("docker run -d --name web nginx");
    run("docker network create app");
    run("undo");
    assertFalse(saved().contains("app"));
  }

  @Test
  void aLanguageIsKept() throws IOException {
    run("lang fr");
    run("trace laptop 192.0.2.10");
    assertTrue(run("save " + file("fr.md")).contains("écrit"));
    String text = Files.readString(Path.of(file("fr.md")));
    assertTrue(text.contains("lang: fr\n"), text);
    assertEquals("", replayed(file("fr.md")));
  }

  @Test
  void anyTranscriptIsLoadedAndUndoneAndSavedAgain() throws IOException {
    run("docker run -d --name mine nginx");
    String before = run("docker inspect mine");
    String scenario = "../scenarios/library/bridge-inbound.md";
    String told = run("load " + scenario);
    assertTrue(told.contains("Gone: container mine"), told);
    run("docker network create mine");
    run("undo");
    assertEquals("taken back: lab> load " + scenario + "\n", run("undo"));
    assertEquals(before, run("docker inspect mine"));
  }

  @Test
  void aTranscriptThatCannotBeLoadedLeavesTheLabAsItIs() throws IOException {
    run("docker run -d --name mine nginx");
    Files.writeString(
        Path.of(file("real.md")), "---\nkernel: real\n---\n```console\nhost$ ls\n```\n");
    Files.writeString(Path.of(file("none.md")), "nothing here\n");
    Files.writeString(Path.of(file("place.md")), "```console\nmars$ \u001b[31mls\n```\n");
    Files.writeString(
        Path.of(file("images.md")), "---\nimages: ../x.yaml\n---\n```console\nhost$ ls\n```\n");
    Files.writeString(Path.of(file("big.md")), "x".repeat((4 << 20) + 1));
    for (String name : List.of("real", "none", "place", "images", "big", "missing")) {
      String told = run("load " + file(name + ".md"));
      assertEquals(2, session.status(), told);
      assertTrue(told.startsWith("load: ") && told.lines().count() <= 3, told);
      assertFalse(told.contains("\u001b"), told);
    }
    assertEquals("mine\n", run("docker ps --format '{{.Names}}'"));
  }

  @Test
  void whatALoadedTranscriptWritesIsNotKept() throws IOException {
    Files.writeString(
        Path.of(file("writes.md")),
        "```console\nlab> capture all -w out.pcap\n...\nlab> graph > graph.txt\n"
            + "lab> capture stop\n...\nlab> load ../secret\n[2]\n```\n");
    String told = run("load " + file("writes.md"));
    assertTrue(
        told.contains("1 of them answers otherwise than it says, first in line 7: lab> load"),
        told);
    assertFalse(Files.exists(Path.of("out.pcap")) || Files.exists(Path.of("graph.txt")));
  }

  @Test
  void filesAreThePersonsAndNoneIsReplacedUnasked() throws IOException {
    run("docker run -d --name web nginx");
    Files.writeString(Path.of(file("there.md")), "mine\n");
    assertTrue(run("save " + file("there.md")).contains("--force"));
    assertEquals("mine\n", Files.readString(Path.of(file("there.md"))));
    run("save --force " + file("there.md"));
    assertTrue(Files.readString(Path.of(file("there.md"))).contains("docker run"));
    LabCommands piped = Session.commands(session.lab(), Language.EN, new NoFiles());
    assertEquals(2, piped.run("save " + file("piped.md"), bytes -> true));
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    assertEquals(2, piped.run("load " + file("there.md"), new Terminal(400, told::writeBytes)));
    assertTrue(told.toString(StandardCharsets.UTF_8).contains("passerelle --load FILE"));
    assertTrue(run(other, "save " + file("empty.md")).contains("nothing has been done"));
  }
}
