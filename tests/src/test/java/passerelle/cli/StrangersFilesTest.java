package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files are read that a transcript or a person names: bounded ones, in their place. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangersFilesTest extends Strangers {
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
}
