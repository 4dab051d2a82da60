package passerelle.engine.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.engine.Attachment;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.daemon.Engine;
import passerelle.engine.network.ContainerPorts;
import passerelle.gotemplate.GoQuote;
import passerelle.text.WordSet;

/** The filters of {@code docker ps} (daemon/list.go). */
public final class PsFilter {
  private static final Set<String> KNOWN =
      WordSet.of(
          """
          ancestor before exited expose health id is-task isolation label name network publish
          since status volume
          """);

  private static final List<String> STATES =
      List.of("created", "running", "paused", "restarting", "removing", "exited", "dead");

  private final Engine engine;
  private final CliStyle style;
  private final Filters filters;
  private final boolean tasks;

  public PsFilter(Engine engine, CliStyle style, List<String> values) throws EngineException {
    this.engine = engine;
    this.style = style;
    this.filters = new Filters(values, KNOWN);
    this.tasks = filters.yesOrNo("is-task").orElse(false);
    check();
  }

  /** daemon/list.go:foldFilter. */
  private void check() throws EngineException {
    for (String code : filters.of("exited")) {
      if (!code.matches("[+-]?[0-9]{1,9}")) {
        String why = "strconv.Atoi: parsing " + GoQuote.quote(code) + ": invalid syntax";
        throw EngineException.bad("invalid filter 'exited=" + code + "': " + why);
      }
    }
    checkChoice("status", "state", STATES);
    checkChoice("health", "health", List.of("none", "starting", "healthy", "unhealthy"));
    for (String key : List.of("before", "since")) {
      for (String wanted : filters.of(key)) {
        engine.container(wanted);
      }
    }
    for (String key : List.of("publish", "expose")) {
      for (String port : filters.of(key)) {
        if (port.contains(":")) {
          throw EngineException.bad("filter for '" + key + "' should not contain ':': " + port);
        }
        Optional<PortSyntax.WrongRange> wrong = PortSyntax.wrong(port.replaceFirst("/.*", ""));
        if (wrong.isPresent()) {
          throw EngineException.bad(
              "error while looking up for "
                  + (key + " " + port + ": " + style.wrongRange(wrong.get())));
        }
      }
    }
  }

  private void checkChoice(String key, String noun, List<String> choice) throws EngineException {
    for (String value : filters.of(key)) {
      if (!choice.contains(value)) {
        throw EngineException.bad(
            engine.profile().wording().filterRefused(key, noun, value, choice));
      }
    }
  }

  /** Asking for a state shows containers that do not run, too. */
  public boolean showsAll() {
    return filters.has("status") || filters.has("exited");
  }

  public boolean matches(Container c) {
    return filters.any(
            "name",
            v ->
                engine.names(c).stream()
                    .anyMatch(n -> Filters.matches(v, n) || Filters.matches(v, "/" + n)))
        && filters.any("id", v -> c.id().startsWith(v))
        && filters.any("status", v -> c.status().label().equals(v))
        && filters.any(
            "exited",
            v -> c.finished() >= 0 && !c.isRunning() && Integer.parseInt(v) == c.exitCode())
        && filters.any(
            "ancestor", v -> engine.image(v).filter(i -> i.id().equals(c.image().id())).isPresent())
        && filters.any("network", v -> onNetwork(c, v))
        && filters.any("publish", v -> published(c, v))
        && filters.any(
            "expose",
            v -> c.isRunning() && ContainerPorts.exposed(c).stream().anyMatch(p -> covers(v, p)))
        && filters.label(c.spec().labels())
        && filters.any("before", v -> order(c) < order(v))
        && filters.any("since", v -> order(c) > order(v) && order(v) >= 0)
        && filters.any("health", v -> v.equals(health(c)))
        && filters.any("volume", v -> isMounted(c, v))
        && !tasks;
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
    return ContainerPorts.inForce(c, engine.profile()).values().stream()
        .anyMatch(
            mappings ->
                mappings.stream().anyMatch(m -> covers(wanted, m.hostPort() + "/" + m.protocol())));
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
