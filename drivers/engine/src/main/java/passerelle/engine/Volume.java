package passerelle.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A volume of the driver local: a directory of the host.
 *
 * @param labels the user's own marks
 * @param options of the driver
 * @param created nanoseconds since the lab was booted
 */
public record Volume(
    String name, Map<String, String> labels, Map<String, String> options, long created) {
  /** The mark of a volume that was given no name. */
  public static final String ANONYMOUS = "com.docker.volume.anonymous";

  private static final String ROOT = "/var/lib/docker/volumes/";

  /** What is asked of a new one. */
  public record Wish(String driver, Map<String, String> labels, Map<String, String> options) {
    public static Wish ofDriver(String driver) {
      return new Wish(driver, Map.of(), Map.of());
    }
  }

  /** Where it is on the host. */
  public String mountpoint() {
    return ROOT + name + "/_data";
  }

  /** The directory that holds all of it. */
  public String directory() {
    return ROOT + name;
  }

  /** The path of the host that is mounted in its place: {@code o=bind}. */
  public Optional<String> bound() {
    boolean binds = List.of(options.getOrDefault("o", "").split(",")).contains("bind");
    return Optional.ofNullable(options.get("device")).filter(device -> binds);
  }

  /** How the memory is mounted that is in its place: {@code type=tmpfs}. */
  public Optional<String> memory() {
    boolean tmpfs = "tmpfs".equals(options.get("type"));
    return Optional.of(options.getOrDefault("o", "")).filter(o -> tmpfs);
  }

  /** It was given no name. */
  public boolean isAnonymous() {
    return labels.containsKey(ANONYMOUS);
  }
}
