package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import passerelle.engine.Attachment;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.daemon.Engine;
import passerelle.engine.network.ContainerPorts;
import passerelle.gotemplate.GoQuote;
import passerelle.network.PortMapping;

/** The filters of {@code docker ps} (daemon/list.go). */
public final class PsFilter {
  private static final List<String> KNOWN =
      List.of(
          """
          ancestor before exited expose health id is-task isolation label name network publish
          since status volume
          """
              .split("\\s+"));

  private static final List<String> STATES =
      List.of("created", "running", "paused", "restarting", "removing", "exited", "dead");

  private final Engine engine;
  private final CliStyle style;
  private final Map<String, List<String>> filters = new LinkedHashMap<>();

  public PsFilter(Engine engine, CliStyle style, List<String> values) throws EngineException {
    this.engine = engine;
    this.style = style;
    for (String value : values) {
      int equals = value.indexOf('=');
      String key = value.substring(0, equals).trim().toLowerCase(Locale.ROOT);
      if (!KNOWN.contains(key)) {
        throw new EngineException(EngineException.Kind.BAD_REQUEST, "invalid filter '" + key + "'");
      }
      filters.computeIfAbsent(key, k -> new ArrayList<>()).add(value.substring(equals + 1).trim());
    }
    check();
  }

  /** daemon/list.go:foldFilter. */
  private void check() throws EngineException {
    for (String code : filters.getOrDefault("exited", List.of())) {
      if (!code.matches("[+-]?[0-9]{1,9}")) {
        String why = "strconv.Atoi: parsing " + GoQuote.quote(code) + ": invalid syntax";
        throw bad("invalid filter 'exited=" + code + "': " + why);
      }
    }
    for (String answer : filters.getOrDefault("is-task", List.of())) {
      if (!answer.matches("1|0|true|false")) {
        throw bad("invalid filter 'is-task=[" + answer + "]'");
      }
    }
    checkChoice("status", "state", STATES);
    checkChoice("health", "health", List.of("none", "starting", "healthy", "unhealthy"));
    for (String key : List.of("before", "since")) {
      for (String wanted : filters.getOrDefault(key, List.of())) {
        engine.container(wanted);
      }
    }
    for (String key : List.of("publish", "expose")) {
      for (String port : filters.getOrDefault(key, List.of())) {
        if (port.contains(":")) {
          throw bad("filter for '" + key + "' should not contain ':': " + port);
        }
        Optional<PortSyntax.WrongRange> wrong = PortSyntax.wrong(port.replaceFirst("/.*", ""));
        if (wrong.isPresent()) {
          throw bad(
              "error while looking up for "
                  + (key + " " + port + ": " + style.wrongRange(wrong.get())));
        }
      }
    }
  }

  private void checkChoice(String key, String noun, List<String> choice) throws EngineException {
    for (String value : filters.getOrDefault(key, List.of())) {
      if (!choice.contains(value)) {
        throw bad(engine.profile().wording().filterRefused(key, noun, value, choice));
      }
    }
  }

  private static EngineException bad(String message) {
    return new EngineException(EngineException.Kind.BAD_REQUEST, message);
  }

  /** Asking for a state shows containers that do not run, too. */
  public boolean showsAll() {
    return filters.containsKey("status") || filters.containsKey("exited");
  }

  public boolean matches(Container c) {
    return any(
            "name",
            v -> engine.names(c).stream().anyMatch(n -> matches(v, n) || matches(v, "/" + n)))
        && any("id", v -> c.id().startsWith(v))
        && any("status", v -> c.status().label().equals(v))
        && any(
            "exited",
            v -> c.finished() >= 0 && !c.isRunning() && Integer.parseInt(v) == c.exitCode())
        && any(
            "ancestor", v -> engine.image(v).filter(i -> i.id().equals(c.image().id())).isPresent())
        && any("network", v -> onNetwork(c, v))
        && any("publish", v -> published(c, v))
        && any("expose", v -> ContainerPorts.exposed(c).stream().anyMatch(p -> covers(v, p)))
        && all("label", v -> labelled(c.spec().labels(), v))
        && any("before", v -> order(c) < order(v))
        && any("since", v -> order(c) > order(v) && order(v) >= 0)
        && any("health", v -> v.equals(health(c)))
        && any("volume", v -> isMounted(c, v))
        && any("is-task", v -> v.matches("0|false"));
  }

  private static String health(Container container) {
    return container.health().map(h -> h.status().label()).orElse("none");
  }

  /** By a volume's name, or its source where it is none's, or by where something is mounted. */
  private static boolean isMounted(Container container, String wanted) {
    return container.mounts().stream()
        .anyMatch(
            m ->
                (m.name().isEmpty() ? m.source() : m.name()).equals(wanted)
                    || m.destination().equals(wanted));
  }

  private boolean any(String key, Predicate<String> test) {
    return !filters.containsKey(key) || filters.get(key).stream().anyMatch(test);
  }

  private boolean all(String key, Predicate<String> test) {
    return filters.getOrDefault(key, List.of()).stream().allMatch(test);
  }

  /** A regular expression that is somewhere in a text, or the text (filters.Args:Match). */
  public static boolean matches(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      return text.equals(pattern);
    }
  }

  private static boolean onNetwork(Container c, String wanted) {
    for (Map.Entry<String, Attachment> entry : c.attachments().entrySet()) {
      String id = entry.getValue().networkId();
      if (entry.getKey().equals(wanted) || !id.isEmpty() && id.startsWith(wanted)) {
        return true;
      }
    }
    return false;
  }

  private boolean published(Container c, String wanted) {
    for (List<PortMapping> mappings : ContainerPorts.inForce(c, engine.profile()).values()) {
      if (mappings.stream().anyMatch(m -> covers(wanted, m.hostPort() + "/" + m.protocol()))) {
        return true;
      }
    }
    return false;
  }

  /** A port or a range of ports, of tcp unless it says otherwise. */
  private static boolean covers(String wanted, String port) {
    String[] parts = wanted.split("/");
    String[] ends = parts[0].split("-");
    String protocol = parts.length > 1 ? parts[1] : "tcp";
    if (!ends[0].matches("\\d{1,5}") || !ends[ends.length - 1].matches("\\d{1,5}")) {
      return false;
    }
    int number = Integer.parseInt(port.split("/")[0]);
    return protocol.equals(port.split("/")[1])
        && number >= Integer.parseInt(ends[0])
        && number <= Integer.parseInt(ends[ends.length - 1]);
  }

  /** A label by its name, or by name and value. */
  public static boolean labelled(Map<String, String> labels, String wanted) {
    int equals = wanted.indexOf('=');
    return equals < 0
        ? labels.containsKey(wanted)
        : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
  }

  private int order(Container container) {
    return engine.containers().indexOf(container);
  }

  private int order(String wanted) {
    try {
      return order(engine.container(wanted));
    } catch (EngineException missing) {
      return -1;
    }
  }
}
