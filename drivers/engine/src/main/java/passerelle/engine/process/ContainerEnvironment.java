package passerelle.engine.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.EngineSettings;
import passerelle.engine.ExecSpec;
import passerelle.engine.Links;
import passerelle.engine.network.LinkVariables;
import passerelle.engine.state.EngineState;

/** The variables of a container's processes (container/env.go). */
record ContainerEnvironment(EngineState state, EngineSettings settings) {
  private static final String PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Those of a process: a terminal tells its kind, and then comes what is given to it. */
  Map<String, String> of(Container container, ExecSpec spec, String home) {
    List<String> own = new ArrayList<>(spec.terminal() ? List.of("TERM=xterm") : List.of());
    own.addAll(spec.environment());
    return of(container, own, home);
  }

  /**
   * The engine's, the image's and the container's, then a process's own: a later one goes over an
   * earlier one, and a name alone takes it away.
   *
   * @param home where no HOME is given
   */
  Map<String, String> of(Container container, List<String> own, String home) {
    List<String> variables = new ArrayList<>(List.of(PATH, "HOSTNAME=" + container.hostname()));
    variables.addAll(linkVariables(container));
    variables.addAll(container.image().process().environment());
    variables.addAll(container.spec().process().environment());
    variables.addAll(own);
    Map<String, String> environment = new LinkedHashMap<>();
    for (String variable : variables) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      } else {
        environment.remove(variable);
      }
    }
    // runc looks for a home where none is named, and where it is named empty.
    if (environment.getOrDefault("HOME", "").isEmpty()) {
      environment.put("HOME", home);
    }
    return environment;
  }

  /** A container that is linked to others on the default bridge learns of them. */
  private List<String> linkVariables(Container container) {
    if (Links.onBridge(container).isEmpty()) {
      return List.of();
    }
    Links.Manner manner = settings.profile().linkVariables();
    return state.links().inForce(container).stream()
        .flatMap(link -> LinkVariables.of(container, link, manner).stream())
        .toList();
  }
}
