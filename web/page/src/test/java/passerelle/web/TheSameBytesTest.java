package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is replayed in the page prints the bytes that it prints on a JVM. */
class TheSameBytesTest {
  /** Of so many transcripts one is replayed. */
  private static final int EVERY = Integer.getInteger("passerelle.every", 1);

  @TempDir static Path profile;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    Path page = Pages.written();
    browser = new Browser(profile, 1280, 720);
    browser.open(page.toUri().toString());
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  private static List<Path> transcripts(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Pages.HOME.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".md") && !file.toString().contains("/target/"))
          .filter(TheSameBytesTest::isTranscript)
          .sorted()
          .toList();
    }
  }

  private static boolean isTranscript(Path file) {
    try {
      return Files.readString(file).contains("```console");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What differs, by the first line that does. */
  private static List<String> differences(List<Path> files, String images) throws IOException {
    assertTrue(files.size() > 10, "too few transcripts: " + files.size());
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < files.size(); i += EVERY) {
      Path file = files.get(i);
      String name = Pages.HOME.relativize(file).toString();
      String engine = images.isEmpty() ? "" : file.getParent().getFileName().toString();
      String text = Files.readString(file);
      String wanted = Replays.print(name, text, engine, images, "");
      // In a list: of a text alone the driver makes another, with other ends of lines.
      Object got =
          browser.answer(
              "lab.call('replay', arguments[0], arguments[1], arguments[2], arguments[3], '')"
                  + ".then(text => [text])",
              name,
              text,
              engine,
              images);
      if (!List.of(wanted).equals(got)) {
        differences.add(
            name
                + ": "
                + first(wanted, String.valueOf(got instanceof List<?> some ? some.get(0) : got)));
      }
    }
    return differences;
  }

  private static String first(String wanted, String got) {
    List<String> one = wanted.lines().toList();
    List<String> other = got.lines().toList();
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      if (!one.get(i).equals(other.get(i))) {
        return "line " + (i + 1) + " is <" + other.get(i) + "> instead of <" + one.get(i) + ">";
      }
    }
    return other.size() + " lines instead of " + one.size();
  }

  @Test
  void ofEveryRecordingUnderItsEngine() throws Exception {
    assertEquals(
        List.of(), differences(transcripts("tests/src/test/resources/golden"), "stand-in"));
  }

  @Test
  void ofEveryScenario() throws Exception {
    assertEquals(List.of(), differences(transcripts("scenarios"), ""));
  }

  @Test
  void ofEveryLessonInBothLanguages() throws Exception {
    List<Path> lessons = new ArrayList<>(transcripts("lessons/en"));
    lessons.addAll(transcripts("lessons/fr"));
    assertEquals(List.of(), differences(lessons, ""));
  }
}
