package passerelle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of slides share: decks in a directory, and the command that runs them. */
abstract class SlideDecks {
  static final Path ROOT = Path.of("..");

  @TempDir Path directory;

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

  final int run(String... args) {
    out.reset();
    err.reset();
    return new Program(
            Map.of(),
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8))
        .run(args);
  }

  final String out() {
    return out.toString(UTF_8);
  }

  final String err() {
    return err.toString(UTF_8);
  }

  final String deck(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  /** Runs a deck whose commands are to be judged so. */
  final void tally(String counts, String text) throws Exception {
    run("slides", "--engine", "29.1", deck("deck.md", text));
    assertTrue(out().contains("commands: " + counts), this::out);
  }
}
