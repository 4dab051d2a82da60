package passerelle.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.Engine;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.gotemplate.DockerTemplates;
import passerelle.gotemplate.GoObjects;
import passerelle.gotemplate.GoTemplateException;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.MissingKey;

/**
 * {@code docker version --format} and {@code docker info --format}, for the fields that there are.
 */
final class FormattedInfo {
  private static final int WRONG_TEMPLATE = 64;

  private FormattedInfo() {}

  static int print(Invocation call, GoValue document) throws CliException {
    String format = call.flags().text("format").orElse("");
    if (format.equals("json") || format.contains("json .")) {
      throw Unmodelled.refuse("option --format json of this command; a template works");
    }
    try {
      call.line(DockerTemplates.parse("", format).execute(document, MissingKey.INVALID));
      return 0;
    } catch (GoTemplateException e) {
      throw new CliException("template parsing error: " + e.getMessage() + "\n", WRONG_TEMPLATE);
    }
  }

  /** {@code .Client} and {@code .Server} (docker/cli system/version.go). */
  static GoValue version(Invocation call) {
    EngineProfile.Versions v = call.engine().profile().versions();
    Map<String, Object> client = sides(v);
    client.put("GitCommit", v.clientCommit());
    client.put("DefaultAPIVersion", v.api());
    client.put("Context", "default");
    Map<String, Object> server = sides(v);
    server.put("GitCommit", v.engineCommit());
    server.put("MinAPIVersion", v.oldestApi());
    server.put("KernelVersion", "6.18.0");
    return GoObjects.of(
        "system.versionInfo",
        Map.of(
            "Client", GoObjects.of("system.clientVersion", client, Map.of()),
            "Server", GoObjects.of("types.Version", server, Map.of())),
        Map.of());
  }

  private static Map<String, Object> sides(EngineProfile.Versions v) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Map<String, Object> platform = Map.of("Name", v.edition());
    fields.put("Platform", GoObjects.of("types.Platform", platform, Map.of()));
    fields.put("Version", v.engine());
    fields.put("ApiVersion", v.api());
    fields.put("APIVersion", v.api());
    fields.put("GoVersion", SystemCommands.GO);
    fields.put("Os", "linux");
    fields.put("Arch", "amd64");
    fields.put("BuildTime", v.built());
    return fields;
  }

  /** The fields of {@code system.Info} that {@code docker info} tells. */
  static GoValue info(Invocation call) {
    Engine engine = call.engine();
    EngineSettings settings = engine.settings();
    List<Container> all = engine.containers();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ID", SystemCommands.uuid(engine.id()));
    fields.put("Containers", all.size());
    fields.put("ContainersRunning", SystemCommands.count(all, Container.Status.RUNNING));
    fields.put("ContainersPaused", SystemCommands.count(all, Container.Status.PAUSED));
    fields.put("ContainersStopped", all.stream().filter(c -> !c.isRunning()).count());
    fields.put("Images", engine.images().size());
    fields.put("Driver", ImageStore.of(engine).driver());
    fields.put("LoggingDriver", settings.shown("log-driver").orElse("json-file"));
    fields.put("CgroupDriver", "cgroupfs");
    fields.put("CgroupVersion", "1");
    fields.put("KernelVersion", "6.18.0");
    fields.put("OperatingSystem", "Debian GNU/Linux 13 (trixie)");
    fields.put("OSType", "linux");
    fields.put("Architecture", "x86_64");
    fields.put("NCPU", 2);
    fields.put("MemTotal", 8L << 30);
    fields.put("DockerRootDir", "/var/lib/docker");
    fields.put("Name", settings.host());
    fields.put("ServerVersion", engine.profile().versions().engine());
    fields.put("Debug", settings.shown("debug").orElse("false").equals("true"));
    fields.put("DefaultRuntime", "runc");
    fields.put("LiveRestoreEnabled", settings.liveRestore());
    fields.put("IPv4Forwarding", true);
    Map<String, Object> swarm = Map.of("LocalNodeState", "inactive");
    fields.put("Swarm", GoObjects.of("swarm.Info", swarm, Map.of()));
    return GoObjects.of("system.dockerInfo", fields, Map.of());
  }
}
