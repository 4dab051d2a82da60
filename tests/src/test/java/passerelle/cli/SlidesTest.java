package passerelle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.approvaltests.Approvals;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slides and tutorials, from the command line to the reports. */
class SlidesTest extends SlideDecks {

  /** Slides as a trainer shows them: highlights, notes, shells that are never left. */
  private static final String REMARK =
      """
      class: title
      # Containers and their networks
      ---
      name: bridge
      ## The bridge
      - Everybody is on it: `docker run --net bridge ...`; nobody with `docker run --net none ...`
      .lab[
      - Look:
        ```bash
        $ docker network ls
        NETWORK ID          NAME                DRIVER              SCOPE
        6f1ad7d7e2a1        bridge              bridge              local
        2a6bc2b1c7b1        host                host                local
        5d0e0be1d03b        none                null                local
        $ docker run -d --name web nginx
        Unable to find image 'nginx:latest' locally
        latest: Pulling from library/nginx
        Status: Downloaded newer image for nginx:latest
        da33b7aa74b0bf3bda3ebd502d404320ca112a268aafe05b4851d1e3312ed168
        ```
      ]
      ???
      ```bash
      $ rm -rf /
      ```
      --
      ```bash
      $ docker run -ti alpine
      / # ping -c `2` 172.17.0.1
      PING 172.17.0.1 (172.17.0.1): 56 data bytes
      64 bytes from 172.17.0.1: seq=0 ttl=64 time=0.091 ms
      ...
      / # hostname
      someone
      ```
      ---
      ## Later
      ```bash
      $ docker inspect -f '{{.Name}}' da33
      /web
      $ docker exec <containerID> hostname -i
      $ docker swarm init
      $ kubectl get pods
      $ docker run --net moon alpine
      docker: Error response from daemon: network moon not found.
      $ false
      ```
      """;

  @TestFactory
  Stream<DynamicTest> ourOwnDecksAreTrueToTheLastCommand() throws Exception {
    List<Path> decks;
    try (Stream<Path> files = Files.list(ROOT.resolve("lessons/decks"))) {
      decks = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
    assertTrue(decks.size() >= 2);
    return decks.stream()
        .map(
            deck ->
                DynamicTest.dynamicTest(
                    deck.getFileName().toString(),
                    () -> assertEquals(0, run("slides", deck.toString()), this::out)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr"})
  void aReportTellsOfEachSlideAndEachCommand(String language) throws Exception {
    assertEquals(1, run("--lang", language, "slides", deck("deck.md", REMARK)));
    Approvals.verify(
        out().replace(directory.toString(), "DIR"), Approvals.NAMES.withParameters(language));
  }

  @Test
  void aDeckWithoutABlockToRunIsNoSuccess() throws Exception {
    String deck =
        deck("text.md", "# Drivers\n\nSee `docker run --net none ...`.\n\n```yaml\na: 1\n```\n");
    assertEquals(2, run("slides", deck));
    assertTrue(err().contains("no block of commands that could be run"), err());
    assertTrue(out().contains("scenarios/library/drivers.md:"), out());
    assertFalse(out().contains("%"), out());
  }

  @Test
  void whatCannotBeReadIsOneErrorAndTheOthersRun() throws Exception {
    String good = deck("good.md", "# x\n```bash\n$ echo a\na\n```\n");
    assertEquals(2, run("slides", directory.resolve("none.md").toString(), good));
    assertEquals(1, err().lines().count(), err());
    assertTrue(out().contains("commands: 1 (same: 1"), out());
    assertEquals(2, run("slides"));
    assertEquals(2, run("slides", "--engine", "27", good));
  }

  @Test
  void theEngineIsTheOneAskedForThenTheOneNamedThenTheOneThatFits() throws Exception {
    String fits =
        "# x\n```bash\n$ docker run --net moon alpine\n"
            + "docker: Error response from daemon: network moon not found.\n```\n";
    run("slides", deck("fits.md", fits));
    assertTrue(out().contains("Docker Engine 26.1, under which the most"), out());
    run("slides", deck("named.md", "---\nengine: 28.5\n---\n" + fits));
    assertTrue(out().contains("Docker Engine 28.5, which its front matter names"), out());
    run("slides", "--engine", "29.1", directory.resolve("named.md").toString());
    assertTrue(out().contains("Docker Engine 29.1, as asked"), out());
    String needs =
        "```bash\ndocker run -d --name web nginx\n"
            + "docker inspect -f '{{.NetworkSettings.IPAddress}}' web\n```\n";
    assertEquals(0, run("slides", deck("needs.md", needs)), this::out);
    assertTrue(out().contains("Docker Engine 28.5, under which the most"), out());
    run("slides", deck("any.md", "# x\n```bash\n$ echo a\na\n```\n"));
    assertTrue(out().contains("Docker Engine 29.1; nothing in it tells versions apart"), out());
  }

  @Test
  void aReportForMachinesHasACaseForEachCommand() throws Exception {
    Path junit = directory.resolve("junit.xml");
    run("slides", "--junit", junit.toString(), deck("deck.md", REMARK), deck("empty.md", "# x\n"));
    String xml = Files.readString(junit);
    assertTrue(xml.contains("<testsuite name=\"passerelle slides\" tests=\"12\""), xml);
    assertTrue(xml.contains("failures=\"4\" errors=\"1\" skipped=\"0\""), xml);
    assertTrue(xml.contains("deck.md:43 slide 3 (line 37) Later: $ kubectl get pods\""), xml);
  }

  @Test
  void aPageRunsNothingAndTellsWhatADeckSaysAsText() throws Exception {
    String evil =
        "# <script>alert(1)</script>\n`docker ps \"'><img src=x onerror=alert(1)>`\n"
            + "```bash\n$ echo '</pre><script>alert(2)</script>\u001b[2J'\nno\n```\n";
    Path report = directory.resolve("report.html");
    assertEquals(1, run("slides", "--report", report.toString(), deck("evil.md", evil)));
    String page = Files.readString(report);
    assertFalse(page.contains("<script"), page);
    assertFalse(page.contains("<img"), page);
    assertFalse(page.contains("\u001b"), page);
    assertFalse(out().contains("\u001b"), out());
    assertTrue(page.contains("alert(2)"), page);
    Matcher policy = Pattern.compile("style-src 'sha256-([^']+)'; base-uri 'none'").matcher(page);
    assertTrue(policy.find() && page.contains("default-src 'none'"), page);
    String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
    assertEquals(Base64.getEncoder().encodeToString(hash), policy.group(1));
  }

  @Test
  void whatIsSuggestedStandsBesideTheDeckReplaysAndReplacesNothingUnasked() throws Exception {
    String text =
        "# Drivers\n\n"
            + "- `docker run --net none ...` and `docker network ls`\n\n"
            + "# More\n\n"
            + "`docker swarm init`\n";
    String deck = deck("drivers.md", text);
    run("slides", "--suggest", deck);
    Path twin = directory.resolve("drivers.runnable.md");
    String written = Files.readString(twin);
    assertTrue(
        written.contains("host$ docker run --rm --net none alpine ip addr\n1: lo: "), written);
    assertTrue(written.contains("scenarios/library/drivers.md"), written);
    assertEquals(0, run("replay", twin.toString()), out());
    Files.writeString(twin, "mine");
    assertEquals(2, run("slides", "--suggest", deck));
    assertEquals("mine", Files.readString(twin));
    run("slides", "--suggest", "--force", deck);
    assertEquals(written, Files.readString(twin));
  }

  @Test
  void aDeckWritesNothingOnTheMachine() throws Exception {
    String mine = directory.resolve("stolen").toString();
    String deck =
        deck("w.md", "# x\n```bash\n$ echo a > " + mine + "\nlab> capture all -w s.pcapng\n```\n");
    run("slides", deck);
    assertFalse(Files.exists(directory.resolve("stolen")));
    assertFalse(Files.exists(directory.resolve("s.pcapng")));
    assertFalse(Files.exists(Path.of("s.pcapng")));
  }

  @Test
  void aDeckWithTooManyCommandsIsRefused() throws Exception {
    String deck = deck("long.md", "# x\n```bash\n" + "$ true\n".repeat(2001) + "```\n");
    assertEquals(2, run("slides", deck));
    assertTrue(err().contains("long.md:2003: has more than 2000 commands"), err());
  }
}
