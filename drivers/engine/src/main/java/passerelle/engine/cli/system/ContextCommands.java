package passerelle.engine.cli.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.ContextStore;
import passerelle.engine.cli.ContextStore.Context;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Table;
import passerelle.engine.cli.Unmodelled;
import passerelle.gotemplate.GoJson;
import passerelle.gotemplate.GoObjects;
import passerelle.gotemplate.GoQuote;
import passerelle.gotemplate.GoType;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.InspectFormatter;
import passerelle.gotemplate.InspectFormatter.Found;
import passerelle.gotemplate.InspectFormatter.Missing;
import passerelle.gotemplate.InspectFormatter.Reference;

/** {@code docker context}: which engine the client talks to (docker/cli cli/command/context). */
public final class ContextCommands {
  private static final String DEFAULT = ContextStore.DEFAULT;
  private static final String USUAL = "Current DOCKER_HOST based configuration";
  private static final String NAME = "^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$";
  private static final String ESCAPED = "\"\\u003cIN MEMORY\\u003e\"";
  private static final String IN_MEMORY = "<IN MEMORY>";
  private static final String COLUMNS =
      "table {{.Name}}{{if .Current}} *{{end}}\\t{{.Description}}"
          + "\\t{{.DockerEndpoint}}\\t{{.Error}}";
  private static final String OVERRIDES =
      "Warning: DOCKER_HOST environment variable overrides the active context. To use %s,"
          + " either set the global --context flag, or unset DOCKER_HOST environment variable.\n";

  private ContextCommands() {}

  private static Context usual(Invocation call) throws CliException {
    return new Context(DEFAULT, USUAL, call.client().defaultHost());
  }

  private static Optional<Context> find(Invocation call, String name) throws CliException {
    return name.equals(DEFAULT) ? Optional.of(usual(call)) : call.client().contexts().find(name);
  }

  private static CliException missing(Invocation call, String name) {
    return new CliException(call.client().contexts().missing(name) + "\n", 1);
  }

  private static Map<String, Object> row(Context context, boolean current, String error) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Name", context.name());
    fields.put("Description", context.description());
    fields.put("DockerEndpoint", context.host());
    fields.put("Current", current);
    fields.put("Error", error);
    return fields;
  }

  public static int list(Invocation call) throws CliException {
    String current = call.client().context();
    List<Context> contexts = new ArrayList<>(call.client().contexts().all());
    contexts.add(0, usual(call));
    List<Map<String, Object>> rows = new ArrayList<>();
    contexts.forEach(c -> rows.add(row(c, c.name().equals(current), "")));
    if (find(call, current).isEmpty()) {
      String why = call.client().contexts().missing(current);
      rows.add(row(new Context(current, "", ""), true, why));
    }
    Map<String, String> header =
        Map.of(
            "Name", "NAME",
            "Description", "DESCRIPTION",
            "DockerEndpoint", "DOCKER ENDPOINT",
            "Error", "ERROR");
    String format = call.flags().text("format").orElse("");
    boolean standard = format.isEmpty() || format.equals("table");
    if (format.equals("json")
        && !call.flags().on("quiet")
        && call.style().has(Trait.TELLS_CONTEXT_TYPE)) {
      rows.forEach(row -> row.put("ContextType", "moby"));
      rows.forEach(row -> call.line(GoJson.marshal(row)));
      return 0;
    }
    String chosen = call.flags().on("quiet") ? "{{.Name}}" : standard ? COLUMNS : format;
    List<GoValue> values =
        rows.stream()
            .<GoValue>map(row -> GoObjects.of("formatter.clientContextContext", row, Map.of()))
            .toList();
    call.io().out(Table.print(chosen, header, values));
    warnOfVariable(call, "a context");
    return 0;
  }

  private static void warnOfVariable(Invocation call, String wanted) {
    if (!call.io().variable("DOCKER_HOST").orElse("").isEmpty()) {
      call.io().err(OVERRIDES.formatted(wanted));
    }
  }

  public static int show(Invocation call) {
    call.line(call.client().context());
    return 0;
  }

  public static int use(Invocation call) throws CliException {
    int given = call.arguments().size();
    if (given != 1) {
      throw new CliException("accepts 1 arg(s), received " + given + "\n", 1);
    }
    String name = call.arguments().get(0);
    if (find(call, name).isEmpty()) {
      throw missing(call, name);
    }
    call.client().contexts().use(name);
    call.line(name);
    call.io().err("Current context is now \"" + name + "\"\n");
    if (!name.equals(DEFAULT)) {
      warnOfVariable(call, GoQuote.quote(name));
    }
    return 0;
  }

  private static void checkName(String name) throws CliException {
    if (name.isEmpty()) {
      throw new CliException("context name cannot be empty\n", 1);
    }
    if (name.equals(DEFAULT)) {
      throw new CliException("\"default\" is a reserved context name\n", 1);
    }
    if (!name.matches(NAME)) {
      throw new CliException(
          "context name "
              + (GoQuote.quote(name) + " is invalid, names are validated against regexp ")
              + (GoQuote.quote(NAME) + "\n"),
          1);
    }
  }

  public static int create(Invocation call) throws CliException {
    String name = call.arguments().get(0);
    checkName(name);
    if (find(call, name).isPresent()) {
      throw new CliException("context " + GoQuote.quote(name) + " already exists\n", 1);
    }
    ParsedFlags flags = call.flags();
    Context made;
    if (flags.has("docker") && flags.has("from")) {
      throw new CliException("cannot use --docker flag when --from is set\n", 1);
    } else if (flags.has("docker")) {
      made = new Context(name, "", endpoint(call));
    } else {
      String from = flags.text("from").filter(f -> !f.isEmpty()).orElse(DEFAULT);
      Context source = find(call, from).orElseThrow(() -> missing(call, from));
      made = new Context(name, source.description(), source.host());
    }
    return put(call, made, "created");
  }

  public static int update(Invocation call) throws CliException {
    String name = call.arguments().get(0);
    checkName(name);
    Context before = find(call, name).orElseThrow(() -> missing(call, name));
    String host = call.flags().has("docker") ? endpoint(call) : before.host();
    return put(call, new Context(name, before.description(), host), "updated");
  }

  private static int put(Invocation call, Context made, String done) throws CliException {
    String description = call.flags().text("description").orElse("");
    call.client()
        .contexts()
        .put(description.isEmpty() ? made : new Context(made.name(), description, made.host()));
    call.line(made.name());
    call.io().err("Successfully " + done + " context \"" + made.name() + "\"\n");
    return 0;
  }

  /** What {@code --docker host=tcp://...} or {@code --docker from=NAME} says. */
  private static String endpoint(Invocation call) throws CliException {
    Map<String, String> given = new LinkedHashMap<>();
    for (String pair :
        call.flags().all("docker").stream().flatMap(v -> List.of(v.split(",")).stream()).toList()) {
      int equals = pair.indexOf('=');
      given.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    if (given.containsKey("from")) {
      String from = given.get("from");
      return find(call, from).orElseThrow(() -> missing(call, from)).host();
    }
    for (String key : given.keySet()) {
      if (List.of("ca", "cert", "key", "skip-tls-verify").contains(key)) {
        throw Unmodelled.refuse("certificates of a context, option --docker " + key);
      }
      if (!key.equals("host")) {
        throw new CliException(
            "unable to create docker endpoint config: unrecognized config key: " + key + "\n", 1);
      }
    }
    String host = given.getOrDefault("host", "");
    if (!host.matches("\\w+://.+")) {
      throw new CliException(
          "unable to create docker endpoint config: unable to apply docker endpoint options:"
              + (" unable to parse docker host `" + host + "`\n"),
          1);
    }
    return host;
  }

  public static int remove(Invocation call) throws CliException {
    ContextStore contexts = call.client().contexts();
    boolean force = call.flags().on("force");
    List<String> refusals = new ArrayList<>();
    for (String name : call.arguments()) {
      boolean current = name.equals(call.client().context());
      if (name.equals(DEFAULT)) {
        refusals.add(call.style().says(Phrase.CONTEXT_KEPT, "default"));
      } else if (current && !force) {
        refusals.add("context \"" + name + "\" is in use, set -f flag to force remove");
      } else if (!force && contexts.find(name).isEmpty()) {
        refusals.add("context \"" + name + "\" does not exist");
      } else {
        if (current) {
          contexts.use(DEFAULT);
        }
        contexts.remove(name);
        call.line(name);
      }
    }
    refusals.forEach(call::errorLine);
    return refusals.isEmpty() ? 0 : 1;
  }

  public static int inspect(Invocation call) throws CliException {
    List<String> names =
        call.arguments().isEmpty() ? List.of(call.client().context()) : call.arguments();
    List<Reference> references = new ArrayList<>();
    for (String name : names) {
      Optional<Context> context = find(call, name);
      references.add(
          context.isPresent()
              ? new Found(new GoType.Any("interface {}"), document(call, context.get()))
              : new Missing(call.client().contexts().missing(name)));
    }
    InspectFormatter.Outcome outcome =
        InspectFormatter.format(call.flags().text("format").orElse(""), references);
    // These are structs of the client's own, which Go writes safe for HTML.
    call.io().out(outcome.output().replace("\"<IN MEMORY>\"", ESCAPED));
    call.io().err(outcome.error());
    return outcome.status();
  }

  private static Map<String, Object> document(Invocation call, Context context) {
    ContextStore contexts = call.client().contexts();
    boolean usual = context.name().equals(DEFAULT);
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("Host", context.host());
    endpoint.put("SkipTLSVerify", false);
    Map<String, Object> storage = new LinkedHashMap<>();
    storage.put("MetadataPath", usual ? IN_MEMORY : contexts.metadata(context.name()));
    storage.put("TLSPath", usual ? IN_MEMORY : contexts.certificates(context.name()));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Name", context.name());
    document.put("Metadata", usual ? Map.of() : ContextStore.described(context));
    document.put("Endpoints", Map.of("docker", endpoint));
    document.put("TLSMaterial", Map.of());
    document.put("Storage", storage);
    return document;
  }
}
