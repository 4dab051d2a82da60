package passerelle.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import passerelle.image.ImageCatalogue;
import passerelle.kernel.Kernel;
import passerelle.scenarios.compare.CompareCommand;
import passerelle.scenarios.compare.CompareOptions;
import passerelle.scenarios.compare.KnownDifferences;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.LabSession;
import passerelle.scenarios.replay.Shard;
import passerelle.text.Language;
import passerelle.text.ReportPrinter;

/** What {@code passerelle compare} prints and answers. */
class CompareCommandTest {
  private static final String PING =
      """
      # A ping
      ```console
      host$ docker run -d --name web nginx
      host$ ping -c 1 172.17.0.2
      ```
      """;

  @TempDir Path directory;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void labsThatAreAlikeAreTheSame() throws Exception {
    assertEquals(0, compare(Runs.drawing(2), KnownDifferences.NONE, file("ping.md", PING)));
    assertTrue(printed().contains("same: "), printed());
    assertTrue(
        printed().endsWith("transcripts: 1 (same: 1, different: 0, skipped: 0, unreadable: 0)\n"));
  }

  @Test
  void whatDiffersOnceIsRunAgainIfAsked() throws Exception {
    AtomicInteger labs = new AtomicInteger();
    LabFactory racing =
        request ->
            labs.incrementAndGet() == 1
                ? typingFirst("host", "iptables -I OUTPUT -p icmp -j DROP").open(request)
                : Runs.drawing(2).open(request);
    assertEquals(
        0, run(racing, KnownDifferences.NONE, Optional.empty(), List.of(file("ping.md", PING)), 3));
    assertEquals(2, labs.get());
    assertTrue(printed().contains("only in run 2"), printed());
  }

  @Test
  void whoseLabFailsIsRunAgainAlone() throws Exception {
    AtomicInteger labs = new AtomicInteger();
    LabFactory slow =
        request -> {
          if (labs.incrementAndGet() == 1) {
            throw new LabException("iptables-save: killed, it did not end in 10 s");
          }
          return Runs.drawing(2).open(request);
        };
    Path ping = file("ping.md", PING);
    assertEquals(0, run(slow, KnownDifferences.NONE, Optional.empty(), List.of(ping), 2));
    String again = "run again alone: " + ping + ", since a lab failed: iptables-save: killed, ";
    assertTrue(printed().startsWith(again), printed());
    assertTrue(printed().contains("transcripts: 1 (same: 1, "), printed());
  }

  @Test
  void whatDiffersFirstIsSaidAndTheRestIsCounted() throws Exception {
    LabFactory other = typingFirst("host", "iptables -I OUTPUT -p icmp -j DROP");
    assertEquals(1, compare(other, KnownDifferences.NONE, file("ping.md", PING)));
    List<String> lines = printed().lines().toList();
    assertTrue(
        lines.get(1).startsWith("command 2, on host/docker0: a frame that only sim has"),
        printed());
    assertTrue(lines.get(2).contains("Request who-has 172.17.0.2"), printed());
    assertTrue(printed().contains("more (outputs: 1, packets: "), printed());
  }

  @Test
  void aSettingAloneIsFoundInTheStateAtTheEnd() throws Exception {
    LabFactory other = typingFirst("router", "sysctl -q -w net.ipv4.conf.all.rp_filter=1");
    assertEquals(1, compare(other, KnownDifferences.NONE, file("ping.md", PING)));
    assertTrue(printed().contains("in router: the settings differ"), printed());
    assertTrue(
        printed().contains("-net.ipv4.conf.all.rp_filter = 0\n+net.ipv4.conf.all.rp_filter = 1\n"),
        printed());
  }

  @Test
  void aKnownDifferenceIsCountedAndOneThatIsNotFoundIsTold() throws Exception {
    KnownDifferences known =
        KnownDifferences.parse(
            """
            # settings
            transcript: pi*
            aspect: snapshot
            where: router
            what: rp_filter
            reason: the router is strict

            transcript: *
            aspect: output
            where: *
            what: never
            reason: a thing of the past
            """);
    LabFactory other = typingFirst("router", "sysctl -q -w net.ipv4.conf.all.rp_filter=1");
    file("ping.md", PING);
    assertEquals(0, compare(other, known, directory));
    assertTrue(printed().contains("known differences: 1"), printed());
    assertTrue(printed().contains("known-differences.txt:8: not found"), printed());
    assertFalse(printed().contains("known-differences.txt:2:"), printed());
  }

  @Test
  void aKnownDifferenceCoversOnlyWhatItsPatternFindsInEveryLine() throws Exception {
    KnownDifferences known =
        KnownDifferences.parse(
            "transcript: *\naspect: snapshot\nwhere: *\nwhat: eth0.rp_filter\nreason: none\n");
    LabFactory other =
        typingFirst(
            "router", "sysctl -q -w net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.lan.rp_filter=1");
    assertEquals(1, compare(other, known, file("ping.md", PING)));
  }

  @Test
  void mistakesInTheListAreSaidWithTheirLine() {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                KnownDifferences.parse(
                    "transcript: *\naspect: smell\nwhere: *\nwhat: x\nreason: y\n"));
    assertTrue(wrong.getMessage().startsWith("known-differences.txt:1: "), wrong.getMessage());
    assertThrows(IllegalArgumentException.class, () -> KnownDifferences.parse("transcript: a\n"));
    assertThrows(IllegalArgumentException.class, () -> KnownDifferences.parse("what\n"));
  }

  @Test
  void theListThatIsPartOfTheProgramIsShortAndReadable() {
    assertTrue(KnownDifferences.load().entries().size() < 10);
  }

  @Test
  void aTranscriptForOneKernelIsSkippedWithTheReason() throws Exception {
    Path file = file("sim.md", "---\nkernel: sim\n---\n" + PING);
    assertEquals(0, compare(Runs.drawing(1), KnownDifferences.NONE, file));
    assertTrue(printed().contains("skipped: " + file + " (kernel: sim only)"), printed());
  }

  @Test
  void wrongUsageUnreadableFilesAndAKernelThatIsNotThereAnswerTwo() throws Exception {
    assertEquals(2, compare(Runs.drawing(1), KnownDifferences.NONE));
    assertEquals(2, compare(Runs.drawing(1), KnownDifferences.NONE, directory.resolve("no.md")));
    LabFactory none =
        request -> {
          throw new LabException("no user namespaces here; try sysctl");
        };
    assertEquals(2, compare(none, KnownDifferences.NONE, file("ping.md", PING)));
    assertTrue(printed().contains("no user namespaces here; try sysctl"), printed());
  }

  @Test
  void theJunitReportHasATestCaseForEachTranscriptAndAspect() throws Exception {
    LabFactory other = typingFirst("host", "iptables -I OUTPUT -p icmp -j DROP");
    Path xml = directory.resolve("report.xml");
    Path file = file("ping.md", PING);
    run(other, KnownDifferences.NONE, Optional.of(xml), List.of(file));
    Document report = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile());
    assertEquals(3, report.getElementsByTagName("testcase").getLength());
    assertEquals(3, report.getElementsByTagName("failure").getLength());
    assertEquals("3", report.getDocumentElement().getAttribute("failures"));
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text);
  }

  private int compare(LabFactory real, KnownDifferences known, Path... paths) {
    return run(real, known, Optional.empty(), List.of(paths));
  }

  private int run(LabFactory real, KnownDifferences known, Optional<Path> junit, List<Path> paths) {
    return run(real, known, junit, paths, 1);
  }

  private int run(
      LabFactory real, KnownDifferences known, Optional<Path> junit, List<Path> paths, int runs) {
    ReportPrinter out =
        new ReportPrinter(
            new PrintStream(printed, true, StandardCharsets.UTF_8), OptionalInt.empty());
    LabOptions lab =
        new LabOptions(
            Optional.empty(), Optional.empty(), Optional.of(ImageCatalogue.builtIn("stand-in")));
    return new CompareCommand(Runs.drawing(1), real, known, Language.EN, out, out)
        .run(new CompareOptions(paths, lab, junit, Shard.WHOLE, runs, 2));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Labs in which something has been typed before the transcript begins. */
  private static LabFactory typingFirst(String machine, String line) {
    return request -> {
      LabSession lab = Runs.drawing(2).open(request);
      lab.run(new Place.Host(machine), line);
      return new LabSession() {
        @Override
        public Output run(Place place, String commandLine) throws LabException {
          return lab.run(place, commandLine);
        }

        @Override
        public Kernel kernel() {
          return lab.kernel();
        }

        @Override
        public Map<String, String> netnsLabels() {
          return lab.netnsLabels();
        }

        @Override
        public void close() {
          lab.close();
        }
      };
    };
  }
}
