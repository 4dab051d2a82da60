package passerelle.engine.cli.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineSettings;
import passerelle.engine.Phrase;
import passerelle.engine.cli.CliStyle;
import passerelle.engine.cli.Client;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.image.BuildCommand;
import passerelle.engine.cli.image.ImageStore;
import passerelle.engine.daemon.Engine;
import passerelle.gotemplate.GoTime;
import passerelle.network.Ipam;
import passerelle.text.WordList;

/** What the daemon tells of itself (daemon/info.go), and the client of itself. */
record InfoDocument(Engine engine, CliStyle style, EngineSettings settings, Client client) {
  static final long MEMORY = 8L << 30;

  /** Of a daemon at rest; a running container adds its log and its two streams. */
  private static final int OPEN_FILES = 24;

  private static final int FILES_OF_A_CONTAINER = 3;

  /** Of a daemon at rest; a container adds who copies its streams and who waits for its end. */
  private static final int GOROUTINES = 40;

  private static final int GOROUTINES_OF_A_CONTAINER = 6;

  InfoDocument(Invocation call) {
    this(call.engine(), call.style(), call.engine().settings(), call.client());
  }

  Map<String, Object> build() {
    Map<String, Object> values = new LinkedHashMap<>();
    counts(values);
    ImageStore store = ImageStore.of(engine);
    values.put("ID", SystemCommands.uuid(engine.id()));
    values.put("Driver", store.driver());
    values.put("DriverStatus", store.details().stream().map(d -> List.of(d.split(": "))).toList());
    values.put("Plugins", plugins());
    abilities(values);
    machine(values);
    values.put("SystemTime", GoTime.json(engine.date(engine.now())));
    values.put("LoggingDriver", settings.shown("log-driver").orElse("json-file"));
    values.put("IndexServerAddress", "https://index.docker.io/v1/");
    values.put("RegistryConfig", registries());
    values.put("DockerRootDir", "/var/lib/docker");
    values.put("Labels", settings.shown().getOrDefault("label", List.of()));
    values.put("ExperimentalBuild", isOn("experimental"));
    values.put("Debug", isOn("debug"));
    long running = SystemCommands.count(engine.containers(), Container.Status.RUNNING);
    values.put("NFd", OPEN_FILES + running * FILES_OF_A_CONTAINER);
    values.put("NGoroutines", GOROUTINES + running * GOROUTINES_OF_A_CONTAINER);
    values.put("ServerVersion", engine.profile().versions().engine());
    runtimes(values);
    values.put("Swarm", Map.of("LocalNodeState", "inactive"));
    values.put("LiveRestoreEnabled", settings.liveRestore());
    values.put("SecurityOptions", List.of("name=seccomp,profile=builtin"));
    if (!pools().isEmpty()) {
      values.put("DefaultAddressPools", pools());
    }
    values.put("FirewallBackend", Map.of("Driver", settings.firewall().label()));
    values.put(
        "CDISpecDirs",
        style.says(Phrase.DEVICE_DIRECTORIES).lines().skip(1).map(String::strip).toList());
    values.put(
        "Containerd",
        Map.of(
            "Address",
            "/run/containerd/containerd.sock",
            "Namespaces",
            Map.of("Containers", "moby", "Plugins", "plugins.moby")));
    values.put("Warnings", orNull(SystemCommands.warnings(engine, style)));
    values.put("ClientInfo", client(engine, client));
    return values;
  }

  private void counts(Map<String, Object> values) {
    List<Container> all = engine.containers();
    values.put("Containers", all.size());
    values.put("ContainersRunning", SystemCommands.count(all, Container.Status.RUNNING));
    values.put("ContainersPaused", SystemCommands.count(all, Container.Status.PAUSED));
    values.put("ContainersStopped", all.stream().filter(c -> !c.isRunning()).count());
    values.put("Images", engine.images().size());
  }

  private static Map<String, Object> plugins() {
    Map<String, Object> plugins = new LinkedHashMap<>();
    plugins.put("Volume", List.of(SystemCommands.VOLUME_PLUGINS.split(" ")));
    plugins.put("Network", List.of(SystemCommands.NETWORK_PLUGINS.split(" ")));
    plugins.put("Log", List.of(SystemCommands.LOG_PLUGINS.split(" ")));
    return plugins;
  }

  /** What control groups of version 1 and the kernel can do. */
  private void abilities(Map<String, Object> values) {
    for (String ability :
        WordList.of(
            """
            MemoryLimit SwapLimit CpuCfsPeriod CpuCfsQuota CPUShares CPUSet PidsLimit
            OomKillDisable
            """)) {
      values.put(ability, true);
    }
    values.put("IPv4Forwarding", engine.isForwarding());
    values.put("BridgeNfIptables", sysctl("net.bridge.bridge-nf-call-iptables"));
    values.put("BridgeNfIp6tables", sysctl("net.bridge.bridge-nf-call-ip6tables"));
  }

  private boolean sysctl(String key) {
    Optional<String> value = engine.kernel().view().sysctl(settings.host(), key);
    return value.orElse(key.contains("bridge") ? "1" : "0").equals("1");
  }

  private void machine(Map<String, Object> values) {
    values.put("CgroupDriver", "cgroupfs");
    values.put("CgroupVersion", "1");
    values.put("KernelVersion", VersionDocument.KERNEL);
    values.put("OperatingSystem", "Debian GNU/Linux 13 (trixie)");
    values.put("OSVersion", "13");
    values.put("OSType", "linux");
    values.put("Architecture", "x86_64");
    values.put("NCPU", 2);
    values.put("MemTotal", MEMORY);
    values.put("Name", settings.host());
  }

  private Map<String, Object> registries() {
    List<String> mirrors =
        settings.shown().getOrDefault("registry-mirror", List.of()).stream()
            .map(m -> m.replaceFirst("/?$", "/"))
            .toList();
    Map<String, Object> indexes = new LinkedHashMap<>();
    indexes.put("docker.io", index("docker.io", mirrors, true));
    List<String> ranges = new ArrayList<>();
    for (String insecure : settings.shown().getOrDefault("insecure-registry", List.of())) {
      if (insecure.contains("/")) {
        ranges.add(insecure);
      } else {
        indexes.put(insecure, index(insecure, List.of(), false));
      }
    }
    ranges.addAll(style.says(Phrase.INSECURE_REGISTRIES).lines().toList());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("AllowNondistributableArtifactsCIDRs", List.of());
    values.put("AllowNondistributableArtifactsHostnames", List.of());
    values.put("InsecureRegistryCIDRs", ranges);
    values.put("IndexConfigs", indexes);
    values.put("Mirrors", mirrors);
    return values;
  }

  private static Map<String, Object> index(String name, List<String> mirrors, boolean official) {
    return Map.of("Name", name, "Mirrors", mirrors, "Secure", official, "Official", official);
  }

  private void runtimes(Map<String, Object> values) {
    Map<String, Object> runtimes = new LinkedHashMap<>();
    runtimes.put("io.containerd.runc.v2", Map.of("path", "runc"));
    runtimes.put("runc", Map.of("path", "runc"));
    values.put("Runtimes", runtimes);
    values.put("DefaultRuntime", "runc");
    values.put("InitBinary", "docker-init");
    values.put("ContainerdCommit", commit(VersionDocument.CONTAINERD));
    values.put("RuncCommit", commit(VersionDocument.RUNC));
    values.put("InitCommit", commit(""));
  }

  private static Map<String, Object> commit(String id) {
    return Map.of("ID", id, "Expected", id);
  }

  /** Told only when the daemon was given pools of its own. */
  private List<Map<String, Object>> pools() {
    return settings.pools().equals(Ipam.DOCKER_POOLS)
        ? List.of()
        : settings.pools().stream()
            .map(p -> Map.<String, Object>of("Base", p.base().toString(), "Size", p.size()))
            .toList();
  }

  /** What the client knows by itself. */
  static Map<String, Object> client(Engine engine, Client client) {
    Map<String, Object> known = new VersionDocument(engine, client).client();
    known.remove("ApiVersion");
    known.put("Debug", client.debugs());
    String compose = engine.profile().versions().compose();
    known.put(
        "Plugins",
        List.of(
            plugin("buildx", "Docker Buildx", BuildCommand.release(engine).split(" ")[0]),
            plugin("compose", "Docker Compose", compose)));
    return known;
  }

  private static Map<String, Object> plugin(String name, String description, String version) {
    Map<String, Object> plugin = new LinkedHashMap<>();
    plugin.put("SchemaVersion", "0.1.0");
    plugin.put("Vendor", "Docker Inc.");
    plugin.put("Version", version);
    plugin.put("ShortDescription", description);
    plugin.put("Name", name);
    plugin.put("Path", "/usr/libexec/docker/cli-plugins/docker-" + name);
    return plugin;
  }

  private boolean isOn(String option) {
    return settings.shown(option).orElse("false").equals("true");
  }

  private static Object orNull(List<String> list) {
    return list.isEmpty() ? Optional.empty() : list;
  }
}
