package passerelle.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A small machine: an output directory full of traps, and things outside of it. */
final class Playground {
  private final Path machine;
  private final Path output;
  private final Map<String, String> outsideAtFirst;
  private final Map<String, String> outputAtFirst;

  Playground(Path machine, Path output) throws IOException {
    this.machine = machine;
    this.output = output;
    Files.writeString(machine.resolve("secret"), "secret");
    Files.createDirectories(machine.resolve("elsewhere"));
    Files.writeString(machine.resolve("elsewhere/secret"), "secret");
    Files.createDirectories(output.resolve("dir"));
    Files.writeString(output.resolve("old"), "old");
    Files.createSymbolicLink(output.resolve("link.to.directory"), machine.resolve("elsewhere"));
    Files.createSymbolicLink(output.resolve("link.to.file"), machine.resolve("secret"));
    Files.createSymbolicLink(output.resolve("link.to.nothing"), machine.resolve("nothing"));
    Files.createSymbolicLink(output.resolve("link.within"), output.resolve("dir"));
    Files.createLink(output.resolve("hard.link"), machine.resolve("secret"));
    try {
      new ProcessBuilder("mkfifo", output.resolve("fifo").toString()).start().waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    outsideAtFirst = outside();
    outputAtFirst = output();
  }

  /** Nothing outside of the output directory is new, gone or changed. */
  void assertUntouched() {
    assertEquals(outsideAtFirst, outside());
  }

  Map<String, String> outputAtFirst() {
    return outputAtFirst;
  }

  Map<String, String> output() {
    return tree(output, machine);
  }

  private Map<String, String> outside() {
    return tree(machine, output);
  }

  private static Map<String, String> tree(Path root, Path without) {
    try (Stream<Path> all = Files.walk(root)) {
      Map<String, String> told = new TreeMap<>();
      all.filter(file -> root.startsWith(without) || !file.startsWith(without))
          .forEach(file -> told.put(file.toString(), content(file)));
      return told;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(Path file) {
    try {
      if (Files.isSymbolicLink(file)) {
        return "-> " + Files.readSymbolicLink(file);
      }
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
