package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a transcript, a lesson or lines from a pipe can do to the machine: what its owner allows.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangersTest extends Strangers {
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
    return "# Mine\n\n"
        + "## S\n"
        + "Read.\n\n"
        + "### Predict\n"
        + "What?\n\n"
        + "### Do\n"
        + "It.\n\n"
        + "### Hint\n"
        + "1. a\n"
        + "2. b\n"
        + "3. c\n\n"
        + "### Solution\n"
        + "```console\n"
        + "host$ true\n"
        + "```\n\n"
        + "### Check\n"
        + "```console\n"
        + "lab> expect no netns other\n"
        + "```\n"
        + "\n"
        + "### Answer\n"
        + "```console\n"
        + answer
        + "\n```\nWhy.\n\n## Learnt\n- it\n";
  }

  @Test
  void theChecksOfALessonWriteInMemoryOrBelowTheOutputDirectory() {
    String lesson =
        write(
            "l.md",
            lesson(
                "lab> capture save host:/etc/hosts x.bin; capture save host:/etc/hosts"
                    + " ../out.bin"));
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
