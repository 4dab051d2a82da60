package passerelle.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The action for GitHub and the workflows do what they say. */
class WorkflowsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String TRANSCRIPT = "```console\nhost$ echo a\n%s\n```\n";

  /** Expressions of GitHub that a workflow of ours may use. */
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*(\\S+)\\s*}}");

  @TempDir private Path directory;

  private record Ran(int status, String printed) {}

  private static Map<?, ?> yaml(Path file) throws IOException {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    return (Map<?, ?>) new Load(settings).loadFromString(Files.readString(file));
  }

  private static Map<?, ?> action() throws IOException {
    return yaml(ROOT.resolve("action.yml"));
  }

  private static Map<?, ?> at(Map<?, ?> map, String... keys) {
    Map<?, ?> here = map;
    for (String key : keys) {
      here = (Map<?, ?>) here.get(key);
    }
    return here;
  }

  private static List<Map<?, ?>> steps(Map<?, ?> job) {
    return ((List<?>) job.get("steps")).stream().<Map<?, ?>>map(step -> (Map<?, ?>) step).toList();
  }

  private static Map<?, ?> replayStep() throws IOException {
    return steps(at(action(), "runs")).stream()
        .filter(step -> step.containsKey("run"))
        .findFirst()
        .orElseThrow();
  }

  /** Runs the action's own commands as its shell does; the launcher is this program's classes. */
  private Ran action(Map<String, String> inputs) throws Exception {
    Path home = Files.createDirectories(directory.resolve("action"));
    Path launcher = home.resolve("passerelle");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        launcher,
        "#!/bin/bash\nexec '%s' -cp '%s' passerelle.cli.Main \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessBuilder shell =
        new ProcessBuilder(
            "bash", "-e", "-o", "pipefail", "-c", replayStep().get("run").toString());
    shell.environment().put("GITHUB_ACTION_PATH", home.toString());
    shell.environment().put("GITHUB_ACTIONS", "true");
    shell.environment().put("GITHUB_WORKSPACE", directory.toString());
    shell.environment().put("GITHUB_STEP_SUMMARY", directory.resolve("summary.md").toString());
    at(replayStep(), "env")
        .forEach(
            (name, value) -> {
              String input = value.toString().replaceAll(".*inputs\\.(\\w+).*", "$1");
              shell.environment().put(name.toString(), inputs.getOrDefault(input, ""));
            });
    Process running = shell.directory(directory.toFile()).redirectErrorStream(true).start();
    String printed = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(running.waitFor(), printed);
  }

  @Test
  void theActionReplaysAFolderAndTellsGithubWhatDiffers() throws Exception {
    Path folder = Files.createDirectories(directory.resolve("my course"));
    Files.writeString(folder.resolve("a.md"), TRANSCRIPT.formatted("a"));
    Files.writeString(folder.resolve("b.md"), TRANSCRIPT.formatted("b"));
    Map<String, String> inputs = new HashMap<>(Map.of("path", "my course", "engine", "28.5"));
    Ran all = action(inputs);
    assertEquals(1, all.status(), all.printed());
    assertTrue(
        all.printed().contains("::error file=my course/b.md,line=2,title=host$ echo a::"),
        all.printed());
    String summary = Files.readString(directory.resolve("summary.md"));
    assertTrue(summary.contains("1 of 2 transcripts as expected"), summary);
    inputs.putAll(Map.of("shard", "1/2", "junit", "report.xml"));
    Ran part = action(inputs);
    assertEquals(0, part.status(), part.printed());
    assertTrue(Files.readString(directory.resolve("report.xml")).contains("my course/a.md"));
  }

  @Test
  void anInputIsOnlyEverAWord() throws Exception {
    Ran ran = action(Map.of("path", "none; touch owned", "shard", "$(touch owned)"));
    assertEquals(2, ran.status(), ran.printed());
    assertTrue(Files.notExists(directory.resolve("owned")));
    assertTrue(Files.notExists(directory.resolve("owned)")));
  }

  @Test
  void workflowsGiveTheActionOnlyInputsThatItHas() throws Exception {
    Set<String> inputs = new TreeSet<>();
    at(action(), "inputs").keySet().forEach(name -> inputs.add(name.toString()));
    assertEquals(Set.of("path", "engine", "shard", "junit"), inputs);
    int uses = 0;
    for (Map<?, ?> job : jobs()) {
      for (Map<?, ?> step : steps(job)) {
        if ("./".equals(step.get("uses"))) {
          uses++;
          assertTrue(inputs.containsAll(at(step, "with").keySet()), step.toString());
        }
      }
    }
    assertTrue(uses > 0);
  }

  @Test
  void theShardsOfAWorkflowAreTogetherComplete() throws Exception {
    List<?> shards =
        jobs().stream()
            .filter(job -> job.containsKey("strategy"))
            .map(job -> (List<?>) at(job, "strategy", "matrix").get("shard"))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    List<String> expected = new ArrayList<>();
    for (int k = 1; k <= shards.size(); k++) {
      expected.add(k + "/" + shards.size());
    }
    assertEquals(expected, shards);
  }

  @Test
  void workflowsRunTheTwoCommandsOfTheReadme() throws Exception {
    String commands =
        jobs().stream()
            .flatMap(job -> steps(job).stream())
            .filter(step -> step.containsKey("run"))
            .map(step -> step.get("run").toString())
            .collect(Collectors.joining("\n"));
    assertTrue(commands.contains("| ./passerelle"), commands);
    assertTrue(Pattern.compile("mvn .*\\bverify$", Pattern.MULTILINE).matcher(commands).find());
    assertTrue(Files.isExecutable(ROOT.resolve("passerelle")));
  }

  @Test
  void workflowsPutNoStrangersTextIntoCommands() throws Exception {
    try (Stream<Path> files = workflows()) {
      for (Path file : files.toList()) {
        EXPRESSION
            .matcher(Files.readString(file))
            .results()
            .forEach(
                m ->
                    assertTrue(
                        m.group(1).matches("matrix\\.(shard|java)|strategy\\.job-index"),
                        m.group()));
      }
    }
    assertTrue(!EXPRESSION.matcher(replayStep().get("run").toString()).find());
  }

  private static Stream<Path> workflows() throws IOException {
    return Files.list(ROOT.resolve(".github/workflows"));
  }

  private static List<Map<?, ?>> jobs() throws IOException {
    List<Map<?, ?>> jobs = new ArrayList<>();
    try (Stream<Path> files = workflows()) {
      for (Path file : files.sorted().toList()) {
        at(yaml(file), "jobs").values().forEach(job -> jobs.add((Map<?, ?>) job));
      }
    }
    return jobs;
  }
}
