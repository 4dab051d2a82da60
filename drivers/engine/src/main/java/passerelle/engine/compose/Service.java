package passerelle.engine.compose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.text.Sha256;

/**
 * A service: containers of one image.
 *
 * @param name of the service, and by which containers of its networks find it
 * @param image its image
 * @param containerName the name of its only container, or empty for names by number
 * @param replicas how many containers
 * @param dependencies the services to be started before it, and what they must have come to
 * @param networks the project's networks that it is in, and the wishes of {@code --network} there
 * @param options the other options of {@code docker create}
 * @param command the words behind the image
 * @param build how its image is made; empty for one that is pulled
 * @param profiles it is started only with one of them, if there are any
 * @param setup what is done to its containers besides
 */
public record Service(
    String name,
    String image,
    String containerName,
    int replicas,
    Map<String, Dependency> dependencies,
    Map<String, String> networks,
    List<String> options,
    List<String> command,
    Optional<Build> build,
    List<String> profiles,
    Setup setup) {

  /**
   * What is done to its containers that no option of {@code docker create} does.
   *
   * @param files that are copied into them before they start
   * @param started commands that are run in them once they have started
   * @param stopping commands that are run in them before they are stopped
   */
  public record Setup(List<Copied> files, List<Hook> started, List<Hook> stopping) {
    public static final Setup NONE = new Setup(List.of(), List.of(), List.of());

    /** What the file says of it; what is in the files stands elsewhere. */
    private List<Object> told() {
      return List.of(files.stream().map(Copied::path).toList(), started, stopping);
    }
  }

  /**
   * A file for a container.
   *
   * @param problem why it cannot be there; empty for none
   * @param external whether it is somebody else's, which no container can have
   */
  public record Copied(String path, String contents, String problem, boolean external) {}

  /**
   * A command that is run in a container.
   *
   * @param options of {@code docker exec}
   */
  public record Hook(List<String> options, List<String> command) {}

  /** The option that a link to another service becomes, one for each of its containers' names. */
  static final String LINK = "link";

  /**
   * How an image is made.
   *
   * @param context its directory, absolute
   * @param words the options of {@code docker build} without the name of the image
   */
  public record Build(String context, List<String> words) {}

  /**
   * Another service that is to be started before.
   *
   * @param condition what it must have come to
   * @param restart whether this one is restarted with it
   * @param required whether this one cannot do without it
   */
  public record Dependency(Condition condition, boolean restart, boolean required) {}

  /** What a service must have come to before another one starts. */
  public enum Condition {
    /** Its containers have been started. */
    STARTED("service_started"),
    /** Its health checks have succeeded. */
    HEALTHY("service_healthy"),
    /** Its containers have ended well. */
    COMPLETED("service_completed_successfully");

    private final String key;

    Condition(String key) {
      this.key = key;
    }

    /** As a compose file writes it. */
    String key() {
      return key;
    }

    static Optional<Condition> of(String key) {
      return Stream.of(values()).filter(c -> c.key.equals(key)).findFirst();
    }
  }

  /** Whether its containers mount a volume, by the volume's name. */
  boolean mounts(String volume) {
    return options.stream().anyMatch(option -> option.startsWith("--volume=" + volume + ":"));
  }

  /** The values of an option of {@code docker create} that it has. */
  public List<String> values(String option) {
    String before = "--" + option + "=";
    return options.stream()
        .filter(o -> o.startsWith(before))
        .map(o -> o.substring(before.length()))
        .toList();
  }

  /** What it depends on, as a label of its containers tells. */
  String dependsOn() {
    return dependencies.entrySet().stream()
        .map(
            other ->
                other.getKey()
                    + (":" + other.getValue().condition().key)
                    + (":" + other.getValue().restart()))
        .collect(Collectors.joining(","));
  }

  /** The name of one of its containers. */
  public String container(Project project, int number) {
    String between = project.separator();
    return containerName.isEmpty()
        ? project.name() + between + name + between + number
        : containerName;
  }

  /**
   * A text that is another one as soon as a container would be made otherwise; that of compose
   * hashes its own data.
   */
  public String hash() {
    return Sha256.hex(
        image + "\n" + networks + "\n" + options + "\n" + command + "\n" + setup.told());
  }

  /** Whether it is started when nobody names it. */
  public boolean isWanted(List<String> chosen) {
    return profiles.isEmpty()
        || chosen.contains("*")
        || profiles.stream().anyMatch(chosen::contains);
  }

  /** The same service with another number of containers. */
  public Service scaled(int containers) {
    return new Service(
        name,
        image,
        containerName,
        containers,
        dependencies,
        networks,
        options,
        command,
        build,
        profiles,
        setup);
  }
}
