package passerelle.engine.cli.system;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.Volume;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Filters;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Labels;
import passerelle.engine.cli.NaturalOrder;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Shape;
import passerelle.engine.cli.Table;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.daemon.Engine;
import passerelle.gotemplate.GoTime;
import passerelle.gotemplate.GoType;
import passerelle.gotemplate.GoValue;

/** volume create, ls and rm (docker/cli cli/command/volume). */
public final class VolumeCommands {
  private static final Set<String> FILTERS = Set.of("dangling", "driver", "label", "name");
  private static final String UNKNOWN = "N/A";

  private VolumeCommands() {}

  public static int create(Invocation call) throws CliException, EngineException {
    ParsedFlags flags = call.flags();
    for (String option : flags.values().keySet()) {
      if (!Set.of("driver", "label", "name", "opt").contains(option)) {
        throw Unmodelled.refuse("option --" + option + " of volume create");
      }
    }
    Optional<String> name = flags.text("name").filter(n -> !n.isEmpty());
    if (name.isPresent() && !call.arguments().isEmpty()) {
      throw new CliException(call.style().says(Phrase.VOLUME_NAMED_TWICE) + "\n", 1);
    }
    String chosen = name.orElse(call.arguments().isEmpty() ? "" : call.arguments().get(0));
    Volume.Wish wish =
        new Volume.Wish(
            flags.text("driver").orElse(""),
            new TreeMap<>(flags.pairs("label")),
            new TreeMap<>(flags.pairs("opt")));
    call.line(call.engine().volumes().create(chosen, wish).name());
    return 0;
  }

  public static int remove(Invocation call) {
    boolean force = call.flags().on("force");
    int status = 0;
    for (String name : call.arguments()) {
      try {
        call.engine().volumes().remove(name);
        call.line(name);
      } catch (EngineException e) {
        if (force && e.kind() == EngineException.Kind.NOT_FOUND) {
          call.line(name);
        } else {
          call.refusal(e);
          status = 1;
        }
      }
    }
    return status;
  }

  public static int list(Invocation call) throws CliException, EngineException {
    ParsedFlags flags = call.flags();
    if (flags.has("cluster")) {
      throw Unmodelled.refuse("option --cluster of volume ls");
    }
    Filters filters = new Filters(flags.all("filter"), FILTERS);
    Optional<Boolean> dangling = filters.yesOrNo("dangling");
    List<GoValue> rows = new ArrayList<>();
    List<Volume> volumes = new ArrayList<>(call.engine().volumes().all());
    volumes.sort(Comparator.comparing(Volume::name, NaturalOrder.NAMES));
    for (Volume volume : volumes) {
      boolean unused = call.engine().volumes().users(volume).isEmpty();
      if (dangling.orElse(unused) == unused && matches(filters, volume)) {
        rows.add(row(volume, UNKNOWN, UNKNOWN));
      }
    }
    String format = call.listFormat("volumesFormat");
    boolean standard = format.isEmpty() || format.equals("table");
    String columns = flags.on("quiet") ? "{{.Name}}" : "table {{.Driver}}\\t{{.Name}}";
    String raw = flags.on("quiet") ? "name: {{.Name}}" : "name: {{.Name}}\\ndriver: {{.Driver}}\\n";
    String chosen = standard ? columns : format.equals("raw") ? raw : format;
    call.io().out(print(chosen, rows));
    return 0;
  }

  /** Only those of a swarm's cluster change. */
  public static int update(Invocation call) throws CliException {
    throw new CliException(call.style().says(Phrase.ONLY_CLUSTER_VOLUMES) + "\n", 1);
  }

  /** Rows as a table or by a template. */
  static String print(String format, List<GoValue> rows) throws CliException {
    return Table.print(format, header(), rows);
  }

  private static boolean matches(Filters filters, Volume volume) {
    return filters.any("name", volume.name()::contains)
        && filters.any("driver", "local"::equals)
        && filters.label(volume.labels());
  }

  private static Map<String, String> header() {
    return Table.header(
        "Driver,Name=VOLUME NAME,Scope,Mountpoint,Labels,Links,Size,Availability,"
            + "Group,Status");
  }

  /**
   * A volume as a row.
   *
   * @param links how many containers use it
   * @param size what its files take
   */
  static GoValue row(Volume volume, String links, String size) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Driver", "local");
    fields.put("Name", volume.name());
    fields.put("Scope", "local");
    fields.put("Mountpoint", volume.mountpoint());
    Labels labels = new Labels(volume.labels());
    fields.put("Labels", labels.text());
    fields.put("Links", links);
    fields.put("Size", size);
    fields.put("Availability", UNKNOWN);
    fields.put("Group", UNKNOWN);
    fields.put("Status", UNKNOWN);
    return labels.row("formatter.volumeContext", fields);
  }

  /** The document of {@code docker volume inspect}. */
  static Map<String, Object> document(Engine engine, Volume volume, GoType type) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("CreatedAt", GoTime.json(engine.date(volume.created()).truncatedTo(SECONDS)));
    values.put("Driver", "local");
    values.put("Labels", orNull(volume.labels()));
    values.put("Mountpoint", volume.mountpoint());
    values.put("Name", volume.name());
    values.put("Options", orNull(volume.options()));
    values.put("Scope", "local");
    return Shape.complete(type, values);
  }

  private static Object orNull(Map<String, String> map) {
    return map.isEmpty() ? Optional.empty() : map;
  }
}
