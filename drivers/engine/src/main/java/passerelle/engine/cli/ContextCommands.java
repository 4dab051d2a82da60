package passerelle.engine.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.gotemplate.GoJson;
import passerelle.gotemplate.GoObjects;
import passerelle.gotemplate.GoTemplateException;
import passerelle.gotemplate.GoType;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.InspectFormatter;
import passerelle.gotemplate.InspectFormatter.Found;
import passerelle.gotemplate.InspectFormatter.Missing;
import passerelle.gotemplate.InspectFormatter.Reference;
import passerelle.gotemplate.TableFormat;

/**
 * {@code docker context}: which engine the client talks to (docker/cli context/). There is the
 * context that is there without anybody's doing, and no other.
 */
final class ContextCommands {
  private static final String DEFAULT = "default";
  private static final String HOST = "DOCKER_HOST";
  private static final String SOCKET = "unix:///var/run/docker.sock";
  private static final String ESCAPED = "\"\\u003cIN MEMORY\\u003e\"";
  private static final String IN_MEMORY = "<IN MEMORY>";
  private static final String COLUMNS =
      "table {{.Name}}{{if .Current}} *{{end}}\\t{{.Description}}\\t{{.DockerEndpoint}}\\t{{.Error}}";
  private static final String OVERRIDES =
      "Warning: DOCKER_HOST environment variable overrides the active context. To use a context,"
          + " either set the global --context flag, or unset DOCKER_HOST environment variable.\n";

  private ContextCommands() {}

  private static String endpoint(Invocation call) {
    return call.io().variable(HOST).filter(host -> !host.isEmpty()).orElse(SOCKET);
  }

  static int list(Invocation call) throws CliException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Name", DEFAULT);
    fields.put("Description", "Current DOCKER_HOST based configuration");
    fields.put("DockerEndpoint", endpoint(call));
    fields.put("Current", true);
    fields.put("Error", "");
    fields.put("ContextType", "moby");
    GoValue row = GoObjects.of("formatter.clientContextContext", fields, Map.of());
    Map<String, String> header =
        Map.of(
            "Name", "NAME",
            "Description", "DESCRIPTION",
            "DockerEndpoint", "DOCKER ENDPOINT",
            "Error", "ERROR");
    String format = call.flags().text("format").orElse("");
    boolean standard = format.isEmpty() || format.equals("table");
    if (format.equals("json") && !call.flags().on("quiet")) {
      call.line(GoJson.marshal(fields));
      return 0;
    }
    String chosen = call.flags().on("quiet") ? "{{.Name}}" : standard ? COLUMNS : format;
    try {
      call.io().out(TableFormat.print(chosen, header, List.of(row)));
    } catch (GoTemplateException e) {
      throw new CliException(e.getMessage() + "\n", 1);
    }
    if (!endpoint(call).equals(SOCKET)) {
      call.io().err(OVERRIDES);
    }
    return 0;
  }

  static int show(Invocation call) {
    call.line(DEFAULT);
    return 0;
  }

  static int use(Invocation call) throws CliException {
    int given = call.arguments().size();
    if (given != 1) {
      throw new CliException("accepts 1 arg(s), received " + given + "\n", 1);
    }
    String name = call.arguments().get(0);
    if (!name.equals(DEFAULT)) {
      throw new CliException(missing(call, name) + "\n", 1);
    }
    call.line(DEFAULT);
    call.io().err("Current context is now \"default\"\n");
    return 0;
  }

  static int inspect(Invocation call) {
    List<String> names = call.arguments().isEmpty() ? List.of(DEFAULT) : call.arguments();
    List<Reference> references = new ArrayList<>();
    for (String name : names) {
      references.add(
          name.equals(DEFAULT)
              ? new Found(new GoType.Any("interface {}"), document(call))
              : new Missing(missing(call, name)));
    }
    InspectFormatter.Outcome outcome =
        InspectFormatter.format(call.flags().text("format").orElse(""), references);
    // These are structs of the client's own, which Go writes safe for HTML.
    call.io().out(outcome.output().replace("\"<IN MEMORY>\"", ESCAPED));
    call.io().err(outcome.error());
    return outcome.status();
  }

  private static Map<String, Object> document(Invocation call) {
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("Host", endpoint(call));
    endpoint.put("SkipTLSVerify", false);
    Map<String, Object> storage = new LinkedHashMap<>();
    storage.put("MetadataPath", IN_MEMORY);
    storage.put("TLSPath", IN_MEMORY);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Name", DEFAULT);
    document.put("Metadata", Map.of());
    document.put("Endpoints", Map.of("docker", endpoint));
    document.put("TLSMaterial", Map.of());
    document.put("Storage", storage);
    return document;
  }

  /** The client looks for a file that is named by the digest of the context's name. */
  private static String missing(Invocation call, String name) {
    String home = call.io().variable("HOME").orElse("/root");
    return "context \""
        + name
        + "\": context not found: open "
        + home
        + "/.docker/contexts/meta/"
        + digest(name)
        + "/meta.json: no such file or directory";
  }

  private static String digest(String name) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
