package passerelle.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import passerelle.cli.Labs;
import passerelle.cli.command.LabCommands;
import passerelle.text.Language;

/** Whatever name a transcript writes, what appears is below the output directory. */
class NoPathLeadsOutTest {
  private static Path machine;
  private static Path output;
  private static Playground playground;
  private static int written;
  private static LabCommands commands;

  @BeforeContainer
  static void build() throws IOException {
    machine = Files.createTempDirectory("ways-out").toRealPath();
    output = machine.resolve("output");
    playground = new Playground(machine, output);
    commands = Labs.commands(Language.EN);
    commands.lab().run("host", "printf new > /tmp/x", bytes -> true);
  }

  @AfterContainer
  static void clear() throws IOException {
    commands.lab().close();
    assertTrue(written > 50, "names that may be written are among them: " + written);
    try (Stream<Path> all = Files.walk(machine)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> traps =
        Arbitraries.of(
            "..",
            ".",
            "",
            "~",
            "C:",
            "secret",
            "elsewhere",
            "old",
            "dir",
            "x",
            "y.pcapng",
            "fifo",
            "link.to.directory",
            "link.to.file",
            "link.to.nothing",
            "link.within",
            "hard.link",
            "output",
            "\u2025",
            "..;",
            "%2e%2e",
            "\u0000",
            "nul");
    Arbitrary<String> plain = Arbitraries.integers().between(0, 999).map(i -> "run " + i);
    Arbitrary<String> parts =
        Arbitraries.oneOf(traps, plain, plain, plain, Arbitraries.strings().ofMaxLength(6));
    Arbitrary<String> joints =
        Arbitraries.of("/", "/", "/", "/", "/", "/", "\\", "//", "/./", "/../", ":");
    Arbitrary<String> beginnings =
        Arbitraries.of("", "", "", "", "", "", "/", "\\\\", machine + "/", output + "/", "C:\\");
    Arbitrary<List<String>> pieces =
        parts.flatMap(part -> joints.map(joint -> part + joint)).list().ofMaxSize(3);
    return beginnings.flatMap(
        first -> pieces.flatMap(many -> parts.map(last -> first + String.join("", many) + last)));
  }

  @Property(tries = 1000)
  void whatATranscriptWritesIsBelowTheOutputDirectory(
      @ForAll("names") String name, @ForAll boolean replace, @ForAll boolean force)
      throws Exception {
    MachineFiles kept = Outputs.below(output.toString(), force).fresh();
    boolean isWritten = isWritten(kept, name, replace);
    playground.assertUntouched();
    if (isWritten) {
      written++;
      Path file = output.resolve(name).toRealPath();
      assertTrue(file.startsWith(output), name);
      assertTrue(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), name);
      assertEquals("new", Files.readString(file));
      assertTrue(isWritten(new MemoryFiles(), name, replace), "a transcript without --output");
    }
  }

  /** As a transcript would: by a command of {@code lab>}. */
  private static boolean isWritten(MachineFiles files, String name, boolean replace) {
    String word = "'" + name.replace("'", "'\\''") + "'";
    String line = "capture save host:/tmp/x " + word + (replace ? " --force" : "");
    return commands.run(line, bytes -> true, files) == 0;
  }
}
