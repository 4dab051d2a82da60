package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import passerelle.text.ShellWords;
import passerelle.text.WordMap;
import passerelle.text.WordSet;

/** Reads one service of a compose file. */
final class ServiceReader {
  /** Keys whose value is that of an option of {@code docker create}. */
  private static final Map<String, String> TEXTS =
      new TreeMap<>(
          WordMap.of(
              """
              cgroup=cgroupns cgroup_parent=cgroup-parent cpu_period=cpu-period cpu_quota=cpu-quota
              cpu_rt_period=cpu-rt-period cpu_rt_runtime=cpu-rt-runtime cpu_shares=cpu-shares
              cpus=cpus cpuset=cpuset-cpus domainname=domainname hostname=hostname ipc=ipc
              isolation=isolation mac_address=mac-address mem_limit=memory
              mem_reservation=memory-reservation mem_swappiness=memory-swappiness
              memswap_limit=memory-swap oom_score_adj=oom-score-adj pid=pid pids_limit=pids-limit
              platform=platform restart=restart runtime=runtime shm_size=shm-size
              stop_signal=stop-signal user=user userns_mode=userns uts=uts working_dir=workdir
              """));

  private static final Map<String, String> SWITCHES =
      new TreeMap<>(
          WordMap.of(
              """
              init=init oom_kill_disable=oom-kill-disable privileged=privileged read_only=read-only
              stdin_open=interactive tty=tty
              """));

  private static final Map<String, String> LISTS =
      new TreeMap<>(
          WordMap.of(
              """
              cap_add=cap-add cap_drop=cap-drop device_cgroup_rules=device-cgroup-rule devices=device
              dns=dns dns_opt=dns-option dns_search=dns-search expose=expose group_add=group-add security_opt=security-opt
              tmpfs=tmpfs
              """));

  /** Keys whose pairs are values of an option. */
  private static final Map<String, String> PAIRS =
      new TreeMap<>(
          WordMap.of("annotations=annotation labels=label storage_opt=storage-opt sysctls=sysctl"));

  /** Keys of the format that are not modelled. */
  private static final Set<String> REFUSED =
      WordSet.of(
          """
          attach blkio_config cpu_count cpu_percent credential_spec external_links label_file
          models provider use_api_socket
          """);

  private final String project;
  private final String directory;
  private final Section section;
  private final Section root;
  private final Function<String, Optional<String>> files;
  private final Function<String, Optional<String>> variables;
  private final List<String> options = new ArrayList<>();

  ServiceReader(
      String project,
      String directory,
      Section section,
      Section root,
      Function<String, Optional<String>> files,
      Function<String, Optional<String>> variables) {
    this.project = project;
    this.directory = directory;
    this.section = section;
    this.root = root;
    this.files = files;
    this.variables = variables;
  }

  Service read(String name) throws ComposeException {
    checkKeys();
    Optional<Service.Build> build = build();
    String image = section.text("image").orElse(build.isPresent() ? project + "-" + name : "");
    if (image.isEmpty()) {
      throw new ComposeException(
          "service \""
              + name
              + "\" has neither an image nor a build context specified: invalid compose project");
    }
    simple();
    for (String variable :
        new ServiceEnvironment(section, this::absolute, files, variables).read()) {
      option("env", variable);
    }
    details();
    List<Service.Copied> copied =
        new ServiceFiles(section, root, project, this::absolute, variables).read(name, options);
    section.pairs("extra_hosts", ":").stream().sorted().forEach(h -> option("add-host", h));
    health();
    int index = 0;
    for (Object port : new LinkedHashSet<>(section.list("ports"))) {
      option("publish", port(port, index++));
    }
    options.addAll(new ServiceMounts(section, root, project, this::directory).of(name));
    Optional<String> grace = section.duration("stop_grace_period");
    if (grace.isPresent()) {
      option("stop-timeout", seconds(grace.get()));
    }
    List<String> command = words(section, "command");
    List<String> entrypoint = words(section, "entrypoint");
    if (!entrypoint.isEmpty()) {
      option("entrypoint", entrypoint.get(0));
      command = new ArrayList<>(command);
      command.addAll(0, entrypoint.subList(1, entrypoint.size()));
    }
    return new Service(
        name,
        image,
        section.text("container_name").orElse(""),
        replicas(name),
        new Dependencies(section).read(),
        networks(name),
        List.copyOf(options),
        List.copyOf(command),
        build,
        section.texts("profiles"),
        new Service.Setup(copied, hooks("post_start"), hooks("pre_stop")));
  }

  private void checkKeys() throws ComposeException {
    for (String key : section.values().keySet()) {
      if (REFUSED.contains(key)) {
        throw ComposeException.unmodelled(key + " of a compose file");
      }
    }
  }

  private void option(String name, String value) {
    options.add("--" + name + "=" + value);
  }

  private void simple() throws ComposeException {
    for (Map.Entry<String, String> key : TEXTS.entrySet()) {
      Optional<String> value = section.text(key.getKey());
      value.ifPresent(v -> option(key.getValue(), v));
    }
    for (Map.Entry<String, String> key : SWITCHES.entrySet()) {
      if (section.on(key.getKey())) {
        options.add("--" + key.getValue());
      }
    }
    LISTS.forEach((key, option) -> section.texts(key).forEach(v -> option(option, v)));
    PAIRS.forEach((key, option) -> section.pairs(key, "=").forEach(v -> option(option, v)));
  }

  /** Log, limits, graphics cards and the volumes of others. */
  private void details() throws ComposeException {
    Section logging = section.child("logging");
    logging.text("driver").ifPresent(driver -> option("log-driver", driver));
    logging.pairs("options", "=").forEach(o -> option("log-opt", o));
    Section limits = section.child("ulimits");
    for (String limit : limits.values().keySet()) {
      boolean two = limits.values().get(limit) instanceof Map;
      Section both = two ? limits.child(limit) : limits;
      String value =
          two
              ? both.text("soft").orElse("") + ":" + both.text("hard").orElse("")
              : limits.text(limit).orElse("");
      option("ulimit", limit + "=" + value);
    }
    for (String donor : section.texts("volumes_from")) {
      boolean container = donor.startsWith("container:");
      option("volumes-from", container ? donor.substring(10) : "service:" + donor);
    }
    if (section.has("gpus")) {
      for (Object gpu :
          section.values().get("gpus") instanceof List<?> all ? all : List.of("all")) {
        option("gpus", gpu instanceof Map ? gpu(gpu) : String.valueOf(gpu));
      }
    }
  }

  private String gpu(Object value) throws ComposeException {
    Section gpu = Section.of(section.file(), section.path() + ".gpus", value);
    List<String> words = new ArrayList<>();
    for (String key : List.of("driver", "count")) {
      gpu.text(key).ifPresent(v -> words.add(key + "=" + v));
    }
    List<String> devices = gpu.texts("device_ids");
    if (!devices.isEmpty()) {
      words.add("\"device=" + String.join(",", devices) + "\"");
    }
    return String.join(",", words);
  }

  private List<Service.Hook> hooks(String key) throws ComposeException {
    List<Service.Hook> hooks = new ArrayList<>();
    for (Object value : section.list(key)) {
      Section hook = Section.of(section.file(), section.path() + "." + key, value);
      List<String> words = new ArrayList<>();
      hook.text("user").ifPresent(user -> words.add("--user=" + user));
      hook.text("working_dir").ifPresent(directory -> words.add("--workdir=" + directory));
      hook.pairs("environment", "=").forEach(variable -> words.add("--env=" + variable));
      if (hook.on("privileged")) {
        words.add("--privileged");
      }
      hooks.add(new Service.Hook(words, words(hook, "command")));
    }
    return hooks;
  }

  private Optional<Service.Build> build() throws ComposeException {
    if (!section.has("build")) {
      return Optional.empty();
    }
    if (!(section.values().get("build") instanceof Map)) {
      return Optional.of(
          new Service.Build(directory(section.text("build").orElse(".")), List.of()));
    }
    Section build = section.child("build");
    String context = directory(build.text("context").orElse("."));
    List<String> words = new ArrayList<>();
    for (String option : List.of("target", "network")) {
      build.text(option).ifPresent(v -> words.add("--" + option + "=" + v));
    }
    Optional<String> file = build.text("dockerfile");
    file.ifPresent(f -> words.add("--file=" + (f.startsWith("/") ? f : context + "/" + f)));
    build.pairs("args", "=").forEach(a -> words.add("--build-arg=" + a));
    build.pairs("labels", "=").forEach(l -> words.add("--label=" + l));
    return Optional.of(new Service.Build(context, List.copyOf(words)));
  }

  private String directory(String path) {
    return path.equals(".") || path.equals("./") ? directory : absolute(path);
  }

  private String absolute(String path) {
    return path.startsWith("/") ? path : directory + "/" + path.replaceFirst("^\\./", "");
  }

  private void health() throws ComposeException {
    Section check = section.child("healthcheck");
    if (check.on("disable")) {
      options.add("--no-healthcheck");
    }
    List<String> test = check.texts("test");
    if (!test.isEmpty()) {
      boolean shell = test.size() == 1 || test.get(0).equals("CMD-SHELL");
      boolean kind = test.get(0).matches("CMD|CMD-SHELL|NONE");
      List<String> words = kind ? test.subList(1, test.size()) : test;
      if (test.get(0).equals("NONE")) {
        options.add("--no-healthcheck");
      } else {
        option("health-cmd", shell ? String.join(" ", words) : ShellWords.quoted(words));
      }
    }
    for (String key : List.of("interval", "timeout", "start_period", "start_interval", "retries")) {
      Optional<String> value = key.equals("retries") ? check.text(key) : check.duration(key);
      value.ifPresent(v -> option("health-" + key.replace('_', '-'), v));
    }
  }

  /** {@code HOST:CONTAINER} as docker takes it. */
  private String port(Object value, int index) throws ComposeException {
    if (!(value instanceof Map)) {
      return String.valueOf(value);
    }
    Section port = Section.of(section.file(), section.path() + ".ports", value);
    String host = port.text("host_ip").map(ip -> ip + ":").orElse("");
    String published = port.text("published").orElse("");
    String target = port.text("target").orElse("");
    if (target.isEmpty()) {
      throw new ComposeException(
          "service ports %s.ports.[%d] is missing a target port".formatted(section.path(), index));
    }
    String outer = host + published + (host.isEmpty() && published.isEmpty() ? "" : ":");
    return outer + target + "/" + port.text("protocol").orElse("tcp");
  }

  private static String seconds(String duration) {
    long minutes = duration.matches("(\\d+)m.*") ? Long.parseLong(duration.split("m")[0]) : 0;
    String rest = duration.replaceFirst("^\\d+m", "").replaceFirst("s$", "");
    return String.valueOf(60 * minutes + (rest.matches("\\d{1,9}") ? Long.parseLong(rest) : 0));
  }

  /** The words of a command that is a list, or a text to be taken apart as a shell would. */
  private static List<String> words(Section section, String key) {
    Object value = section.values().getOrDefault(key, List.of());
    return value instanceof List ? section.texts(key) : ShellWords.split(String.valueOf(value));
  }

  private int replicas(String name) throws ComposeException {
    String wanted = section.text("scale").or(() -> text(section, "replicas")).orElse("1");
    Optional<String> other = text(section, "replicas");
    if (section.has("scale") && other.isPresent() && !other.get().equals(wanted)) {
      throw new ComposeException(
          section.path()
              + ": can't set distinct values on 'scale' and 'deploy.replicas': invalid compose"
              + " project");
    }
    int number = wanted.matches("\\d{1,3}") ? Integer.parseInt(wanted) : 1;
    if (number > 1 && section.has("container_name")) {
      throw new ComposeException(
          "services.%s: can't set container_name and %s as container name must be unique: "
                  .formatted(section.has("scale") ? "scale" : "deploy.replicas", name)
              + "invalid compose project");
    }
    return number;
  }

  private static Optional<String> text(Section section, String key) {
    return section.values().get("deploy") instanceof Map<?, ?> deploy
        ? Optional.ofNullable(deploy.get(key)).map(String::valueOf)
        : Optional.empty();
  }

  /** The networks that it is in, each with the further words of {@code --network} for it. */
  private Map<String, String> networks(String name) throws ComposeException {
    Map<String, String> networks = new LinkedHashMap<>();
    for (String link : section.texts("links")) {
      option(Service.LINK, link);
    }
    Optional<String> mode = section.text("network_mode");
    if (mode.isPresent() && section.values().containsKey("networks")) {
      throw new ComposeException(
          ("service " + name + " declares mutually exclusive `network_mode` and `networks`")
              + ": invalid compose project");
    }
    if (mode.isPresent()) {
      boolean linked = options.stream().anyMatch(o -> o.startsWith("--" + Service.LINK + "="));
      if (!linked || !mode.get().equals("bridge")) {
        // Client 26 takes no links beside the name of a network that is no user's own.
        options.add("--network=" + mode.get());
      }
      return networks;
    }
    networks.putAll(new ServiceNetworks(section).of(name));
    return networks;
  }
}
