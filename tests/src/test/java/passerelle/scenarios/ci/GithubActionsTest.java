package passerelle.scenarios.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.scenarios.ScriptedLabs;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.ReplayCommand;
import passerelle.scenarios.replay.ReplayOptions;
import passerelle.scenarios.replay.Shard;
import passerelle.text.Language;
import passerelle.text.ReportPrinter;

/** A replay in GitHub Actions. */
class GithubActionsTest {
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
  private Optional<GithubActions> github = Optional.empty();
  private ScriptedLabs labs = new ScriptedLabs(new Output("web\n", 0), new Output("", 7));

  @Test
  void elsewhereThereIsNothingToTell() {
    assertEquals(Optional.empty(), GithubActions.in(Map.of()));
    assertEquals(Optional.empty(), GithubActions.in(Map.of("GITHUB_ACTIONS", "false")));
  }

  @Test
  void anAnnotationNamesTheLineThatIsNoText() throws Exception {
    github = GithubActions.in(Map.of("GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE", dir.toString()));
    Files.write(dir.resolve("e.md"), new byte[] {'\n', (byte) 0xff, '\n'});
    assertEquals(2, replay(dir));
    assertTrue(out().contains("\n::error file=e.md,line=2,title=unreadable::not UTF-8"), this::out);
  }

  @Test
  void onGithubDifferencesAreAnnotationsAndASummaryOfTheJob() throws Exception {
    Path summary = write("summary", "before\n");
    github =
        GithubActions.in(
            Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_WORKSPACE", dir.toString(),
                "GITHUB_STEP_SUMMARY", summary.toString()));
    write("a,b.md", ONE.replace("[7]\n", "").replace("docker ps", "echo 100%: | <b> `"));
    write("c.md", ONE);
    write("d.md", "```console\n");
    assertEquals(2, replay(dir));
    String log = out();
    assertTrue(
        log.contains(
            "\n::error file=a%2Cb.md,line=5,title=laptop$ curl -s http%3A//web"
                + "::--- expected%0A+++ actual%0A@@ -5,0 +6 @@%0A+[7]\n"),
        log);
    assertTrue(log.contains("\n::error file=d.md,line=1,title=unreadable::the fence"), log);
    assertEquals(2, log.lines().filter(line -> line.startsWith("::error")).count());
    assertEquals(
        """
        before
        ### passerelle replay\\: 1 of 3 transcripts as expected

        | file | result | commands | different |
        | --- | --- | --- | --- |
        | DIR/a,b.md | differs | 2 | 1 |
        | DIR/c.md | as expected | 2 | 0 |
        | DIR/d.md | unreadable |  |  |
        """,
        Files.readString(summary)
            .replace(dir.toString().replaceAll("[_-]", "\\\\$0"), "DIR")
            .lines()
            .limit(8)
            .map(line -> line + "\n")
            .collect(Collectors.joining()));
  }

  @Test
  void aDifferenceCannotCommandGithub() throws Exception {
    github = GithubActions.in(Map.of("GITHUB_ACTIONS", "true"));
    labs = new ScriptedLabs(new Output("::add-mask::a\nweb\n::error::b\n", 0), new Output("", 7));
    write("a.md", ONE.replace("ps\nweb\n", "ps\n::add-mask::a\nweb\n::stop-commands::x\n"));
    assertEquals(1, replay(dir));
    List<String> log = out().lines().toList();
    int stop = log.indexOf(log.stream().filter(l -> l.startsWith("::stop-")).findFirst().get());
    String word = log.get(stop).substring("::stop-commands::".length());
    int go = log.indexOf("::" + word + "::");
    for (int i = 0; i < log.size(); i++) {
      boolean command = log.get(i).strip().startsWith("::");
      boolean held = i > stop && i < go;
      boolean ours = i == stop || i == go || log.get(i).startsWith("::error file=");
      assertTrue(!command || held || ours, log.get(i));
    }
    assertEquals(64, word.length());
  }

  private int replay(Path... paths) {
    ReportPrinter printer =
        new ReportPrinter(new PrintStream(out, true, StandardCharsets.UTF_8), OptionalInt.empty());
    return new ReplayCommand(labs, Language.EN, github, printer, printer)
        .run(
            new ReplayOptions(
                List.of(paths), LabOptions.NONE, false, Optional.empty(), Shard.WHOLE, 1));
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(dir.resolve(name), text);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8).replace(dir.toString(), "DIR");
  }
}
