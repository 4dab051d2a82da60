package passerelle.engine.cli.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import passerelle.engine.Container;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.Phrase;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.CliStyle;
import passerelle.engine.cli.Client;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.image.ImageStore;
import passerelle.engine.daemon.Engine;
import passerelle.gotemplate.DockerTypes;
import passerelle.gotemplate.Units;
import passerelle.network.Ipam;

/** version and info. */
public final class SystemCommands {
  static final String VOLUME_PLUGINS = "local";
  static final String NETWORK_PLUGINS = "bridge host ipvlan macvlan null overlay";
  static final String LOG_PLUGINS =
      "awslogs fluentd gcplogs gelf journald json-file local splunk syslog";

  private SystemCommands() {}

  private static DockerTypes types(Invocation call) {
    return DockerTypes.of(call.engine().profile().version().lineage());
  }

  public static int version(Invocation call) throws CliException {
    if (call.flags().has("format")) {
      return FormattedInfo.print(
          call,
          "version",
          types(call).version(),
          new VersionDocument(call.engine(), call.client().api()).build());
    }
    EngineProfile.Versions v = call.engine().profile().versions();
    String edition = v.edition().isEmpty() ? "" : " " + v.edition();
    call.io()
        .out(
            String.join(
                "\n",
                clientVersion(v, call.client()),
                "Server:" + edition,
                " Engine:",
                "  Version:          " + v.engine(),
                "  API version:      " + v.api() + " (minimum version " + v.oldestApi() + ")",
                "  Go version:       " + VersionDocument.GO,
                "  Git commit:       " + v.engineCommit(),
                "  Built:            " + v.built(),
                "  OS/Arch:          linux/amd64",
                "  Experimental:     false",
                " containerd:",
                "  Version:          1.7.24~ds1",
                "  GitCommit:        " + VersionDocument.CONTAINERD,
                " runc:",
                "  Version:          1.1.15+ds1",
                "  GitCommit:        " + VersionDocument.RUNC,
                " docker-init:",
                "  Version:          0.19.0",
                "  GitCommit:        ",
                ""));
    return 0;
  }

  /** What the client knows by itself, and an empty line. */
  static String clientVersion(EngineProfile.Versions v, Client client) {
    return String.join(
        "\n",
        "Client:" + (v.edition().isEmpty() ? "" : " " + v.edition()),
        " Version:           " + v.engine(),
        " API version:       "
            + client.api()
            + (client.api().equals(v.api()) ? "" : " (downgraded from " + v.api() + ")"),
        " Go version:        " + VersionDocument.GO,
        " Git commit:        " + v.clientCommit(),
        " Built:             " + v.built(),
        " OS/Arch:           linux/amd64",
        " Context:           " + client.context(),
        "");
  }

  /** What the client knows by itself, and the beginning of what the daemon tells. */
  static String clientInfo(EngineProfile.Versions v, Client client) {
    return String.join(
        "\n",
        v.edition().isEmpty() ? "Client:" : "Client: " + v.edition(),
        " Version:    " + v.engine(),
        " Context:    " + client.context(),
        " Debug Mode: " + client.debugs(),
        "",
        "Server:",
        "");
  }

  public static int info(Invocation call) throws CliException {
    if (call.flags().has("format")) {
      Map<String, Object> info = new InfoDocument(call.engine(), call.style()).build();
      return FormattedInfo.print(call, "", types(call).info(), info);
    }
    List<Container> all = call.engine().containers();
    EngineProfile.Versions v = call.engine().profile().versions();
    call.io()
        .out(
            clientInfo(v, call.client())
                + String.join(
                    "\n",
                    " Containers: " + all.size(),
                    "  Running: " + count(all, Container.Status.RUNNING),
                    "  Paused: " + count(all, Container.Status.PAUSED),
                    "  Stopped: " + all.stream().filter(c -> !c.isRunning()).count(),
                    " Images: " + call.engine().images().size(),
                    "")
                + daemon(call));
    warnings(call.engine(), call.style()).forEach(call::errorLine);
    return 0;
  }

  /** What the daemon warns of. */
  static List<String> warnings(Engine engine, CliStyle style) {
    List<String> lines = new ArrayList<>(style.says(Phrase.INFO_WARNING).lines().toList());
    if (!engine.isForwarding()) {
      lines.add("WARNING: IPv4 forwarding is disabled");
    }
    return lines;
  }

  private static String daemon(Invocation call) {
    Engine engine = call.engine();
    ImageStore store = ImageStore.of(engine.profile().version());
    List<String> lines = new ArrayList<>();
    lines.add("Server Version: " + engine.profile().versions().engine());
    lines.add("Storage Driver: " + store.driver());
    store.details().forEach(detail -> lines.add(" " + detail));
    lines.addAll(
        List.of(
            "Logging Driver: " + engine.settings().shown("log-driver").orElse("json-file"),
            "Cgroup Driver: cgroupfs",
            "Cgroup Version: 1",
            "Plugins:",
            " Volume: " + VOLUME_PLUGINS,
            " Network: " + NETWORK_PLUGINS,
            " Log: " + LOG_PLUGINS));
    lines.addAll(call.style().says(Phrase.DEVICE_DIRECTORIES).lines().toList());
    lines.addAll(
        List.of(
            "Swarm: inactive",
            "Runtimes: io.containerd.runc.v2 runc",
            "Default Runtime: runc",
            "Init Binary: docker-init",
            "containerd version: " + VersionDocument.CONTAINERD,
            "runc version: " + VersionDocument.RUNC,
            "init version: ",
            "Security Options:",
            " seccomp",
            "  Profile: builtin",
            "Kernel Version: " + VersionDocument.KERNEL,
            "Operating System: Debian GNU/Linux 13 (trixie)",
            "OSType: linux",
            "Architecture: x86_64",
            "CPUs: 2",
            "Total Memory: " + Units.bytesSize(8L * 1024 * 1024 * 1024),
            "Name: " + engine.settings().host(),
            "ID: " + uuid(engine.id()),
            "Docker Root Dir: /var/lib/docker",
            "Debug Mode: " + engine.settings().shown("debug").orElse("false")));
    Map<String, List<String>> shown = engine.settings().shown();
    heading(lines, "Labels:", shown.getOrDefault("label", List.of()));
    lines.add("Experimental: " + engine.settings().shown("experimental").orElse("false"));
    List<String> insecure = new ArrayList<>(shown.getOrDefault("insecure-registry", List.of()));
    insecure.addAll(call.style().says(Phrase.INSECURE_REGISTRIES).lines().toList());
    heading(lines, "Insecure Registries:", insecure);
    List<String> mirrors = shown.getOrDefault("registry-mirror", List.of());
    heading(
        lines, "Registry Mirrors:", mirrors.stream().map(m -> m.replaceFirst("/?$", "/")).toList());
    lines.add("Live Restore Enabled: " + engine.settings().liveRestore());
    lines.addAll(pools(engine.settings()));
    String firewall = engine.settings().firewall().label();
    lines.addAll(call.style().says(Phrase.FIREWALL_BACKEND, firewall).lines().toList());
    return lines.stream().map(line -> " " + line + "\n").collect(Collectors.joining()) + "\n";
  }

  private static void heading(List<String> lines, String title, List<String> items) {
    if (!items.isEmpty()) {
      lines.add(title);
      items.forEach(item -> lines.add(" " + item));
    }
  }

  /** Told only when the daemon was given pools of its own. */
  private static List<String> pools(EngineSettings settings) {
    List<String> lines = new ArrayList<>();
    if (!settings.pools().equals(Ipam.DOCKER_POOLS)) {
      lines.add("Default Address Pools:");
      settings.pools().forEach(p -> lines.add("  Base: " + p.base() + ", Size: " + p.size()));
    }
    return lines;
  }

  static long count(List<Container> containers, Container.Status status) {
    return containers.stream().filter(c -> c.status() == status).count();
  }

  static String uuid(String id) {
    return "%s-%s-%s-%s-%s"
        .formatted(
            id.substring(0, 8),
            id.substring(8, 12),
            id.substring(12, 16),
            id.substring(16, 20),
            id.substring(20, 32));
  }
}
