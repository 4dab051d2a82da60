package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same as {@link EveryOptionTest} for the commands around networks: images, volumes, files,
 * events and numbers.
 */
class EveryObjectOptionTest {
  private static final Pattern OPTION =
      Pattern.compile("^  (?:-\\w, |    )--([\\w-]+)(?: ([\\w-]+))?(?:  .*)?$", Pattern.MULTILINE);

  /** A command line of each command, with the place of the option marked. */
  private static final Map<String, String> LINES = lines();

  private static Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("pull", "pull %s redis");
    lines.put("rmi", "rmi -f %s child:1 front:1");
    lines.put("images", "images %s");
    lines.put("image prune", "image prune -f %s");
    lines.put("history", "history %s front:1");
    lines.put("events", "events --since 1h --until 0s %s");
    lines.put("stats", "stats --no-stream %s");
    lines.put("cp", "cp %s /etc/motd web:/tmp/motd");
    lines.put("commit", "commit %s web made:1");
    lines.put("volume create", "volume create %s");
    lines.put("volume inspect", "volume inspect %s data");
    lines.put("volume ls", "volume ls %s");
    lines.put("volume prune", "volume prune -f %s");
    lines.put("volume rm", "volume rm %s nosuch");
    lines.put("system df", "system df %s");
    lines.put("system prune", "system prune -f %s");
    lines.put("save", "save %s front:1");
    lines.put("load", "load -i /tmp/kept.tar %s");
    lines.put("export", "export %s base");
    lines.put("import", "import %s /tmp/base.tar made:1");
    lines.put("push", "push %s front:1");
    lines.put("login", "login %s localhost:5000");
    lines.put("ps", "ps %s");
    lines.put("stop", "stop %s base");
    lines.put("restart", "restart %s base");
    lines.put("kill", "kill %s base");
    lines.put("update", "update %s web");
    lines.put("rm", "rm -f %s web");
    return lines;
  }

  /** Values by option, where the type alone does not say what a good one is. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("author", "me"),
          Map.entry("change", "ENV A=b"),
          Map.entry("cpus", "1.5"),
          Map.entry("driver", "nosuch"),
          Map.entry("format", "x"),
          Map.entry("label", "a=b"),
          Map.entry("memory", "512m"),
          Map.entry("memory-reservation", "256m"),
          Map.entry("memory-swap", "1g"),
          Map.entry("message", "words"),
          Map.entry("name", "called"),
          Map.entry("opt", "foo=bar"),
          Map.entry("output", "/tmp/written.tar"),
          Map.entry("platform", "linux/arm64"),
          Map.entry("restart", "always"),
          Map.entry("signal", "USR1"),
          Map.entry("since", "0s"),
          Map.entry("until", "30m"));

  private static final Map<String, String> FILTERS =
      Map.of(
          "events", "type=volume",
          "images", "reference=front",
          "ps", "name=web",
          "volume ls", "name=data");

  /**
   * Nothing comes of these here, since nothing would come of them in Docker: there are no links and
   * all files are root's; a pause is over when the command is; a signature is never asked for;
   * where there is no terminal the progress of a load is not told; a name without a password logs
   * nobody in; and the processes of these tests end at whatever signal asks them to.
   */
  private static final Set<String> NOTHING =
      Set.of(
          "cp --archive",
          "cp --follow-link",
          "commit --pause",
          "load --quiet",
          "login --username",
          "push --disable-content-trust",
          "pull --disable-content-trust",
          "restart --signal",
          "stop --signal",
          "stats --no-stream");

  static Stream<Arguments> options() {
    List<Arguments> all = new ArrayList<>();
    for (String engine : EngineVersion.labels()) {
      for (String command : LINES.keySet()) {
        Matcher m = OPTION.matcher(new Session(engine).run(command + " --help"));
        while (m.find()) {
          if (!NOTHING.contains(command + " --" + m.group(1))) {
            String type = m.group(2) == null ? "" : m.group(2);
            all.add(Arguments.of(engine, command, m.group(1), type));
          }
        }
      }
    }
    return all.stream();
  }

  private static String word(String command, String option, String type) {
    String usual = type.startsWith("int") || type.startsWith("uint") ? "7" : "0";
    String value =
        option.equals("filter")
            ? FILTERS.getOrDefault(command, "label=nosuch")
            : VALUES.getOrDefault(option, usual);
    return type.isEmpty()
        ? "--" + option + (option.equals("human") ? "=false" : "")
        : "'--" + option + "=" + value + "'";
  }

  /** Something of everything, so that options have something to choose from. */
  private static Session prepared(String engine) throws Exception {
    EngineSettings settings = EngineSettings.defaults(EngineProfile.of(engine).orElseThrow());
    Session session = new Session(settings);
    session.kernel.registry = true;
    session.kernel.files("host").orElseThrow().write("/etc/motd", new byte[] {65}, false);
    session.run("volume create data");
    session.run("volume create");
    session.run("run -d --name base alpine sleep 1000");
    session.run("commit base front:1");
    session.run("commit base");
    session.run("run -d --name gone nicolaka/netshoot sleep 1000");
    session.run("commit gone child:1");
    session.run("rm -f gone");
    session.run("rmi nicolaka/netshoot");
    session.run("export -o /tmp/base.tar base");
    session.run("save -o /tmp/kept.tar redis");
    session.run("rmi redis");
    session.run("create --name idle nginx");
    session.run("run -d --name web -v /anonymous nginx");
    session.run("run -d --name used front:1 sleep 1000");
    session.run("stop -t 0 used");
    return session;
  }

  private static String world(Session session) {
    return session.run("ps -a --format '{{.Names}} {{.Status}} {{.Mounts}}'")
        + session.run("images -a --format '{{.Repository}}:{{.Tag}} {{.ID}}'")
        + session.run("volume ls --format '{{.Name}} {{.Labels}}'")
        + session.run("inspect web")
        + session.run("image inspect made:1");
  }

  @ParameterizedTest
  @MethodSource("options")
  void anOptionShowsOrIsRefused(String engine, String command, String option, String type)
      throws Exception {
    Session plain = prepared(engine);
    String line = LINES.get(command).replace(option.equals("force") ? " -f" : " -F", "");
    String without = plain.run(line.formatted("")) + world(plain);
    Session other = prepared(engine);
    String word = word(command, option, type);
    String answer = other.run(line.formatted(word));
    assertFalse(answer.contains("defect"), answer);
    if (answer.contains("Passerelle does not model")) {
      assertEquals(1, answer.lines().filter(l -> l.contains("does not model")).count(), answer);
      assertTrue(answer.contains("--" + option), answer);
      return;
    }
    assertNotEquals(
        without, answer + world(other), "--" + option + " is accepted and does nothing");
  }

  @Test
  void everyCommandOfTheseGroupsIsThereOrRefused() {
    for (String engine : EngineVersion.labels()) {
      Session session = new Session(engine);
      for (String group : List.of("container", "image", "volume", "system", "network")) {
        String help = session.run(group + " --help");
        Matcher command = Pattern.compile("(?m)^  (\\w+)  +[A-Z]").matcher(help);
        while (command.find()) {
          String answer = session.run(group + " " + command.group(1) + " --help");
          boolean known =
              answer.stripLeading().startsWith("Usage:  docker " + group + " " + command.group(1))
                  || answer.equals(
                      "docker: Passerelle does not model the command "
                          + (group + " " + command.group(1))
                          + "\n[2]\n");
          assertTrue(known, engine + ": " + group + " " + command.group(1) + "\n" + answer);
        }
      }
    }
  }
}
