package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.scenarios.replay.LabException;

/**
 * The same as {@link EveryOptionTest} for the options in front of a command, and for exec and logs.
 */
class EveryClientOptionTest {
  private static final Pattern OPTION =
      Pattern.compile("^  (?:-\\w, |    )--([\\w-]+)(?: ([\\w-]+))?(?:  .*)?$", Pattern.MULTILINE);

  /** What is typed to see what a command is like, with the place of the option marked. */
  private static final Map<String, List<String>> LINES =
      Map.of(
          "",
              List.of(
                  "%s info",
                  "%s ps", "%s", "%s context show", "%s context use nosuch", "%s --tls ps"),
          "exec",
              List.of("exec %s web sh -c 'echo $A; pwd; id -u; tty; ip link add d0 type dummy'"),
          "logs", List.of("logs %s told", "logs %s web"));

  /** Values by option, where the type alone does not say what a good one is. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("config", "/tmp/other"),
          Map.entry("context", "other"),
          Map.entry("detach-keys", "ctrl-x"),
          Map.entry("env", "A=b"),
          Map.entry("env-file", "/nosuch"),
          Map.entry("host", "unix:///nosuch"),
          Map.entry("log-level", "loud"),
          Map.entry("since", "2100-01-01"),
          Map.entry("tail", "0"),
          Map.entry("tlscacert", "/tmp/ca.pem"),
          Map.entry("until", "2h"),
          Map.entry("user", "nobody"),
          Map.entry("workdir", "/tmp"));

  /**
   * Certificates are of use behind TLS only, where the authority's is asked for first; the keys
   * that detach, and the input, are for a terminal; a log without details has none, and one of
   * which all has been told is followed without an end.
   */
  private static final Set<String> NOTHING =
      Set.of(
          " --help",
          " --tlscert",
          " --tlskey",
          "exec --detach-keys",
          "exec --interactive",
          "logs --details",
          "logs --follow");

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

  private static Map<String, String> seen(String engine, String command, String word)
      throws LabException {
    EngineSettings settings = EngineSettings.defaults(EngineProfile.of(engine).orElseThrow());
    Map<String, String> seen = new LinkedHashMap<>();
    for (String line : LINES.get(command)) {
      LabSettings lab = new LabSettings(settings, "stand-in", LabSettings.DEFAULT_SEED);
      try (SimLab open = SimLab.open(lab)) {
        typed(open, "docker run -d --name web nginx");
        typed(open, "docker run --name told busybox echo a");
        seen.put(line, typed(open, "docker " + line.formatted(word)));
      }
    }
    return seen;
  }

  private static String typed(SimLab lab, String line) throws LabException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    lab.run(
        "host",
        line,
        bytes -> {
          screen.writeBytes(bytes);
          return true;
        });
    return screen.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("options")
  void anOptionShowsOrIsRefused(String engine, String command, String option, String type)
      throws LabException {
    String word = "--" + option + (type.isEmpty() ? "" : "=" + VALUES.getOrDefault(option, "7"));
    Map<String, String> with = seen(engine, command, word);
    assertFalse(with.toString().contains("defect"), with.toString());
    assertTrue(
        with.values().stream()
            .filter(a -> a.contains("does not model"))
            .allMatch(a -> a.contains("--" + option)),
        with.toString());
    assertNotEquals(
        seen(engine, command, ""), with, "--" + option + " is accepted and does nothing");
  }
}
