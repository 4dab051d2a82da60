package passerelle.engine.cli.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.engine.Attachment;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.Health;
import passerelle.engine.Trait;
import passerelle.engine.cli.Shape;
import passerelle.engine.cli.ShownOptions;
import passerelle.engine.cli.image.ImageStore;
import passerelle.engine.daemon.Engine;
import passerelle.engine.network.ContainerPorts;
import passerelle.gotemplate.GoTime;
import passerelle.gotemplate.GoType;
import passerelle.network.Endpoint;
import passerelle.network.EndpointSpec;
import passerelle.network.PortBinding;
import passerelle.network.PortMapping;
import passerelle.network.Sandbox;

/**
 * The document of {@code docker inspect} of a container (daemon/inspect.go).
 *
 * @param measured with what it takes on the disk
 */
public record ContainerDocument(Engine engine, Container container, boolean measured) {
  private static final String ZERO_DATE = "0001-01-01T00:00:00Z";

  public Map<String, Object> build(GoType type) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> argv = container.argv();
    String directory = "/var/lib/docker/containers/" + container.id() + "/";
    values.put("Id", container.id());
    values.put("Created", date(container.created()));
    values.put("Path", argv.get(0));
    values.put("Args", argv.subList(1, argv.size()));
    values.put("State", state());
    values.put("Image", container.image().digest());
    if (container.started() >= 0) {
      values.put("ResolvConfPath", directory + "resolv.conf");
      values.put("HostnamePath", directory + "hostname");
      values.put("HostsPath", directory + "hosts");
      String driver = container.spec().shown("log-driver");
      values.put(
          "LogPath", driver.matches("|json-file") ? directory + container.id() + "-json.log" : "");
    }
    values.put("Name", "/" + container.name());
    values.put("RestartCount", container.restarts());
    values.put("ExecIDs", orNull(List.copyOf(container.execs())));
    values.put("Platform", "linux");
    values.put("HostConfig", new HostConfigDocument(engine, container).build());
    ImageStore.of(engine.profile().version()).describe(container, values);
    if (measured) {
      ImageStore store = ImageStore.of(engine);
      long own = engine.roots().written(container);
      values.put("SizeRw", store.writable() + own);
      values.put("SizeRootFs", store.virtual(container.image()) + own);
    }
    values.put("Mounts", MountDocument.points(container));
    values.put("Config", config());
    values.put("NetworkSettings", networkSettings());
    return Shape.complete(type, values);
  }

  private String date(long nanos) {
    return nanos < 0 ? ZERO_DATE : GoTime.json(engine.date(nanos));
  }

  private Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("Status", container.status().label());
    boolean restarting = container.status() == Container.Status.RESTARTING;
    state.put("Running", container.isRunning() || restarting);
    state.put("Paused", container.status() == Container.Status.PAUSED);
    state.put("Restarting", restarting);
    state.put("Pid", container.process().map(p -> p.pid()).orElse(0));
    state.put("ExitCode", container.exitCode());
    state.put("Error", container.error());
    state.put("StartedAt", date(container.started()));
    state.put("FinishedAt", date(container.finished()));
    container.health().ifPresent(health -> state.put("Health", health(health)));
    return state;
  }

  private Map<String, Object> health(Health health) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Status", health.status().label());
    values.put("FailingStreak", health.failures());
    values.put("Log", health.log().stream().map(this::result).toList());
    return values;
  }

  private Map<String, Object> result(Health.Result result) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Start", date(result.start()));
    values.put("End", date(result.end()));
    values.put("ExitCode", result.exitCode());
    values.put("Output", result.output());
    return values;
  }

  private Map<String, Object> config() {
    ContainerSpec.Process process = container.spec().process();
    boolean onHost = container.spec().networkMode().equals("host");
    boolean own = !container.spec().naming().hostname().isEmpty();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("Hostname", onHost && !own ? engine.settings().host() : container.hostname());
    config.put("Domainname", container.spec().naming().domain());
    config.put("User", container.user());
    config.put("AttachStdin", process.attached() && process.openInput());
    config.put("AttachStdout", process.attached());
    config.put("AttachStderr", process.attached());
    Map<String, Object> exposed = new TreeMap<>();
    ContainerPorts.exposed(container).forEach(port -> exposed.put(port, Map.of()));
    if (!exposed.isEmpty()) {
      config.put("ExposedPorts", exposed);
    }
    config.put("Tty", process.terminal());
    config.put("OpenStdin", process.openInput());
    config.put("StdinOnce", process.attached() && process.openInput());
    config.put("Env", orNull(environment()));
    config.put("Cmd", orNull(container.command()));
    MountDocument.addToConfig(container, config);
    config.put("Image", container.spec().image());
    config.put("WorkingDir", workingDirectory(process));
    config.put(
        "Entrypoint",
        orNull(process.entrypoint().orElse(container.image().process().entrypoint())));
    Map<String, Object> labels = new TreeMap<>(container.image().labels());
    labels.putAll(container.spec().labels());
    config.put("Labels", labels);
    String signal = container.image().process().stopSignal();
    if (!signal.isEmpty()) {
      config.put("StopSignal", signal);
    }
    container.spec().life().stopTimeout().ifPresent(t -> config.put("StopTimeout", t));
    new ShownOptions(container.spec().shown()).addToConfig(config);
    container.spec().networks().stream()
        .limit(1)
        .flatMap(main -> main.mac().stream())
        .forEach(mac -> config.putIfAbsent("MacAddress", mac.toString()));
    return config;
  }

  private String workingDirectory(ContainerSpec.Process process) {
    return process.directory().isEmpty()
        ? container.image().process().directory()
        : process.directory();
  }

  private List<String> environment() {
    List<String> all = new ArrayList<>(container.spec().process().environment());
    for (String variable : container.image().process().environment()) {
      String name = ContainerSpec.Process.name(variable);
      if (all.stream().noneMatch(v -> ContainerSpec.Process.name(v).equals(name))) {
        all.add(variable);
      }
    }
    return all;
  }

  static Object orNull(List<String> list) {
    return list.isEmpty() ? Optional.empty() : list;
  }

  private Map<String, Object> networkSettings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    Optional<Sandbox> sandbox =
        container.spec().networkMode().startsWith("container:")
            ? Optional.empty()
            : engine.profile().has(Trait.TELLS_FORMER_SANDBOX)
                ? container.formerSandbox()
                : container.sandbox();
    sandbox.ifPresent(
        s -> {
          boolean hosts = s.netns().equals(engine.settings().host());
          String key = hosts ? "default" : s.netns();
          settings.put("SandboxID", s.id());
          settings.put("SandboxKey", "/var/run/docker/netns/" + key);
        });
    settings.put("Ports", ports());
    Attachment bridge = container.attachments().get("bridge");
    if (bridge != null) {
      ownMac(bridge).ifPresent(mac -> settings.put("MacAddress", mac));
      bridge.endpoint().ifPresent(e -> settings.putAll(addresses(e)));
    }
    Map<String, Object> networks = new TreeMap<>();
    container.attachments().forEach((name, a) -> networks.put(name, attachment(a)));
    settings.put("Networks", networks);
    return settings;
  }

  private Map<String, Object> ports() {
    Map<String, Object> ports = new TreeMap<>();
    ContainerPorts.inForce(container, engine.profile())
        .forEach(
            (port, mappings) ->
                ports.put(
                    port,
                    mappings.isEmpty()
                        ? Optional.empty()
                        : mappings.stream().map(ContainerDocument::mapping).toList()));
    return ports;
  }

  private static Map<String, Object> mapping(PortMapping m) {
    Map<String, Object> binding = new LinkedHashMap<>();
    binding.put("HostIp", m.hostAddress().toString());
    binding.put("HostPort", m.hostPortText());
    return binding;
  }

  static Map<String, Object> binding(PortBinding b) {
    Map<String, Object> binding = new LinkedHashMap<>();
    binding.put("HostIp", b.hostAddress());
    binding.put("HostPort", b.hostPort());
    return binding;
  }

  private static Map<String, Object> addresses(Endpoint endpoint) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("EndpointID", endpoint.id());
    endpoint
        .interfaceAddress()
        .ifPresent(
            address -> {
              values.put("IPAddress", address.address().toString());
              values.put("IPPrefixLen", address.length());
            });
    endpoint.gateway().ifPresent(gateway -> values.put("Gateway", gateway.toString()));
    endpoint.mac().ifPresent(mac -> values.put("MacAddress", mac.toString()));
    return values;
  }

  /** The hardware address that is asked for, as long as the container was never connected. */
  private static Optional<String> ownMac(Attachment attachment) {
    return attachment
        .spec()
        .mac()
        .filter(m -> attachment.networkId().isEmpty())
        .map(String::valueOf);
  }

  private static Map<String, Object> attachment(Attachment attachment) {
    EndpointSpec spec = attachment.spec();
    boolean all = attachment.isSpelledOut();
    Map<String, Object> values = new LinkedHashMap<>();
    if (all || spec.address().isPresent() || !spec.linkLocal().isEmpty()) {
      Map<String, Object> ipam = new LinkedHashMap<>();
      spec.address().ifPresent(ip -> ipam.put("IPv4Address", ip));
      if (!spec.linkLocal().isEmpty()) {
        ipam.put("LinkLocalIPs", spec.linkLocal());
      }
      values.put("IPAMConfig", ipam);
    }
    values.put("Links", orNull(spec.links()));
    values.put("Aliases", all ? spec.aliases() : orNull(spec.aliases()));
    values.put("DriverOpts", !all && spec.options().isEmpty() ? Optional.empty() : spec.options());
    ownMac(attachment).ifPresent(mac -> values.put("MacAddress", mac));
    values.put("GwPriority", spec.gatewayPriority());
    values.put("NetworkID", attachment.networkId());
    attachment.endpoint().ifPresent(e -> values.putAll(addresses(e)));
    values.put("DNSNames", orNull(attachment.dnsNames()));
    return values;
  }
}
