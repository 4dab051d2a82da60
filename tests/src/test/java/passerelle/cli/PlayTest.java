package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.replay.TranscriptFiles;
import passerelle.text.Columns;

/** {@code passerelle play} where nobody sits: it plays through. */
class PlayTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  private int play(String... args) {
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream complained = new PrintStream(err, true, StandardCharsets.UTF_8);
    String[] words = new String[args.length + 1];
    words[0] = "play";
    System.arraycopy(args, 0, words, 1, args.length);
    System.setProperty("passerelle.home", "..");
    try {
      return new Program(Map.of(), new ByteArrayInputStream(new byte[0]), printed, complained)
          .run(words);
    } finally {
      System.clearProperty("passerelle.home");
    }
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("piece.md"), text);
  }

  /** What a transcript prints is what it prints when it is played. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "bridge-outbound", "container-ports", "host-no-nat"})
  void aScenarioAnswersAsItIsPrinted(String name) throws Exception {
    Path file = Path.of("../scenarios/library", name + ".md");
    assertEquals(0, play(file.toString()));
    for (Part.Step step : TranscriptFiles.read(file).steps()) {
      String typed = step.place().prompt() + step.command().replace("\n", "\n> ") + "\n";
      assertTrue(out().contains(typed), typed + " is not in\n" + out());
    }
  }

  @Test
  void aLessonIsFoundByItsNumberInTheLanguageThatIsSpoken() {
    assertEquals(0, play("6", "--lang", "fr"));
    assertTrue(out().contains("Que prévoyez-vous"), out());
    out.reset();
    assertEquals(0, play("../lessons/fr/06-none.md"));
    assertTrue(out().contains("What do you expect?"), out());
  }

  @Test
  void aTitleIsReadWithoutTheMarksOfItsCode() throws IOException {
    play(file("# The driver `none`\nText.\n```console\nhost$ true\n```\n").toString());
    assertTrue(out().contains("The driver none\n"), out());
  }

  @Test
  void whatPasserelleSaysFitsIntoEightyColumns() throws IOException {
    Path file = file("# One\n" + "many words ".repeat(40) + "\n```console\nhost$ true\n```\n");
    play(file.toString());
    out().lines().forEach(line -> assertTrue(Columns.of(line) <= 80, line));
  }

  @Test
  void aFileThatCannotBePlayedSaysWhereAndWhatWasExpected() throws IOException {
    Map<String, List<String>> wrong =
        Map.of(
            "# Nothing\nJust words.\n",
            List.of("piece.md", "no command"),
            "---\nengine: 3.0\n---\n# T\n```console\nhost$ true\n```\n",
            List.of("piece.md:2", "29.1"),
            "# T\n\n"
                + "## S\n"
                + "text\n\n"
                + "### Predict\n"
                + "What?\n\n"
                + "### Solution\n"
                + "```console\n"
                + "host$ true\n"
                + "```\n",
            List.of("piece.md:3", "Do"),
            "# T\n```console\nhost$ true\n",
            List.of("piece.md:2"));
    wrong.forEach(
        (text, expected) -> {
          err.reset();
          try {
            assertEquals(2, play(file(text).toString()), text);
          } catch (IOException impossible) {
            throw new AssertionError(impossible);
          }
          expected.forEach(part -> assertTrue(err().contains(part), part + " is not in " + err()));
          assertFalse(err().contains("Exception"), err());
        });
  }

  @Test
  void anOptionThatIsNoneIsRefused() {
    String file = "../scenarios/library/none.md";
    for (List<String> wrong :
        List.of(
            List.of("--from", "0"),
            List.of("--from", "99"),
            List.of("--speed", "fast"),
            List.of("--auto", "-1"),
            List.of("--kernel", "other"))) {
      err.reset();
      assertEquals(2, play(file, wrong.get(0), wrong.get(1)), wrong.toString());
      assertTrue(err().contains(wrong.get(1)), err());
    }
    err.reset();
    assertEquals(2, play(directory.resolve("no-such.md").toString()));
    assertTrue(err().contains("no-such.md"), err());
  }

  @Test
  void whatStandsInAFileWritesNoFilesOfTheMachine() throws IOException {
    Path victim = directory.resolve("victim.md");
    Path file = file("# T\n```console\nhost$ true\nlab> save " + victim + "\n```\n");
    play(file.toString());
    assertFalse(Files.exists(victim));
  }

  @Test
  void itMayBeginWithALaterChapterInTheLabThatThereIsThen() {
    assertEquals(0, play("../scenarios/library/none.md", "--from", "3"));
    assertFalse(out().contains("Only `lo`"), out());
    assertTrue(out().contains("alone# ping -c 1 198.51.100.80\nping: connect: Network"), out());
  }

  @Test
  void textsThatWouldSteerATerminalAreShown() throws IOException {
    Path file = file("# T \u001b[31m\nred \u001b[2J\n```console\nhost$ true\n```\n");
    play(file.toString());
    assertFalse(out().contains("\u001b"), out());
  }

  @Test
  void aRecordingHasTheLabsOwnTimesAndTheChaptersAsMarkers() throws IOException {
    Path file = file("# One\n\n## Two\n```console\nhost$ ping -c 3 192.0.2.1\n...\n```\n");
    Path cast = directory.resolve("piece.cast");
    assertEquals(0, play(file.toString(), "--record", cast.toString(), "--speed", "0"));
    List<String> lines = Files.readAllLines(cast);
    assertEquals(2, lines.stream().filter(line -> line.contains(", \"m\", ")).count());
    String first = lines.stream().filter(l -> l.contains("icmp_seq=1")).findFirst().orElseThrow();
    String third = lines.stream().filter(l -> l.contains("icmp_seq=3")).findFirst().orElseThrow();
    assertEquals(2, seconds(third) - seconds(first), 0.1);
    assertEquals(2, play(file.toString(), "--record", cast.toString()));
    assertTrue(err().contains("--force"), err());
    assertEquals(0, play(file.toString(), "--record", cast.toString(), "--force"));
  }

  private static double seconds(String event) {
    return Double.parseDouble(event.substring(1, event.indexOf(',')));
  }
}
