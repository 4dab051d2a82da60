package passerelle.engine.cli.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.compose.Interpolation;
import passerelle.engine.compose.Project;
import passerelle.engine.compose.Service;
import passerelle.gotemplate.GoQuote;

/** {@code docker compose config}: the whole document, or the names in it. */
public final class ComposeConfig {
  /** Options that list something instead of the document. */
  private static final Set<String> LISTS =
      Set.of("services", "volumes", "images", "networks", "quiet", "profiles", "hash");

  private ComposeConfig() {}

  public static int run(Invocation call) throws CliException {
    for (String option : List.of("lock-image-digests", "models")) {
      if (call.flags().has(option)) {
        throw Unmodelled.refuse("option --" + option);
      }
    }
    if (call.flags().on("variables")) {
      String row = "%-20s%-20s%-20s%s";
      call.line(row.formatted("NAME", "REQUIRED", "DEFAULT VALUE", "ALTERNATE VALUE"));
      for (Interpolation.Variable v : ComposeProject.variables(call)) {
        call.line(row.formatted(v.name(), v.required(), v.usual(), v.alternate()));
      }
      return 0;
    }
    boolean listed = LISTS.stream().anyMatch(call.flags()::has);
    if (!listed && call.flags().on("no-interpolate")) {
      write(call, ComposeProject.model(call, isJson(call)));
      return 0;
    }
    ComposeProject project = ComposeProject.of(call);
    if (call.flags().on("environment")) {
      environment(call, project.file()).forEach((name, value) -> call.line(name + "=" + value));
      return 0;
    }
    if (listed) {
      listed(call, project).stream().distinct().forEach(call::line);
      return 0;
    }
    List<Service> shown = project.services(call.arguments());
    boolean whole = !call.flags().on("no-normalize");
    write(call, project.file().document(shown, whole, isJson(call)));
    return 0;
  }

  /** What fills the variables of the files: the shell's values before those of {@code .env}. */
  private static Map<String, String> environment(Invocation call, Project project) {
    Map<String, String> all = new TreeMap<>(project.environment());
    all.putAll(call.io().variables());
    all.put("COMPOSE_PROJECT_NAME", project.name());
    all.put("DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND", "docker");
    return all;
  }

  private static boolean isJson(Invocation call) throws CliException {
    String format = call.flags().text("format").orElse("yaml");
    boolean json = format.equals("json");
    if (!json && !format.equals("yaml")) {
      throw new CliException("unsupported format " + GoQuote.quote(format) + "\n", 1);
    }
    return json;
  }

  private static void write(Invocation call, String document) {
    Optional<String> output = call.flags().text("output").filter(path -> !path.isEmpty());
    if (output.isPresent()) {
      String path = call.path(output.get());
      call.engine().kernel().spaces().writeFile(call.engine().settings().host(), path, document);
    } else {
      call.io().out(document);
    }
  }

  private static List<String> listed(Invocation call, ComposeProject project) throws CliException {
    List<String> listed = new ArrayList<>();
    ParsedFlags flags = call.flags();
    Project file = project.file();
    List<Service> services = project.services(call.arguments());
    if (flags.on("services")) {
      services.forEach(s -> listed.add(s.name()));
    } else if (flags.on("volumes")) {
      listed.addAll(file.volumesOf(services).keySet());
    } else if (flags.on("networks")) {
      listed.addAll(file.networksOf(services).keySet());
    } else if (flags.on("images")) {
      services.forEach(s -> listed.add(s.image()));
    } else if (flags.on("profiles")) {
      file.services().values().stream()
          .flatMap(s -> s.profiles().stream())
          .sorted()
          .forEach(listed::add);
    } else if (flags.has("hash")) {
      List<String> named = List.of(flags.text("hash").orElse("*").split(","));
      for (Service service : project.services(named.equals(List.of("*")) ? List.of() : named)) {
        if (named.contains("*") || named.contains(service.name())) {
          listed.add(service.name() + " " + service.hash());
        }
      }
    }
    return listed;
  }
}
