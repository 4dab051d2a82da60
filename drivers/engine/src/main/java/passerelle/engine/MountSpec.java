package passerelle.engine;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one {@code --mount} asks for (api/types/mount.Mount).
 *
 * @param type {@code bind}, {@code volume}, {@code tmpfs} or what else was typed
 * @param source a path of the host, or a volume's name; empty for none
 * @param target where in the container
 * @param noCopy a new volume is not filled with what the image has there
 * @param consistency for Docker Desktop, shown only
 * @param details the document of the type's own options, by its field: {@code VolumeOptions}...
 */
public record MountSpec(
    String type,
    String source,
    String target,
    boolean readOnly,
    boolean noCopy,
    String consistency,
    Map<String, Map<String, Object>> details) {

  /** {@code volume-driver}, empty for local. */
  public String driver() {
    return texts(part("DriverConfig")).getOrDefault("Name", "");
  }

  /** {@code volume-label}. */
  public Map<String, String> labels() {
    return texts(part("Labels"));
  }

  /** {@code volume-opt}. */
  public Map<String, String> options() {
    return part("DriverConfig").get("Options") instanceof Map<?, ?> options
        ? texts(options)
        : Map.of();
  }

  /** {@code bind-propagation}, empty for the usual one. */
  public String propagation() {
    return String.valueOf(
        details.getOrDefault("BindOptions", Map.of()).getOrDefault("Propagation", ""));
  }

  /** {@code volume-subpath}: what of the volume is mounted, empty for all of it. */
  public String subpath() {
    return String.valueOf(
        details.getOrDefault("VolumeOptions", Map.of()).getOrDefault("Subpath", ""));
  }

  private Map<?, ?> part(String field) {
    Object part = details.getOrDefault("VolumeOptions", Map.of()).get(field);
    return part instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Map<String, String> texts(Map<?, ?> map) {
    Map<String, String> texts = new TreeMap<>();
    map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    return texts;
  }
}
