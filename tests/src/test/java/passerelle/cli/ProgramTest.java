package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line: what is asked, in which language, and with which exit status it ends. */
class ProgramTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String input, Map<String, String> environment, String... args) {
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream complained = new PrintStream(err, true, StandardCharsets.UTF_8);
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    return new Program(environment, new ByteArrayInputStream(bytes), printed, complained).run(args);
  }

  private int run(String... args) {
    return run("", Map.of(), args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aPipeIsToldNothingButText() {
    String lines = "help\ntrace laptop 192.0.2.10:9/tcp\nplan docker run -d nginx\ngraph\nwhy\n";
    Map<String, String> colourful = Map.of("TERM", "xterm-256color", "CLICOLOR_FORCE", "1");
    run(lines, colourful);
    assertTrue(out().contains("DROPPED, NO_SOCKET"), out());
    assertFalse(out().contains("\u001b"), out());
  }

  @Test
  void whereNobodySitsNoSocketIsOpened(@TempDir Path runtime) throws IOException {
    Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", runtime.toString());
    run("hostname\n", environment);
    run("", environment, "-c", "docker run --rm alpine hostname");
    run("", environment, "replay", "../scenarios/library/bridge-inbound.md");
    run("", environment, "join");
    assertTrue(out().contains("host\n"), out());
    try (Stream<Path> files = Files.list(runtime)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void doctorSaysWhetherALabCanBeJoined(@TempDir Path runtime) throws IOException {
    Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", runtime.toString());
    Path own = runtime.resolve("passerelle");
    run("", environment, "doctor");
    assertTrue(out().replaceAll(" +", " ").contains("\nok join " + own + "\n"), out());
    out.reset();
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
    run("", environment, "doctor");
    assertTrue(out().contains(own + " is not this user's alone"), out());
    assertTrue(out().contains("XDG_RUNTIME_DIR"), out());
  }

  @Test
  void helpIsInTheLanguageAskedFor() {
    assertEquals(0, run("--help"));
    assertTrue(out().startsWith("Usage: passerelle"), out());
    out.reset();
    assertEquals(0, run("--lang", "fr", "--help"));
    assertTrue(out().startsWith("Usage\u00a0: passerelle"), out());
    assertTrue(out().contains("rejouer des transcriptions"), out());
    out.reset();
    assertEquals(0, run("", Map.of("LANG", "fr_CH.UTF-8"), "replay", "--help"));
    assertTrue(out().contains("Options\u00a0:"), out());
  }

  @Test
  void whatStandsForSomethingElseIsFrenchInFrench() {
    for (String command :
        List.of("", "replay", "slides", "transcript", "compare", "lesson", "play", "doctor")) {
      out.reset();
      run((command + " --lang fr --help").strip().split(" "));
      assertFalse(out().matches("(?s).*\\b(NAME|FILE|DIR|DECK|LINES|ADDRESS|COMMAND)\\b.*"), out());
      assertEquals(
          List.of(), out().lines().filter(line -> line.length() > 80).toList(), "80 columns");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replay --jobs abc | --jobs ne peut pas valoir abc ; essayez « passerelle replay --help »",
        "replay --jobs | il manque la valeur de l'option --jobs ; essayez « passerelle replay"
            + " --help »",
        "replay --junt x | option inconnue : --junt (vouliez-vous dire : --junit) ; essayez «"
            + " passerelle replay --help »",
        "relpay | commande inconnue : relpay (vouliez-vous dire : replay) ; essayez « passerelle"
            + " --help »",
        "transcript | il manque FICHIER ; essayez « passerelle transcript --help »",
        "transcript a b | argument inattendu : b ; essayez « passerelle transcript --help »",
        "--seed 1 --seed 2 | l'option --seed figure deux fois ; essayez « passerelle --help »"
      })
  void wrongUsageIsExplainedInThePersonsLanguage(String line, String explained) {
    assertEquals(2, run("", Map.of("LANG", "fr_FR.UTF-8"), line.split(" ")));
    assertEquals("passerelle: " + explained + "\n", err().replace('\u00a0', ' '));
  }

  @Test
  void aBlockOfTheReadmeRunsFromAPipeAsItIsPrinted() {
    run(
        "lab> places\n"
            + "host$ hostname\n"
            + "80/tcp -> 0.0.0.0:8080\n"
            + "<title>it's</title>\n\n"
            + "laptop$ hostname\n"
            + "laptop\n"
            + "false\n",
        Map.of());
    assertTrue(
        out().endsWith("host$ hostname\nhost\nlaptop$ hostname\nlaptop\nhost$ false\n[1]\n"),
        out());
  }

  @ParameterizedTest
  @CsvSource({
    "--bogus",
    "--engine=27.0",
    "--mtu=12",
    "--mtu=99999999999",
    "--bip=10.0.0.1",
    "--seed=x",
    "--pace=-1",
    "--iptables=perhaps",
    "--firewall-backend=nftables",
    "--firewall-backend=ebtables",
    "--lang=de",
    "--images=",
    "--images=/no/such/file",
    "nonsense",
    "transcript"
  })
  void wrongUsageIsOneLineAndStatusTwo(String argument) {
    assertEquals(2, run(argument));
    assertEquals("", out());
    assertEquals(1, err().lines().count(), err());
  }

  @Test
  void linesOfAnOptionAreRunAndTheLastStatusIsTheExitStatus() {
    assertEquals(3, run("--images=stand-in", "-c", "echo one\nlaptop$ hostname\nexit 3"));
    assertEquals("one\nlaptop\n", out());
  }

  @Test
  void whatSeveralOptionsSayIsDoneInTheirOrder() {
    assertEquals(3, run("-c", "hostname", "--seed", "3", "-c", "laptop$ hostname\nexit 3"));
    assertEquals("host\nlaptop\n", out());
  }

  @Test
  void whatIsNotWholeAtTheEndIsAnError() {
    assertEquals(2, run("-c", "echo \"abc"));
    assertEquals(2, run("-c", "for i in 1 2; do echo $i"));
    assertEquals(2, run("-c", "ls |"));
    assertEquals(0, run("-c", "cat <<END\nab"));
    assertEquals(
        """
        bash: unexpected EOF while looking for matching `"'
        bash: syntax error: unexpected end of file
        bash: syntax error: unexpected end of file
        bash: warning: here-document at line 1 delimited by end-of-file (wanted `END')
        ab
        """,
        out());
  }

  @Test
  void linesFromAPipePrintATranscript() {
    assertEquals(0, run("hostname\nfalse\nfor i in 1 2\ndo echo $i\ndone\n", Map.of()));
    assertEquals(
        "host$ hostname\nhost\nhost$ false\n[1]\nhost$ for i in 1 2\n> do echo $i\n> done\n1\n2\n",
        out());
  }

  @Test
  void theSameSeedGivesTheSameBytes() {
    String line = "docker run -d --name a alpine sleep 9\ndocker inspect a\nip addr\n";
    run(line, Map.of(), "--seed=7");
    String first = out();
    out.reset();
    run(line, Map.of(), "--seed=7");
    assertEquals(first, out());
    out.reset();
    run(line, Map.of(), "--seed=8");
    assertFalse(first.equals(out()));
  }

  @Test
  void daemonOptionsReachTheEngine() {
    run("--bip=10.20.0.254/24", "--no-iptables", "-c", "engine\niptables -t nat -S POSTROUTING");
    assertEquals(
        "Docker Engine 29.1.5, options --bip 10.20.0.254/24 --iptables=false\n"
            + "-P POSTROUTING ACCEPT\n",
        out());
  }

  @Test
  void anOlderApiIsAnsweredWithItsOwnFields() {
    String inspect = "docker inspect -f '{{.NetworkSettings.IPAddress}}' web";
    String lines =
        "docker run -d --name web nginx > /dev/null\n"
            + ("DOCKER_API_VERSION=1.51 " + inspect + "\n")
            + "DOCKER_API_VERSION=1.43 docker ps\n"
            + "DOCKER_API_VERSION=1.99 docker run nginx\n";
    assertEquals(125, run("--engine=29.1", "-c", lines));
    assertEquals(
        """
        172.17.0.2
        Error response from daemon: client version 1.43 is too old. Minimum supported API version \
        is 1.44, please upgrade your client to a newer version
        docker: Error response from daemon: client version 1.99 is too new. Maximum supported API \
        version is 1.52

        Run 'docker run --help' for more information
        """,
        out() + err());
  }

  @Test
  void aTranscriptThatPassesUnderAnotherEngineSaysSo(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("stages.md");
    Files.writeString(
        file,
        """
        ```console
        host$ iptables -S DOCKER-ISOLATION-STAGE-2
        -N DOCKER-ISOLATION-STAGE-2
        -A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
        ```
        """);
    assertEquals(1, run("--lang=en", "replay", file.toString()));
    assertTrue(out().contains("it passes under Docker Engine 28.5: write engine: \"28.5\""), out());
    assertEquals(
        0, run("--engine", "28.5", "replay", file.toString()), "an option before the command");
  }

  @Test
  void optionsBeforeACommandAreTheCommandsAndNeverDropped() {
    assertEquals(2, run("--lang=en", "--kernel", "real", "doctor"));
    assertEquals("passerelle: unknown option --kernel; try \"passerelle doctor --help\"\n", err());
  }

  @Test
  void anOptionThatIsNotKnownIsNamedAndNotTheWordBehindIt() {
    assertEquals(2, run("--lang=en", "web", "--fil", "x.html"));
    assertTrue(err().contains("unknown option --fil (did you mean: --file)"), err());
  }
}
