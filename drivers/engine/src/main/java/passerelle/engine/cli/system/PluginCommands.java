package passerelle.engine.cli.system;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Filters;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Table;
import passerelle.gotemplate.InspectFormatter;

/** {@code docker plugin} of a daemon that has none installed (docker/cli cli/command/plugin). */
public final class PluginCommands {
  private static final Set<String> FILTERS = Set.of("capability", "enabled");
  private static final String COLUMNS =
      "table {{.ID}}\\t{{.Name}}\\t{{.Description}}\\t{{.Enabled}}";

  private PluginCommands() {}

  private static EngineException missing(String name) {
    return EngineException.notFound("plugin \"" + name + "\" not found");
  }

  public static int list(Invocation call) throws CliException, EngineException {
    new Filters(call.flags().all("filter"), FILTERS);
    String format = call.flags().text("format").orElse("");
    boolean standard = (format.isEmpty() || format.equals("table")) && !call.flags().on("quiet");
    Map<String, String> header =
        Map.of("ID", "ID", "Name", "NAME", "Description", "DESCRIPTION", "Enabled", "ENABLED");
    call.io().out(Table.print(standard ? COLUMNS : format, header, List.of()));
    return 0;
  }

  public static int inspect(Invocation call) {
    List<InspectFormatter.Reference> references =
        call.arguments().stream()
            .<InspectFormatter.Reference>map(
                name -> new InspectFormatter.Missing(call.told(missing(name))))
            .toList();
    InspectFormatter.Outcome outcome =
        InspectFormatter.format(call.flags().text("format").orElse(""), references);
    call.io().out(outcome.output());
    call.io().err(outcome.error());
    return outcome.status();
  }

  /** Whatever is to be done with one. */
  public static int one(Invocation call) throws EngineException {
    throw missing(call.arguments().get(0));
  }

  public static int push(Invocation call) throws EngineException {
    String name = call.arguments().get(0);
    throw missing(name.indexOf(':') < 0 ? name + ":latest" : name);
  }

  public static int upgrade(Invocation call) throws CliException {
    String why = call.told(missing(call.arguments().get(0)));
    throw new CliException("error reading plugin data: " + why + "\n", 1);
  }

  public static int remove(Invocation call) {
    call.errorLine(
        call.arguments().stream()
            .map(name -> call.told(missing(name)))
            .collect(Collectors.joining(", ")));
    return 1;
  }
}
