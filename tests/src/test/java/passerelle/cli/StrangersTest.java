package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a transcript, a lesson or lines from a pipe can do to the machine: what its owner allows.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangersTest {
  private static final String WRITES =
      """
      ```console
      host$ echo stranger > /tmp/x
      lab> capture save host:/tmp/x NAME
      NAME written, 9 octets
      ```
      """;

  @TempDir private Path machine;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** JUnit would warn of links that lead out of its directory. */
  @AfterEach
  void removeLinks() throws IOException {
    try (Stream<Path> all = Files.walk(machine)) {
      for (Path link : all.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  private int run(String input, String... args) {
    out.reset();
    err.reset();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream complained = new PrintStream(err, true, StandardCharsets.UTF_8);
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    Map<String, String> environment = Map.of("XDG_STATE_HOME", machine.resolve("state").toString());
    return new Program(environment, new ByteArrayInputStream(bytes), printed, complained).run(args);
  }

  private String out() {
    String said = Folded.undo(out.toString(StandardCharsets.UTF_8));
    return said.replace(machine.toString(), "DIR");
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8).replace(machine.toString(), "DIR");
  }

  private String path(String name) {
    return machine.resolve(name).toString();
  }

  private String write(String name, String text) {
    try {
      Files.createDirectories(machine.resolve(name).getParent());
      return Files.writeString(machine.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String name) {
    try {
      return Files.readString(machine.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> files() {
    try (Stream<Path> all = Files.walk(machine)) {
      return all.filter(Files::isRegularFile)
          .map(file -> machine.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../anything", "/ABSOLUTE", ".bashrc"})
  void aReplayedTranscriptWritesNothingOutside(String name) {
    String wanted = name.replace("/ABSOLUTE", path("absolute"));
    String transcript = write("course/a.md", WRITES.replace("NAME", wanted));
    assertEquals(1, run("", "replay", transcript));
    assertTrue(out().contains("+capture: "), out());
    assertEquals(1, run("", "replay", "--output", path("out"), transcript));
    assertEquals(List.of("course/a.md"), files());
  }

  @Test
  void withoutAnOutputDirectoryATranscriptSaysTheSameAndNothingIsKept() {
    String transcript = write("course/a.md", WRITES.replace("NAME", "x.bin"));
    assertEquals(0, run("", "replay", transcript), out());
    assertEquals(0, run("", "transcript", transcript));
    assertEquals(WRITES.replace("NAME", "x.bin"), out());
    assertEquals(List.of("course/a.md"), files());
  }

  @Test
  void withAnOutputDirectoryEachTranscriptHasADirectoryOfItsName() {
    write("course/a.md", WRITES.replace("NAME", "x.bin"));
    write("course/b.md", WRITES.replace("NAME", "x.bin"));
    assertEquals(0, run("", "replay", "--output", path("out"), path("course")), out());
    assertEquals(List.of("course/a.md", "course/b.md", "out/a/x.bin", "out/b/x.bin"), files());
    assertEquals("stranger\n", read("out/a/x.bin"));
    assertEquals(1, run("", "replay", "--output", path("out"), path("course/a.md")));
    assertTrue(out().contains("start passerelle with --output and --force"), out());
    assertEquals(0, run("", "replay", "--output", path("out"), "--force", path("course/a.md")));
    assertEquals(0, run("", "transcript", "--output", path("t"), path("course/a.md")));
    assertEquals("stranger\n", read("t/x.bin"));
  }

  @Test
  void twoTranscriptsOfOneNameAreNotMixed() {
    write("one/a.md", WRITES.replace("NAME", "x.bin"));
    write("two/A.md", WRITES.replace("NAME", "x.bin"));
    write("two/b.md", WRITES.replace("NAME", "x.bin"));
    assertEquals(2, run("", "replay", "--output", path("out"), path("one"), path("two")));
    assertTrue(err().startsWith("DIR/two/A.md: another transcript has that name"), err());
    assertTrue(out().contains("transcripts: 3 (ok: 2,"), out());
    assertEquals(0, run("", "replay", path("one"), path("two")));
  }

  @Test
  void aTranscriptWhoseNameIsNoneForADirectoryIsRefusedWithAnOutputDirectory() {
    String transcript = write("course/..md", WRITES.replace("NAME", "x.bin"));
    assertEquals(0, run("", "replay", transcript));
    assertEquals(2, run("", "replay", "--output", path("out"), transcript));
    assertEquals(1, err().lines().count(), err());
  }

  @Test
  void linesFromAPipeWriteOnlyWhereAnOutputDirectoryLetsThem() {
    String lines = "capture all -w lab.pcapng\ntrace --svg t.svg laptop host icmp\n";
    assertEquals(2, run(lines));
    String refusal =
        "lines from a pipe write no files unless a directory is named for them:"
            + " passerelle --output DIR\n[2]\n";
    assertTrue(out().contains("capture: lab.pcapng: " + refusal), out());
    assertTrue(out().endsWith("trace: t.svg: " + refusal), out());
    assertEquals(2, run(lines, "--lang", "fr"));
    assertTrue(out().contains("sauf dans le répertoire que vous indiquez"), out());
    assertEquals(0, run(lines + "capture stop\n", "--output", path("out")), out());
    assertEquals(List.of("out/lab.pcapng", "out/t.svg"), files());
  }

  @Test
  void aPersonsOwnHandWritesAnywhereButOverNothingUnasked() {
    String mine = path("mine.pcapng");
    assertEquals(0, run("", "-c", "capture all -w " + mine + "\ncapture stop"), out());
    String saved = "host$ echo a > /tmp/x\ncapture save host:/tmp/x " + mine;
    assertEquals(2, run("", "-c", saved));
    assertEquals(
        "capture: DIR/mine.pcapng: exists already; take another name, or say --force to replace"
            + " it\n",
        out());
    assertEquals(0, run("", "-c", saved + " --force"), out());
    assertEquals("a\n", read("mine.pcapng"));
    assertEquals(2, run("", "-c", "capture all -w " + mine));
    assertEquals(0, run("", "-c", "capture all -w " + mine + " -f icmp"), out());
    assertEquals(2, run("", "-c", "trace --svg " + mine + " laptop host icmp"), out());
    assertEquals(0, run("", "-c", "trace --svg " + mine + " --force laptop host icmp"), out());
    assertTrue(read("mine.pcapng").startsWith("<svg"));
  }

  private static String lesson(String answer) {
    return "# Mine\n\n## S\nRead.\n\n### Predict\nWhat?\n\n### Do\nIt.\n\n### Hint\n1. a\n2. b\n3. c\n\n"
        + "### Solution\n```console\nhost$ true\n```\n\n### Check\n```console\nlab> expect no netns other\n```\n"
        + "\n### Answer\n```console\n"
        + answer
        + "\n```\nWhy.\n\n## Learnt\n- it\n";
  }

  @Test
  void theChecksOfALessonWriteInMemoryOrBelowTheOutputDirectory() {
    String lesson =
        write(
            "l.md",
            lesson(
                "lab> capture save host:/etc/hosts x.bin; capture save host:/etc/hosts ../out.bin"));
    run("", "-c", "lesson " + lesson + "\nanswer ?\ncheck\ncheck");
    assertTrue(out().contains("../out.bin: a transcript, a lesson"), out());
    assertFalse(files().contains("out/x.bin"), files().toString());
    run("answer ?\ncheck\ncheck\n", "lesson", "--output", path("out"), lesson);
    assertTrue(files().contains("out/x.bin"), files().toString());
  }

  @Test
  void linesFromAPipeReadNoFileAsALesson() {
    String lesson = write("l.md", lesson("host$ true"));
    assertEquals(2, run("lesson " + lesson + "\n"));
    assertTrue(out().contains("there is no lesson"), out());
    run("", "lesson", lesson);
    assertTrue(out().contains("Mine"), out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "../beside.yaml|take a name without ..",
        "ABSOLUTE|take a name without ..",
        "/etc/passwd|take a name without ..",
        "../../etc/passwd|take a name without ..",
        "out.yaml|take a name without ..",
        "loop.yaml|Too many levels of symbolic links",
        "none.yaml|no such file or directory",
        "directory.yaml|a directory, not a file",
        "fifo.yaml|a device or a pipe",
        "zero.yaml|take a name without ..",
        "deep.yaml|deeper than 20",
        "sparse.yaml|larger than 1 MiB",
        "latin.yaml|not UTF-8",
        "bombs.yaml|aliases",
      })
  void aTranscriptReadsACatalogueOnlyBesideItAndOnlyABoundedFile(String name, String why)
      throws Exception {
    furnish("course", "yaml");
    write("beside.yaml", "images: []\n");
    String images = name.replace("ABSOLUTE", path("beside.yaml"));
    String transcript =
        write("course/a.md", "---\nimages: " + images + "\n---\n```console\nhost$ true\n```\n");
    assertEquals(2, run("", "replay", transcript));
    assertTrue(err().startsWith("DIR/course/a.md: "), err());
    assertTrue(err().contains(why), err());
    assertEquals(1, err().lines().count(), err());
  }

  @Test
  void aCatalogueBesideATranscriptIsReadAndALinkBesideItToo() throws Exception {
    write("course/more/mine.yaml", "images:\n  - names: mine\n");
    Files.createSymbolicLink(machine.resolve("course/l.yaml"), Path.of("more/mine.yaml"));
    for (String images : List.of("more/mine.yaml", "l.yaml")) {
      String transcript =
          write(
              "course/a.md",
              "---\nimages: "
                  + images
                  + "\n---\n```console\nhost$ docker images -q mine | wc -l\n1\n```\n");
      assertEquals(0, run("", "replay", transcript), out() + err());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/dev/zero|a device or a pipe",
        "loop.X|Too many levels of symbolic links",
        "none.X|no such file or directory",
        "fifo.X|a device or a pipe",
        "zero.X|a device or a pipe",
        "sparse.X|larger than",
        "latin.X|:2: not UTF-8",
        "/proc/kmsg|",
      })
  void whatAPersonNamesIsReadOnlyIfItIsABoundedFile(String name, String why) throws Exception {
    furnish("here", "md");
    furnish("here", "yaml");
    String file = name.startsWith("/") ? name : path("here/" + name);
    for (String[] args :
        List.of(
            new String[] {"replay", file.replace(".X", ".md")},
            new String[] {"transcript", file.replace(".X", ".md")},
            new String[] {"lesson", file.replace(".X", ".md")},
            new String[] {"--images", file.replace(".X", ".yaml"), "-c", "true"},
            new String[] {"replay", "--images", file.replace(".X", ".yaml"), "x.md"})) {
      assertEquals(2, run("", args), Arrays.toString(args) + out() + err());
      // What stands on the screen is folded.
      String told = (args[0].equals("lesson") ? out() : err()).replaceAll("\\s+", " ");
      assertTrue(
          told.contains(why == null ? "" : why) || told.contains("there is no lesson /"),
          Arrays.toString(args) + told);
      assertFalse(told.contains("defect"), told);
    }
  }

  @Test
  void aDirectoryOfTranscriptsLeadsNowhereElse() throws Exception {
    write("elsewhere/b.md", WRITES.replace("NAME", "x.bin"));
    write("course/a.md", WRITES.replace("NAME", "x.bin"));
    Files.createSymbolicLink(machine.resolve("course/up"), machine);
    assertEquals(0, run("", "replay", path("course")), err());
    Files.createSymbolicLink(machine.resolve("course/b.md"), machine.resolve("elsewhere/b.md"));
    assertEquals(2, run("", "replay", "--update", path("course")));
    assertTrue(err().startsWith("DIR/course/b.md: a link that leads out"), err());
  }

  /** Files of all the kinds that are none to be read. */
  private void furnish(String directory, String suffix) throws Exception {
    Path here = Files.createDirectories(machine.resolve(directory));
    write("out.yaml", "images: []\n");
    Files.createSymbolicLink(here.resolve("out." + suffix), machine.resolve("out.yaml"));
    Files.createSymbolicLink(here.resolve("loop." + suffix), Path.of("loop." + suffix));
    Files.createSymbolicLink(here.resolve("zero." + suffix), Path.of("/dev/zero"));
    Files.createDirectories(here.resolve("directory." + suffix));
    String fifo = here.resolve("fifo." + suffix).toString();
    assertEquals(0, new ProcessBuilder("mkfifo", fifo).start().waitFor());
    Files.writeString(here.resolve("deep." + suffix), "images: " + "[".repeat(50_000));
    Files.write(here.resolve("latin." + suffix), new byte[] {'a', '\n', (byte) 0xe9, '\n'});
    Files.writeString(here.resolve("bombs." + suffix), bombs());
    try (RandomAccessFile sparse =
        new RandomAccessFile(here.resolve("sparse." + suffix).toFile(), "rw")) {
      sparse.setLength(4L << 30);
    }
  }

  private static String bombs() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 100; i++) {
      yaml.append(String.format("a%d: &a%d [*a%d, *a%d]%n", i, i, i - 1, i - 1));
    }
    return yaml.toString();
  }

  @Test
  void aLineWithoutEndIsRefused() {
    assertEquals(2, run("x".repeat(2_000_000)));
    assertEquals("passerelle: a command has more than 131072 characters; is that a text?\n", err());
    assertEquals(2, run("cat <<E\n" + ("x".repeat(999) + "\n").repeat(200)));
    assertEquals(1, err().lines().count(), err());
  }

  @Test
  void whatAStrangerWritesDoesNotSteerTheTerminal() {
    String evil = "\u001b]0;owned\u0007\u009b2J\u202e";
    String transcript =
        write("a\u001b[2J.md", "```console\nhost$ echo '" + evil + "'\nnothing\r\n```\n");
    assertEquals(1, run("", "replay", transcript));
    assertTrue(out().contains("a^[[2J.md"), out());
    assertTrue(out().contains("+^[]0;owned^GM-^[2J<U+202E>\n"), out());
    assertSafe(out());
    String lesson =
        write(
            "l.md",
            "---\ntitle: \"\\e[31mL\"\n---\n"
                + lesson("host$ printf '\\033[2J'")
                    .replace("## S\n", "## S" + evil + "\n")
                    .replace("What?", "What" + evil)
                    .replace("1. a", "1. " + evil)
                    .replace("Why.", evil));
    run("", "-c", "lesson " + lesson + "\nanswer x\ncheck\nsolution\nhint\nnext");
    assertTrue(out().contains("^[[31mL"), out());
    assertSafe(out());
    assertEquals(2, run("", "replay", write("e\u001b.md", "```console\n\u001b[2J\n```\n")));
    assertSafe(err());
  }

  private static void assertSafe(String text) {
    assertTrue(
        text.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c) && c != 0x202e), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"engine @FILE", "engine --bip @FILE", "engine --bogus=@FILE", "lang @FILE"})
  void noWordOfALabCommandMeansTheWordsOfAFile(String line) {
    String file = write("secret", "secret");
    assertEquals(2, run(line.replace("FILE", file) + "\n"));
    assertFalse(out().replace("DIR/secret", "").contains("secret"), out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--output=FILE", "--force", "--output=FILE/x"})
  void wrongOutputsAreOneLineAndStatusTwo(String option) {
    String file = write("file", "");
    String argument = option.replace("FILE", file);
    run("", argument, "-c", "true");
    assertEquals(option.equals("--output=FILE/x") ? 0 : 1, err().lines().count(), err());
  }
}
