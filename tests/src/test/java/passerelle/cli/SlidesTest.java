package passerelle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.approvaltests.Approvals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slides and tutorials, from the command line to the reports. */
class SlidesTest {
  private static final Path ROOT = Path.of("..");

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

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void standInTheRepository() {
    System.setProperty("passerelle.home", ROOT.toString());
  }

  @AfterEach
  void stand() {
    System.clearProperty("passerelle.home");
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    return new Program(
            Map.of(),
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8))
        .run(args);
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }

  private String deck(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toString();
  }

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
    assertEquals(1, run("--lang", language, "slides", "--lang", language, deck("deck.md", REMARK)));
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
  void promptsOfAllKindsLeadToTheirPlaces() throws Exception {
    String deck =
        deck(
            "places.md",
            """
            # Prompts
            ```console
            [trainer@vm ~]$ docker run -ti --name one --hostname one ubuntu
            root@5c1a2b3d4e5f:/# hostname
            one
            trainer@vm:~$ hostname
            host
            ```
            ```
            bash-5.2# hostname
            one
            laptop$ hostname
            laptop
            ```
            ```sh
            docker run -ti --hostname two alpine
            hostname
            docker network inspect -f '{{.Name}}' bridge
            exit
            hostname
            ```
            ```
            / # hostname
            one
            / # exit
            ```
            ```
            # hostname
            host
            ```
            ```
            node2$ hostname
            node2
            ```
            """);
    assertEquals(1, run("slides", deck));
    assertTrue(out().contains("commands: 14 (same: 13, same shape: 0, different: 0"), out());
    assertTrue(out().contains("not a command of this lab    32  node2$ hostname"), out());
  }

  @Test
  void whoIsSentToAnotherTerminalLetsTheFirstCommandRun() throws Exception {
    String deck =
        deck(
            "terminals.md",
            """
            # A server
            ```sh
            ip netns add red
            ip netns exec red ip link set lo up
            ip netns exec red python3 -m http.server 8080
            ```
            Open another terminal:
            ```sh
            $ ip netns exec red curl -s -o /dev/null -w '%{http_code}' 127.0.0.1:8080
            200
            ```
            # Une capture
            ```
            $ docker run -dit --name web busybox
            $ docker attach web
            ```
            Quittez par Ctrl-P Ctrl-Q.
            ```
            hostname | tr a-z A-Z
            HOST
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
    assertTrue(out().contains("commands: 7 ("), out());
  }

  @Test
  void aShellInANamespaceServesItsBlockOrTheBlocksBelowItsOwn() throws Exception {
    String deck =
        deck(
            "namespaces.md",
            """
            # A namespace
            ```
            $ sudo ip netns add red
            $ sudo ip link add veth0 type veth peer name ceth0 netns red
            $ sudo nsenter --net=/var/run/netns/red
            $ ip link set ceth0 up
            $ ip addr add 10.1.0.2/24 dev ceth0
            ```
            ```
            $ ip addr add 10.1.0.1/24 dev veth0
            $ ip link set veth0 up
            $ sudo ip netns exec red bash
            ```
            It has a route.
            ```
            $ ip route
            10.1.0.0/24 dev ceth0 proto kernel scope link src 10.1.0.2
            ```
            ```
            $ sudo ip link add veth1 type veth peer name ceth1 netns red
            ```
            ```sh
            # From red
            ip link set ceth1 up
            # On the host
            ip link set veth1 up
            ```
            - on red:
            ```sh
            python3 -m http.server --bind 10.1.0.2 5000
            ```
            The whole machine sees it, with one address or the other.
            ```
            $ curl http://10.1.0.2:5000
            <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
            ...
            $ ping -c 1 10.0.2.15
            PING 10.0.2.15 (10.0.2.15) 56(84) bytes of data.
            64 bytes from 10.0.2.15: icmp_seq=1 ttl=64 time=0.036 ms
            $ ip netns exec red ping 10.0.2.15
            connect: Network is unreachable
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
    assertTrue(out().contains("commands: 16 ("), out());
  }

  @Test
  void whoAsksAServerThatRunsInTheForegroundHasAnotherTerminal() throws Exception {
    String deck =
        deck(
            "foreground.md",
            """
            # A server
            ```sh
            docker run --name web -p 8080:80 nginx
            ```
            ```sh
            $ curl -s -o /dev/null -w '%{http_code}' localhost:8080
            200
            $ docker stop 4d
            ```
            Again, and press `Ctrl+C`:
            ```sh
            docker start -a web
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
  }

  @Test
  void imagesOfTheAuthorsOwnAreMadeOfWhatTheirNamesSay() throws Exception {
    String deck =
        deck(
            "own-images.md",
            """
            # Own images
            ```
            $ docker run -d --name cat -p 8080:8080 trainer/tomcat8-jdk8
            $ docker run --rm ubuntu:net ip -br link show lo
            lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP>
            $ docker run -d --name tools trainer/netutils
            $ docker exec tools ip -br link show lo
            lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP>
            $ docker run -d trainer/zebra
            ```
            """);
    assertEquals(1, run("slides", "--engine", "29.1", deck));
    assertTrue(out().contains("# trainer/tomcat8-jdk8:latest = tomcat"), this::out);
    assertTrue(
        out().contains("not supported                 9  $ docker run -d trainer/zebra"), out());
    assertTrue(out().contains("different: 0, needs a value: 0, not supported: 1"), out());
  }

  @Test
  void whatADeckMakesTwiceWithoutAWordIsRemovedInBetween() throws Exception {
    String deck =
        deck(
            "twice.md",
            """
            # Twice
            ```
            $ docker run -d --name web -p 8080:80 nginx
            $ docker run -d --name web -p 8080:80 httpd
            $ docker run -d --name other -p 8080:80 nginx
            $ docker ps --format '{{.Names}} {{.Image}}'
            other nginx
            $ docker run -d --name other nginx
            docker: Error response from daemon: Conflict. The container name "/other" is already in use by container "4d0a1d8a7a39b7c2e4c5b0a5d1f9e8c7b6a59483726150493827160594837261". You have to remove (or rename) that container to be able to reuse that name.
            $ docker run -d --name more -p 8080:80 nginx # fails
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
    assertTrue(
        out().contains("(docker rm -f web; docker run -d --name web -p 8080:80 httpd)"), out());
  }

  @Test
  void aCommandWithoutAPromptStandsAboveThePromptsOrBeginsAParagraphWithSudo() throws Exception {
    String deck =
        deck(
            "paragraphs.md",
            """
            # Mixed
            ```
            # a namespace
            sudo ip netns add red
            ip netns add blue

            me@vm:~$ ip netns
            blue
            red

            # and no more
            sudo ip netns del blue
            ip netns del red
            me@vm:~$ ip netns
            me@vm:~$ hostname
            host
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
    assertTrue(out().contains("commands: 7 ("), out());
  }

  @Test
  void whoIsBackAtOnesOwnPromptHasLeftTheNamespaceAndTheContainer() throws Exception {
    String deck =
        deck(
            "back.md",
            """
            # Back
            ```
            $ docker run -dit --name one alpine
            $ docker attach one
            /#
            / # hostname -i
            172.17.0.2
            ```
            ```
            me@vm:~$ sudo ip netns add red
            me@vm:~$ sudo ip netns exec red bash
            root@vm:~# ip route

            sudo ip link add veth0 type veth peer name veth1
            me@vm:~$ ip -br addr show docker0
            docker0          UP             172.17.0.1/16
            ```
            ```
            $ docker attach one
            / # ping -c 1 172.17.0.1
            PING 172.17.0.1 (172.17.0.1): 56 data bytes
            64 bytes from 172.17.0.1: seq=0 ttl=64 time=0.041 ms
            --- 172.17.0.1 ping statistics ---
            1 packets transmitted, 1 packets received, 0% packet loss
            round-trip min/avg/max = 0.041/0.041/0.041 ms
            $ docker inspect -f '{{.State.Status}}' "container name"
            running
            $ pid=$(docker inspect -f '{{.State.Pid}}' ${container_id})
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
    assertTrue(out().contains("commands: 12 ("), out());
  }

  @Test
  void whatDependsOnTheDayCountsForNothing() throws Exception {
    String deck =
        deck(
            "day.md",
            """
            # Another day
            ```
            $ docker run -dit --name one alpine
            $ docker network inspect bridge
            [
                {
                    "Name": "bridge",
                    "Containers": {
                        ...
                    },
                    "Labels": {}
                }
            ]

            docker run -dit --name two alpine
            $ docker exec one apk add curl
            fetch https://dl-cdn.alpinelinux.org/alpine/v3.14/main/x86_64/APKINDEX.tar.gz
            (1/2) Installing ca-certificates (20191127-r5)
            (2/2) Installing curl (7.79.1-r0)
            Executing busybox-1.33.1-r3.trigger
            OK: 8 MiB in 19 packages
            $ docker attach one                          3m 50s
            / # hostname -i
            172.17.0.2
            ```
            ```
            $ docker run -dit --name one alpine
            $ docker run -dit one2 alpine # fails
            ```
            """);
    assertEquals(1, run("slides", "--engine", "29.1", deck));
    assertTrue(out().contains("commands: 8 (same: 6, same shape: 1, different: 0"), out());
    assertTrue(out().contains("not supported                28  $ docker run -dit one2"), out());
  }

  @Test
  void whatTheAuthorLookedUpElsewhereIsThatOfTheContainerThatCameLast() throws Exception {
    String deck =
        deck(
            "looked-up.md",
            """
            # Who is it
            ```
            $ docker run -d --name web alpine sleep 1d
            $ docker inspect -f '{{.Name}}' c919c183bee9
            /web
            $ sudo nsenter -t 23773 -n ip -4 -br addr show dev eth0
            eth0             UP             172.17.0.2/16
            $ ip -br -4 addr show dev enp0s3
            ens33            UP             10.0.2.15/24
            # the rest is cut
            $ docker ps
            CONTAINER ID        IMAGE     ...   NAMES
            c919c183bee9        alpine    ...   web
            ```
            """);
    assertEquals(0, run("slides", "--engine", "29.1", deck), this::out);
  }

  @Test
  void anOutputMayStandInABlockOfItsOwnAndAnExitStatusBelowIt() throws Exception {
    String deck =
        deck(
            "outputs.md",
            """
            # Outputs
            ```bash
            docker run -d --name web alpine sleep 1000
            docker network ls
            ```
            The output:
            ```
            NETWORK ID     NAME      DRIVER    SCOPE
            6f1ad7d7e2a1   bridge    bridge    local
            2a6bc2b1c7b1   host      host      local
            5d0e0be1d03b   none      null      local
            ```
            ```bash
            hostname
            ```
            ```output
            moon
            ```
            ```bash
            hostname -s
            ```
            Here is a file that has nothing to do with it:
            ```
            a: 1
            ```
            ```console
            web# nc -l -p 9000 &
            web# nc -z 127.0.0.1 9001
            [1]
            web# kill %1
            ```
            """);
    assertEquals(1, run("slides", deck));
    assertTrue(out().contains("same                          4  docker network ls\n"), out());
    assertTrue(out().contains("different                    14  hostname\n"), out());
    assertTrue(out().contains("commands: 7 (same: 6, same shape: 0, different: 1"), out());
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
