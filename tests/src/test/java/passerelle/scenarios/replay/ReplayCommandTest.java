package passerelle.scenarios.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import passerelle.engine.EngineVersion;
import passerelle.image.ImageCatalogue;
import passerelle.scenarios.ScriptedLabs;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Output;
import passerelle.text.Language;
import passerelle.text.ReportPrinter;

class ReplayCommandTest {
  private static final String ONE =
      """
      # One
      ```console
      host$ docker ps
      web
      laptop$ curl -s http://web
      [7]
      ```
      """;

  @TempDir Path dir;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private ScriptedLabs labs = new ScriptedLabs(new Output("web\n", 0), new Output("", 7));

  @Test
  void everyTranscriptBelowADirectoryRunsInALabOfItsOwn() throws Exception {
    write("b/two.md", ONE);
    write("a.md", ONE);
    write("README.md", "No fence, no transcript.\n");
    assertEquals(0, replay(dir));
    assertEquals(
        "ok: DIR/a.md (commands: 2)\nok: DIR/b/two.md (commands: 2)\n"
            + "transcripts: 2 (ok: 2, different: 0, updated: 0, skipped: 0, unreadable: 0)\n",
        out());
    List<String> commands = List.of("host$ docker ps", "laptop$ curl -s http://web", "closed");
    assertEquals(Stream.of(commands, commands).flatMap(List::stream).toList(), labs.commands());
  }

  @Test
  void aDifferenceIsShownWithItsFileLineAndCommand() throws Exception {
    write("a.md", ONE.replace("[7]\n", ""));
    assertEquals(1, replay(dir));
    assertEquals(
        """
        differs: DIR/a.md (commands: 2, different: 1)
        DIR/a.md:5: laptop$ curl -s http://web
        --- expected
        +++ actual
        @@ -5,0 +6 @@
        +[7]
        transcripts: 1 (ok: 0, different: 1, updated: 0, skipped: 0, unreadable: 0)
        """,
        out());
  }

  @Test
  void whatTheEyeDoesNotTellApartIsMarked() throws Exception {
    labs = new ScriptedLabs(new Output("we  \na\tb\nc\u00a0d\n", 0), new Output("", 7));
    write("a.md", ONE.replace("web\n", "web\na b\nc d\n").replace("\n", "\r\n"));
    assertEquals(1, replay(dir));
    assertEquals(
        """
        DIR/a.md:3: host$ docker ps
        --- expected
        +++ actual
        @@ -4,3 +4,3 @@
        -web
        -a b
        -c d
        +we··
        +a→\tb
        +c⍽d
        (in the changed lines: · blank at the end, → tab, ␍ carriage return, ⍽ no-break space)
        """,
        out().lines().skip(1).limit(11).map(line -> line + "\n").collect(Collectors.joining()));
  }

  @Test
  void shardsAreDisjointAndTogetherComplete() throws Exception {
    for (int i = 10; i < 17; i++) {
      write(i + ".md", ONE);
    }
    List<String> all = new ArrayList<>();
    for (int k = 1; k <= 3; k++) {
      reset();
      Shard shard = Shard.of(k + "/3").orElseThrow();
      command()
          .run(new ReplayOptions(List.of(dir), LabOptions.NONE, false, Optional.empty(), shard, 1));
      List<String> ran = out().lines().filter(line -> line.startsWith("ok")).toList();
      assertTrue(ran.size() == 2 || ran.size() == 3, out());
      all.addAll(ran);
    }
    replay(dir);
    assertEquals(7, Set.copyOf(all).size());
    assertEquals(7, all.size());
    for (String wrong : List.of("0/3", "4/3", "1/0", "1", "-1/3", "1/3/3", "")) {
      assertEquals(Optional.empty(), Shard.of(wrong));
    }
  }

  @Test
  void updateRewritesTheFileInPlaceAndKeepsItsPermissions() throws Exception {
    Path file = write("a.md", "é\r\n```console\r\nhost$ a\r\n...\r\nx\r\nhost$ b\r\n```\r\nend");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    ReplayOptions options =
        new ReplayOptions(List.of(file), LabOptions.NONE, true, Optional.empty(), Shard.WHOLE, 1);
    assertEquals(0, command().run(options));
    assertEquals(
        "é\r\n```console\r\nhost$ a\r\n...\r\nweb\r\nhost$ b\r\n[7]\r\n```\r\nend",
        Files.readString(file));
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> files = Files.list(dir)) {
      assertEquals(List.of(file), files.toList());
    }
    assertEquals(0, replay(file));
  }

  @Test
  void whatMayNotRunHereIsSkippedAndCounted() throws Exception {
    write("a.md", "---\nkernel: real\n---\n" + ONE);
    write("b.md", "---\nengine: 26.1\n---\n" + ONE);
    LabOptions newest = new LabOptions(Optional.empty(), Optional.of("28.5"), Optional.empty());
    assertEquals(
        0,
        command()
            .run(new ReplayOptions(List.of(dir), newest, false, Optional.empty(), Shard.WHOLE, 1)));
    assertEquals(
        "skipped: DIR/a.md (kernel: real only)\nskipped: DIR/b.md (engine: 26.1 only)\n"
            + "transcripts: 2 (ok: 0, different: 0, updated: 0, skipped: 2, unreadable: 0)\n",
        out());
    assertEquals(List.of(), labs.requests());
  }

  @Test
  void theLabIsTheOneThatTheUserOrElseTheTranscriptAsksFor() throws Exception {
    write("my.yaml", "images: []\n");
    Path file = write("a.md", "---\nengine: 26.1\nimages: my.yaml\n---\n" + ONE);
    replay(file);
    replay(write("b.md", ONE));
    LabOptions asked =
        new LabOptions(
            Optional.of(KernelKind.REAL),
            Optional.empty(),
            Optional.of(ImageCatalogue.builtIn("stand-in")));
    new TranscriptCommand(labs, Language.EN, stream(out), printer(err)).run(file, asked);
    assertEquals(
        List.of(
            "26.1 SIM my.yaml a 1",
            EngineVersion.DEFAULT.label() + " SIM course b 1",
            "26.1 REAL stand-in a 1"),
        labs.requests().stream().map(ReplayCommandTest::told).toList());
  }

  private static String told(LabRequest lab) {
    return String.join(
        " ",
        lab.engine(),
        lab.kernel().toString(),
        lab.images().name(),
        lab.name(),
        String.valueOf(lab.seed()));
  }

  @Test
  void transcriptPrintsTheSameMarkdownWithTodaysOutputs() throws Exception {
    labs = new ScriptedLabs(new Output("db\n...\nlast[1]\n[5]", 0), new Output("", 0));
    Path file = write("a.md", "---\nkernel: real\n---\n" + ONE + "end");
    assertEquals(
        0,
        new TranscriptCommand(labs, Language.EN, stream(out), printer(err))
            .run(file, LabOptions.NONE));
    assertEquals(
        "---\nkernel: real\n---\n"
            + ONE.replace("web\nlap", "db\n\\...\nlast[1]\n\\[5]\nlap").replace("[7]\n", "")
            + "end",
        out());
  }

  @Test
  void whatCannotBeReadOrRunIsNamedWithFileAndLineAndTheRestIsReplayed() throws Exception {
    write("a.md", ONE);
    write("b.md", ONE.replace("laptop$", "moon$"));
    write("c.md", ONE.replace("docker ps", "crash"));
    write("d.md", "```console\noutput\n```\n");
    write("e.md", "---\nimages: course\n---\n```console\nhost$ ls\n\n```\n");
    Files.write(dir.resolve("f.md"), new byte[] {'\n', '`', '`', '\n', (byte) 0xff, '\n'});
    assertEquals(2, replay(dir, dir.resolve("none.md"), dir.resolve("a.md")));
    assertEquals(
        """
        DIR/b.md:5: no place moon
        DIR/c.md:3: Passerelle itself failed: java.lang.IllegalArgumentException: crashed; please\
         report it with this transcript
        DIR/d.md:2: no command above "output"; begin the fence with a prompt: PLACE$ COMMAND,\
         NAME# COMMAND or lab> COMMAND
        DIR/f.md:3: not UTF-8 text; save the file as UTF-8
        DIR/none.md: no such file or directory; check the path
        """,
        err());
    assertTrue(
        out()
            .endsWith(
                "transcripts: 8 (ok: 2, different: 1, updated: 0, skipped: 0, unreadable: 5)\n"));
  }

  @Test
  void wrongUsageSaysWhatToTry() throws Exception {
    assertEquals(2, replay());
    write("README.md", "nothing");
    assertEquals(2, replay(dir));
    assertEquals(2, replay(dir.resolve("README.md")));
    LabOptions wrong = new LabOptions(Optional.empty(), Optional.of("27"), Optional.empty());
    command().run(new ReplayOptions(List.of(dir), wrong, false, Optional.empty(), Shard.WHOLE, 1));
    command()
        .run(
            new ReplayOptions(
                List.of(dir), LabOptions.NONE, false, Optional.empty(), Shard.WHOLE, 0));
    write("a.md", ONE);
    LabOptions none =
        new LabOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.of(ImageCatalogue.parse("none", "images: []")));
    Path a = dir.resolve("a.md");
    assertEquals(
        2,
        command()
            .run(new ReplayOptions(List.of(a), none, false, Optional.empty(), Shard.WHOLE, 1)));
    assertEquals(
        """
        nothing to replay; name a transcript or a directory of transcripts
        DIR: no transcript below this directory; transcripts are .md files with a ```console fence
        DIR/README.md: has no ```console fence, so there is nothing to replay; is it the right file?
        --engine cannot be 27; known are 26.1, 28.5, 29.1
        --jobs takes a number from 1, not 0
        DIR/a.md:1: no image catalogue none; take course or stand-in
        """,
        err());
  }

  @Test
  void parallelReplayReportsInTheOrderOfTheFiles() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 10; i < 40; i++) {
      write(i + ".md", ONE);
      expected.add("ok: DIR/" + i + ".md (commands: 2)");
    }
    ReplayOptions options =
        new ReplayOptions(List.of(dir), LabOptions.NONE, false, Optional.empty(), Shard.WHOLE, 4);
    assertEquals(0, command().run(options));
    assertEquals(expected, out().lines().limit(30).toList());
  }

  @Test
  void junitReportIsWellFormedAndTellsEachCommand() throws Exception {
    write("a.md", ONE);
    write("b.md", ONE.replace("docker ps\nweb", "echo '<&\"]]>\u001b'\nno \u0007 \"web\""));
    write("c.md", "---\nkernel: real\n---\n" + ONE);
    write("d.md", "```console\n");
    Path report = dir.resolve("report.xml");
    command()
        .run(
            new ReplayOptions(
                List.of(dir), LabOptions.NONE, false, Optional.of(report), Shard.WHOLE, 2));
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(Files.readAllBytes(report)))
            .getDocumentElement();
    assertEquals("4", suite.getAttribute("tests"));
    assertEquals("1", suite.getAttribute("failures"));
    assertEquals("1", suite.getAttribute("errors"));
    assertEquals("1", suite.getAttribute("skipped"));
    assertEquals(4, suite.getElementsByTagName("testcase").getLength());
    assertEquals(
        """
        DIR/b.md:3: host$ echo '<&"]]>\uFFFD'
        --- expected
        +++ actual
        @@ -4 +4 @@
        -no \uFFFD "web"
        +web
        """,
        suite
            .getElementsByTagName("failure")
            .item(0)
            .getTextContent()
            .replace(dir.toString(), "DIR"));
  }

  @Test
  void theReportSpeaksFrenchToo() throws Exception {
    write("a.md", ONE);
    ReplayOptions options =
        new ReplayOptions(List.of(dir), LabOptions.NONE, false, Optional.empty(), Shard.WHOLE, 1);
    new ReplayCommand(labs, Language.FR, Optional.empty(), printer(out), printer(err)).run(options);
    assertTrue(out().startsWith("identique\u00a0: DIR/a.md (commandes\u00a0: 2)\n"), out());
  }

  private int replay(Path... paths) {
    return command()
        .run(
            new ReplayOptions(
                List.of(paths), LabOptions.NONE, false, Optional.empty(), Shard.WHOLE, 1));
  }

  private ReplayCommand command() {
    return new ReplayCommand(labs, Language.EN, Optional.empty(), printer(out), printer(err));
  }

  private static ReportPrinter printer(ByteArrayOutputStream bytes) {
    return new ReportPrinter(stream(bytes), OptionalInt.empty());
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private Path write(String name, String text) throws Exception {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void reset() {
    out.reset();
    err.reset();
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8).replace(dir.toString(), "DIR");
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8).replace(dir.toString(), "DIR");
  }
}
