package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.engine.Container;
import passerelle.text.GoJsonReader;
import passerelle.text.GoJsonReader.Members;
import passerelle.text.GoJsonReader.Value;
import passerelle.text.ShellWords;
import passerelle.text.WordMap;

/**
 * The body of a request as the options of the command that asks for the same (api/types: container
 * Config, HostConfig, network CreateRequest, EndpointSettings).
 */
record ApiBody(Members members) {
  /** Keys of a container's configuration whose value is the value of an option. */
  private static final Map<String, String> CONFIG =
      WordMap.of(
          """
          Hostname=hostname Domainname=domainname User=user Env=env WorkingDir=workdir Tty=tty
          OpenStdin=interactive Labels=label StopSignal=stop-signal StopTimeout=stop-timeout
          MacAddress=mac-address
          """);

  private static final Map<String, String> HOST_CONFIG =
      WordMap.of(
          """
          Binds=volume AutoRemove=rm Privileged=privileged CapAdd=cap-add CapDrop=cap-drop Dns=dns
          DnsOptions=dns-option DnsSearch=dns-search ExtraHosts=add-host Links=link
          GroupAdd=group-add Init=init IpcMode=ipc PidMode=pid UTSMode=uts Memory=memory
          MemorySwap=memory-swap MemoryReservation=memory-reservation CpuShares=cpu-shares
          CpuPeriod=cpu-period CpuQuota=cpu-quota CpusetCpus=cpuset-cpus CpusetMems=cpuset-mems
          PidsLimit=pids-limit OomScoreAdj=oom-score-adj ReadonlyRootfs=read-only
          SecurityOpt=security-opt ShmSize=shm-size Sysctls=sysctl VolumesFrom=volumes-from
          PublishAllPorts=publish-all
          """);

  private static final Map<String, String> NETWORK =
      WordMap.of(
          """
          Driver=driver Internal=internal Attachable=attachable Ingress=ingress Scope=scope
          Labels=label Options=opt EnableIPv6=ipv6 ConfigOnly=config-only
          """);

  private static final Map<String, String> SUBNET =
      WordMap.of(
          "Subnet=subnet IPRange=ip-range Gateway=gateway AuxiliaryAddresses=aux-address"
              + " AuxAddress=aux-address");

  private static final Map<String, String> MOUNT =
      WordMap.of("Type=type Source=source Target=target ReadOnly=readonly Consistency=consistency");

  private static final Map<String, String> EXEC =
      WordMap.of("User=user WorkingDir=workdir Env=env Privileged=privileged Tty=tty");

  private static final Map<String, String> TIMES =
      WordMap.of(
          "Interval=health-interval Timeout=health-timeout StartPeriod=health-start-period"
              + " StartInterval=health-start-interval");

  private static final Members NOTHING = new Members(Map.of());

  /** An object within it; an empty one where there is none. */
  private ApiBody inner(String key) {
    return new ApiBody(members.members().get(key) instanceof Members inner ? inner : NOTHING);
  }

  /** The objects of an array within it; none where there is no such array. */
  private List<ApiBody> objects(String key) {
    return members.members().get(key) instanceof GoJsonReader.Array all
        ? all.items().stream()
            .map(one -> new ApiBody(one instanceof Members it ? it : NOTHING))
            .toList()
        : List.of();
  }

  /** A text or a number in it; empty where there is none. */
  String text(String key) {
    List<String> all = names(members.members().getOrDefault(key, new GoJsonReader.Null()));
    return all.isEmpty() ? "" : all.get(0);
  }

  boolean isOn(String key) {
    return members.members().get(key) instanceof GoJsonReader.Bool bool && bool.on();
  }

  /** Whether it says nothing of a container itself. */
  boolean isWithoutConfiguration() {
    return members.members().keySet().stream()
        .allMatch(key -> key.matches("HostConfig|NetworkingConfig"));
  }

  /** A port of it that is none, whether inside or outside; empty where all are. */
  Optional<String> wrongPort() {
    Map<String, Value> bindings = inner("HostConfig").inner("PortBindings").members().members();
    Stream<String> inside =
        bindings.keySet().stream().filter(p -> !p.matches("[0-9]+(-[0-9]+)?(/[a-z]+)?"));
    Stream<String> outside =
        bindings.values().stream()
            .flatMap(all -> all instanceof GoJsonReader.Array a ? a.items().stream() : Stream.of())
            .map(one -> new ApiBody(one instanceof Members it ? it : NOTHING).text("HostPort"))
            .filter(p -> !p.matches("([0-9]+(-[0-9]+)?)?"));
    return Stream.concat(inside, outside).findFirst();
  }

  /** The type of a mount of it that is to be nowhere; empty where there is none. */
  Optional<String> mountWithoutTarget() {
    return inner("HostConfig").objects("Mounts").stream()
        .filter(mount -> mount.text("Target").isEmpty())
        .map(mount -> mount.text("Type"))
        .findFirst();
  }

  /** A value's texts: itself, an array's items, an object's keys. */
  static List<String> names(Value value) {
    if (value instanceof GoJsonReader.Array array) {
      return array.items().stream().flatMap(item -> names(item).stream()).toList();
    } else if (value instanceof Members object) {
      return List.copyOf(object.members().keySet());
    } else if (value instanceof GoJsonReader.Text text) {
      return List.of(text.text());
    }
    return value instanceof GoJsonReader.Number number ? List.of(number.text()) : List.of();
  }

  List<String> texts(String key) {
    return names(members.members().getOrDefault(key, new GoJsonReader.Null()));
  }

  private void options(Map<String, String> flags, List<String> words) {
    flags.forEach(
        (key, flag) -> {
          Value value = members.members().getOrDefault(key, new GoJsonReader.Null());
          if (value instanceof Members pairs) {
            pairs.members().forEach((k, v) -> words.add(option(flag, k + "=" + joined(v))));
          } else if (value instanceof GoJsonReader.Bool bool && bool.on()) {
            words.add("--" + flag);
          } else {
            names(value).stream()
                .filter(text -> !text.isEmpty() && !text.equals("0"))
                .forEach(text -> words.add(option(flag, text)));
          }
        });
  }

  private static String option(String flag, String value) {
    return "--" + flag + "=" + value;
  }

  private static String joined(Value value) {
    return String.join(",", names(value));
  }

  /** The words of {@code docker network create}. */
  List<String> network() {
    List<String> words = new ArrayList<>(List.of("network", "create"));
    options(NETWORK, words);
    ApiBody ipam = inner("IPAM");
    ipam.options(Map.of("Driver", "ipam-driver", "Options", "ipam-opt"), words);
    ipam.objects("Config").forEach(subnet -> subnet.options(SUBNET, words));
    words.add("--");
    words.add(text("Name"));
    return words;
  }

  /** The words of {@code docker network connect}. */
  List<String> connect(String network) {
    List<String> words = new ArrayList<>(List.of("network", "connect"));
    ApiBody endpoint = inner("EndpointConfig");
    endpoint.options(
        Map.of("Aliases", "alias", "Links", "link", "DriverOpts", "driver-opt"), words);
    endpoint.inner("IPAMConfig").options(Map.of("IPv4Address", "ip"), words);
    words.addAll(List.of("--", network, text("Container")));
    return words;
  }

  /** The words of {@code docker volume create}. */
  List<String> volume() {
    List<String> words = new ArrayList<>(List.of("volume", "create"));
    options(Map.of("Driver", "driver", "DriverOpts", "opt", "Labels", "label"), words);
    words.add("--");
    words.add(text("Name"));
    return words;
  }

  /** The words of {@code docker update}. */
  List<String> update(String container) {
    List<String> words = new ArrayList<>(List.of("update"));
    options(HOST_CONFIG, words);
    restart(words);
    words.addAll(List.of("--", container));
    return words;
  }

  /** The words of {@code docker create}. */
  List<String> container(String name) {
    List<String> words = new ArrayList<>(List.of("create", "--pull=never"));
    if (!name.isEmpty()) {
      words.add(option("name", name));
    }
    options(CONFIG, words);
    texts("ExposedPorts").forEach(port -> words.add(option("expose", port)));
    texts("Volumes").forEach(volume -> words.add(option("volume", volume)));
    ApiBody host = inner("HostConfig");
    host.options(HOST_CONFIG, words);
    host.restart(words);
    host.ports(words);
    host.objects("Mounts").forEach(mount -> words.add(option("mount", mount.mount())));
    for (ApiBody limit : host.objects("Ulimits")) {
      String range = limit.text("Soft") + ":" + limit.text("Hard");
      words.add(option("ulimit", limit.text("Name") + "=" + range));
    }
    inner("Healthcheck").health(words);
    host.inner("Tmpfs")
        .members()
        .members()
        .forEach((where, how) -> words.add(option("tmpfs", (where + ":" + joined(how)))));
    networks(host.text("NetworkMode"), words);
    words.addAll(List.of("--", text("Image")));
    words.addAll(texts("Cmd"));
    return words;
  }

  /** Gives a new container the entry point, which is one word only of a command line. */
  void enter(Container container) {
    List<String> entry = texts("Entrypoint");
    if (!entry.isEmpty()) {
      container.spec(container.spec().withCommand(entry, texts("Cmd")));
    }
  }

  /** The options of {@code docker exec}. */
  List<String> exec() {
    List<String> words = new ArrayList<>();
    options(EXEC, words);
    return words;
  }

  /** The value of {@code --mount}. */
  private String mount() {
    List<String> fields = new ArrayList<>();
    MOUNT.forEach(
        (key, field) -> {
          if (isOn(key)) {
            fields.add(field);
          }
          texts(key).stream().filter(t -> !t.isEmpty()).forEach(t -> fields.add(field + "=" + t));
        });
    ApiBody tmpfs = inner("TmpfsOptions");
    tmpfs.texts("SizeBytes").forEach(size -> fields.add("tmpfs-size=" + size));
    tmpfs
        .texts("Mode")
        .forEach(mode -> fields.add("tmpfs-mode=" + Integer.toOctalString(Integer.parseInt(mode))));
    fields.replaceAll(field -> field.contains(",") ? '"' + field + '"' : field);
    return String.join(",", fields);
  }

  /** The options for a check of a container's health; times are in nanoseconds. */
  private void health(List<String> words) {
    List<String> test = texts("Test");
    if (!test.isEmpty() && test.get(0).equals("NONE")) {
      words.add("--no-healthcheck");
    } else if (test.size() > 1) {
      List<String> command = test.subList(1, test.size());
      boolean shell = test.get(0).equals("CMD-SHELL");
      words.add(option("health-cmd", shell ? command.get(0) : ShellWords.quoted(command)));
    }
    TIMES.forEach(
        (key, flag) -> texts(key).forEach(nanos -> words.add(option(flag, nanos + "ns"))));
    texts("Retries").forEach(retries -> words.add(option("health-retries", retries)));
  }

  private void restart(List<String> words) {
    ApiBody policy = inner("RestartPolicy");
    String count = policy.text("MaximumRetryCount");
    String name = policy.text("Name");
    if (!name.isEmpty()) {
      words.add(option("restart", name + (count.matches("0?") ? "" : ":" + count)));
    }
  }

  private void ports(List<String> words) {
    inner("PortBindings")
        .members()
        .members()
        .forEach(
            (port, bindings) -> {
              if (bindings instanceof GoJsonReader.Array all) {
                for (Value one : all.items()) {
                  ApiBody binding = new ApiBody(one instanceof Members it ? it : NOTHING);
                  String ip = binding.text("HostIp");
                  String outside = binding.text("HostPort");
                  boolean any = ip.isEmpty() && outside.isEmpty();
                  String where = any ? "" : (ip.isEmpty() ? "" : ip + ":") + outside + ":";
                  words.add(option("publish", where + port));
                }
              }
            });
  }

  /** One option {@code --network} for each endpoint, that of the mode first. */
  private void networks(String mode, List<String> words) {
    Members endpoints = inner("NetworkingConfig").inner("EndpointsConfig").members();
    if (!mode.isEmpty() && !endpoints.members().containsKey(mode)) {
      words.add(option("network", mode));
    }
    endpoints
        .members()
        .forEach(
            (name, settings) -> {
              ApiBody endpoint = new ApiBody(settings instanceof Members it ? it : NOTHING);
              StringBuilder value = new StringBuilder("name=" + name);
              String ip = endpoint.inner("IPAMConfig").text("IPv4Address");
              value.append(ip.isEmpty() ? "" : ",ip=" + ip);
              endpoint.texts("Aliases").forEach(alias -> value.append(",alias=").append(alias));
              words.add(option("network", value.toString()));
            });
  }
}
