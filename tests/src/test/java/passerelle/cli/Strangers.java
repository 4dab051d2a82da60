package passerelle.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A machine on which transcripts, lessons and lines of others are run. */
abstract class Strangers {
  static final String WRITES =
      """
      ```console
      host$ echo stranger > /tmp/x
      lab> capture save host:/tmp/x NAME
      NAME written, 9 octets
      ```
      """;

  @TempDir Path machine;
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

  int run(String input, String... args) {
    out.reset();
    err.reset();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream complained = new PrintStream(err, true, StandardCharsets.UTF_8);
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    Map<String, String> environment = Map.of("XDG_STATE_HOME", machine.resolve("state").toString());
    return new Program(environment, new ByteArrayInputStream(bytes), printed, complained).run(args);
  }

  String out() {
    String said = Folded.undo(out.toString(StandardCharsets.UTF_8));
    return said.replace(machine.toString(), "DIR");
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8).replace(machine.toString(), "DIR");
  }

  String path(String name) {
    return machine.resolve(name).toString();
  }

  String write(String name, String text) {
    try {
      Files.createDirectories(machine.resolve(name).getParent());
      return Files.writeString(machine.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String name) {
    try {
      return Files.readString(machine.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> files() {
    try (Stream<Path> all = Files.walk(machine)) {
      return all.filter(Files::isRegularFile)
          .map(file -> machine.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
