package passerelle.engine.cli.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Table;
import passerelle.engine.cli.container.ContainerRow;
import passerelle.engine.cli.container.TopCommand;
import passerelle.engine.compose.Project;
import passerelle.engine.compose.Service;
import passerelle.gotemplate.GoJson;
import passerelle.gotemplate.GoQuote;
import passerelle.gotemplate.GoValue;
import passerelle.text.Align;

/** What {@code docker compose} tells of projects: ls, ps, config, top. */
public final class ComposeQueries {
  private static final String COLUMNS =
      "table {{.Names}}\\t{{.Image}}\\t{{.Command}}\\t{{.Service}}\\t{{.RunningFor}}"
          + "\\t{{.Status}}\\t{{.Ports}}";

  private ComposeQueries() {}

  public static int list(Invocation call) throws CliException {
    Map<String, List<Container>> projects = new TreeMap<>();
    for (Container container : call.engine().containers()) {
      String name = container.spec().labels().getOrDefault(Project.LABEL, "");
      if (!name.isEmpty() && (container.isRunning() || call.flags().on("all"))) {
        projects.computeIfAbsent(name, k -> new ArrayList<>()).add(container);
      }
    }
    List<List<String>> rows = new ArrayList<>(List.of(List.of("NAME", "STATUS", "CONFIG FILES")));
    List<Map<String, Object>> documents = new ArrayList<>();
    for (String filter : call.flags().all("filter")) {
      if (!filter.startsWith("name=")) {
        throw new CliException("invalid filter '" + filter.split("=")[0] + "'\n", 1);
      }
    }
    String format = call.flags().text("format").orElse("table");
    if (!format.matches("table|json")) {
      throw new CliException(
          "format value " + GoQuote.quote(format) + " could not be parsed: parsing failed\n", 1);
    }
    List<String> wanted =
        call.flags().all("filter").stream().map(f -> f.replaceFirst("^name=", "")).toList();
    projects.forEach(
        (name, containers) -> {
          String status = states(containers);
          String file =
              containers.get(0).spec().labels().getOrDefault(Project.LABEL + ".config_files", "");
          boolean named = wanted.isEmpty() || wanted.stream().anyMatch(name::contains);
          if (named) {
            rows.add(List.of(name, status, file));
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("Name", name);
            document.put("Status", status);
            document.put("ConfigFiles", file);
            documents.add(document);
          }
        });
    if (call.flags().on("quiet")) {
      rows.stream().skip(1).forEach(row -> call.line(row.get(0)));
    } else if (format.equals("json")) {
      call.line(GoJson.compact(documents));
    } else {
      table(rows, 20, 3).forEach(call::line);
    }
    return 0;
  }

  /** How many are in each state (pkg/compose/ls.go:combinedStatus). */
  private static String states(List<Container> containers) {
    Map<String, Integer> counts = new TreeMap<>();
    containers.forEach(c -> counts.merge(c.status().label(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(state -> state.getKey() + "(" + state.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  public static int processes(Invocation call) throws CliException {
    ComposeProject project = ComposeProject.named(call);
    checkFilters(call);
    List<Container> shown =
        project.present(call.arguments()).stream()
            .filter(c -> call.flags().on("all") || !ComposeProject.isOneOff(c))
            .filter(c -> isShown(call, c))
            .toList();
    if (call.flags().on("services")) {
      shown.stream().map(ComposeProject::service).distinct().forEach(call::line);
      return 0;
    }
    if (call.flags().on("quiet")) {
      shown.forEach(c -> call.line(c.id()));
      return 0;
    }
    Map<String, String> header = new LinkedHashMap<>(ContainerRow.header());
    header.put("Names", "NAME");
    header.put("Name", "NAME");
    header.put("Service", "SERVICE");
    ContainerRow rows =
        new ContainerRow(call.engine(), call.style(), !call.flags().on("no-trunc"), false);
    List<GoValue> values = shown.stream().map(c -> rows.of(c, own(call, project, c))).toList();
    String format = call.flags().text("format").orElse("table");
    call.io().out(Table.print(format.equals("table") ? COLUMNS : format, header, values));
    return 0;
  }

  /** What {@code --filter} does not know (docker/compose cmd/compose/ps.go:parseFilter). */
  private static void checkFilters(Invocation call) throws CliException {
    for (String filter : call.flags().all("filter")) {
      String key = filter.split("=", 2)[0];
      String problem =
          switch (filter.indexOf('=') < 0 ? "" : key) {
            case "" -> "arguments to --filter should be in form KEY=VAL";
            case "status" -> "";
            case "source" -> "not implemented";
            default -> "unknown filter " + key;
          };
      if (!problem.isEmpty()) {
        throw new CliException(problem + "\n", 1);
      }
    }
  }

  private static boolean isShown(Invocation call, Container container) {
    List<String> states = new ArrayList<>(call.flags().all("status"));
    call.flags().all("filter").stream()
        .filter(filter -> filter.startsWith("status="))
        .forEach(filter -> states.add(filter.substring("status=".length())));
    return states.isEmpty()
        ? call.flags().on("all") || container.isRunning()
        : states.contains(container.status().label());
  }

  /** What a row tells of a container that {@code docker ps} does not. */
  private static Map<String, Object> own(
      Invocation call, ComposeProject project, Container container) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("Name", container.name());
    fields.put("Service", ComposeProject.service(container));
    fields.put("Project", project.file().name());
    fields.put("ExitCode", container.isRunning() ? 0 : container.exitCode());
    fields.put("Publishers", ComposeDelegates.publishers(call, container));
    fields.put("Health", container.health().map(h -> h.status().label()).orElse(""));
    return fields;
  }

  /**
   * Columns as text/tabwriter sets them.
   *
   * @param least how wide a column is at least
   * @param padding how many blanks follow what is wider
   */
  static List<String> table(List<List<String>> rows, int least, int padding) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int longest = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        int width = Math.max(least, longest + padding);
        line.append(Align.left(row.get(i), i + 1 < row.size() ? width : 0));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** {@code docker compose top}. */
  public static int top(Invocation call) throws CliException, EngineException {
    ComposeProject project = ComposeProject.named(call);
    if (ComposeRelease.of(call).hasOneTop()) {
      return oneTop(call, project);
    }
    for (Container container : project.there(call.arguments())) {
      if (container.isRunning()) {
        call.line(container.name());
        call.docker().run(List.of("top", container.name()), call.io());
        call.line("");
      }
    }
    return 0;
  }

  /** One table, in which the container's service and number come first. */
  private static int oneTop(Invocation call, ComposeProject project)
      throws CliException, EngineException {
    List<List<String>> rows = new ArrayList<>();
    for (Container container : project.there(call.arguments())) {
      if (container.isRunning()) {
        List<List<String>> table = TopCommand.standard(call, container);
        for (int i = rows.isEmpty() ? 0 : 1; i < table.size(); i++) {
          List<String> row = new ArrayList<>();
          row.add(i == 0 ? "SERVICE" : ComposeProject.service(container));
          row.add(
              i == 0
                  ? "#"
                  : ComposeProject.isOneOff(container)
                      ? ""
                      : String.valueOf(ComposeProject.number(container)));
          row.addAll(table.get(i));
          rows.add(row);
        }
      }
    }
    table(rows, 0, 2).forEach(call::line);
    return 0;
  }

  /** The services by name, for who asks for one that is not there. */
  static Service service(ComposeProject project, String name) throws CliException {
    Map<String, Service> services = project.file().services();
    if (!services.containsKey(name)) {
      throw new CliException("no such service: " + name + "\n", 1);
    }
    return services.get(name);
  }
}
