package passerelle.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import passerelle.kernel.ResourceLimit;
import passerelle.network.EndpointSpec;
import passerelle.network.PortBinding;

/**
 * What {@code docker create} asks for; the engine's API body of the same call.
 *
 * @param name {@code --name}; empty for a generated one
 * @param image as typed
 * @param process what runs
 * @param naming host name, resolver and /etc/hosts
 * @param ports exposed and published ports
 * @param privileges capabilities and kernel settings
 * @param life what happens when it ends
 * @param networkMode the first {@code --network}, {@code default} without
 * @param networks all of them with their wishes
 * @param labels the user's own marks
 * @param storage what is mounted
 * @param shown options that concern no network, by name, with their values: inspect shows them
 */
public record ContainerSpec(
    String name,
    String image,
    Process process,
    Naming naming,
    Ports ports,
    Privileges privileges,
    Life life,
    String networkMode,
    List<EndpointSpec> networks,
    Map<String, String> labels,
    Storage storage,
    Map<String, List<String>> shown) {

  /** The same, where an option that is shown was not given, with the daemon's own value. */
  public ContainerSpec withUsual(String option, Optional<String> value) {
    boolean given = value.isEmpty() || shown.containsKey(option);
    return given ? this : withOption(option, List.of(value.get()));
  }

  /** The same with other values of an option that inspect shows. */
  public ContainerSpec withOption(String option, List<String> values) {
    Map<String, List<String>> all = new TreeMap<>(shown);
    all.put(option, values);
    return withShown(all);
  }

  /** The same with an image's own health check, where neither another nor none was asked for. */
  public ContainerSpec withHealth(Map<String, List<String>> options) {
    if (shown.containsKey("health-cmd") || shown.containsKey("no-healthcheck")) {
      return this;
    }
    Map<String, List<String>> all = new TreeMap<>(options);
    all.putAll(shown);
    return withShown(all);
  }

  /** The last value of an option that is shown; empty where it was not given. */
  public String shown(String option) {
    List<String> values = shown.getOrDefault(option, List.of());
    return values.isEmpty() ? "" : values.get(values.size() - 1);
  }

  /** What each of its processes may use ({@code --ulimit}). */
  public List<ResourceLimit> limits() {
    return shown.getOrDefault("ulimit", List.of()).stream().map(ResourceLimit::parse).toList();
  }

  /** The same but for how it ends. */
  public ContainerSpec withLife(Life other) {
    return with(process, other, networkMode, shown);
  }

  /** The same with other values of options that are only shown. */
  public ContainerSpec withShown(Map<String, List<String>> others) {
    return with(process, life, networkMode, others);
  }

  /** The same in another network mode. */
  public ContainerSpec withNetworkMode(String other) {
    return with(process, life, other, shown);
  }

  /** The same with another command to run. */
  public ContainerSpec withCommand(List<String> entrypoint, List<String> command) {
    Process other =
        new Process(
            Optional.of(entrypoint),
            command,
            process.environment(),
            process.directory(),
            process.user(),
            process.terminal(),
            process.openInput(),
            process.attached());
    return with(other, life, networkMode, shown);
  }

  private ContainerSpec with(
      Process runs, Life end, String mode, Map<String, List<String>> others) {
    return new ContainerSpec(
        name, image, runs, naming, ports, privileges, end, mode, networks, labels, storage, others);
  }

  /**
   * What runs.
   *
   * @param entrypoint replaces the image's; empty for the image's
   * @param command replaces the image's if not empty
   * @param environment {@code NAME=value}
   * @param directory {@code --workdir}
   * @param user {@code --user}
   * @param terminal {@code --tty}
   * @param openInput {@code --interactive}
   * @param attached the client waits for the end
   */
  public record Process(
      Optional<List<String>> entrypoint,
      List<String> command,
      List<String> environment,
      String directory,
      String user,
      boolean terminal,
      boolean openInput,
      boolean attached) {

    /** The name of a variable {@code NAME=VALUE}; one that is to be taken away stands alone. */
    public static String name(String variable) {
      return variable.split("=", 2)[0];
    }
  }

  /**
   * Names.
   *
   * @param hostname {@code --hostname}; empty for the short id
   * @param domain {@code --domainname}
   * @param dns {@code --dns}
   * @param search {@code --dns-search}
   * @param options {@code --dns-option}
   * @param extraHosts {@code --add-host}, {@code NAME:ADDRESS}
   * @param links {@code --link}, {@code CONTAINER:ALIAS}
   */
  public record Naming(
      String hostname,
      String domain,
      List<String> dns,
      List<String> search,
      List<String> options,
      List<String> extraHosts,
      List<String> links) {}

  /**
   * Ports.
   *
   * @param exposed {@code --expose}, {@code 80/tcp}
   * @param bindings {@code -p}
   * @param publishAll {@code -P}
   */
  public record Ports(List<String> exposed, List<PortBinding> bindings, boolean publishAll) {}

  /**
   * What its processes may do.
   *
   * @param add {@code --cap-add}, without CAP_
   * @param drop {@code --cap-drop}
   * @param privileged {@code --privileged}
   * @param sysctls {@code --sysctl}
   */
  public record Privileges(
      List<String> add, List<String> drop, boolean privileged, Map<String, String> sysctls) {}

  /**
   * How it ends.
   *
   * @param autoRemove {@code --rm}
   * @param restart {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure}
   * @param restarts at most so many for {@code on-failure}; 0 is without limit
   * @param stopSignal {@code --stop-signal}; empty for the image's
   * @param stopTimeout {@code --stop-timeout} in seconds
   */
  public record Life(
      boolean autoRemove,
      String restart,
      int restarts,
      String stopSignal,
      OptionalInt stopTimeout) {}
}
