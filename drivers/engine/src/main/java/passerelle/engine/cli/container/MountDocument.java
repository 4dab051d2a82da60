package passerelle.engine.cli.container;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import passerelle.engine.Container;
import passerelle.engine.MountPoint;
import passerelle.engine.MountSpec;
import passerelle.engine.Storage;

/** What inspect tells of mounts: those that there are, and what was asked for. */
final class MountDocument {
  private MountDocument() {}

  /** The part Mounts. */
  static List<Map<String, Object>> points(Container container) {
    return told(container).map(MountDocument::point).toList();
  }

  /** All but {@code --tmpfs}, of which the engine tells in HostConfig only. */
  static Stream<MountPoint> told(Container container) {
    List<String> inMemory =
        container.spec().storage().tmpfs().stream().map(t -> t.replaceFirst(":.*", "")).toList();
    return container.mounts().stream().filter(m -> !inMemory.contains(m.destination()));
  }

  private static Map<String, Object> point(MountPoint point) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Type", point.type().label());
    if (point.isVolume()) {
      values.put("Name", point.name());
      values.put("Driver", "local");
    }
    values.put("Source", point.source());
    values.put("Destination", point.destination());
    values.put("Mode", point.mode());
    values.put("RW", !point.readOnly());
    values.put("Propagation", point.propagation());
    return values;
  }

  /** The field Volumes of Config: those without a name. */
  static void addToConfig(Container container, Map<String, Object> config) {
    Map<String, Object> volumes = new TreeMap<>();
    container.image().volumes().forEach(path -> volumes.put(path, Map.of()));
    container.spec().storage().volumes().forEach(path -> volumes.put(path, Map.of()));
    if (!volumes.isEmpty()) {
      config.put("Volumes", volumes);
    }
  }

  /** The fields of HostConfig. */
  static void addToHostConfig(Storage storage, Map<String, Object> values) {
    values.put("Binds", ContainerDocument.orNull(storage.binds()));
    values.put("VolumesFrom", ContainerDocument.orNull(storage.from()));
    values.put("VolumeDriver", storage.driver());
    if (!storage.mounts().isEmpty()) {
      values.put("Mounts", storage.mounts().stream().map(MountDocument::wish).toList());
    }
  }

  private static Map<String, Object> wish(MountSpec spec) {
    Map<String, Object> values = new LinkedHashMap<>(spec.details());
    values.put("Type", spec.type());
    values.put("Target", spec.target());
    if (!spec.source().isEmpty()) {
      values.put("Source", spec.source());
    }
    if (spec.readOnly()) {
      values.put("ReadOnly", true);
    }
    if (!spec.consistency().isEmpty()) {
      values.put("Consistency", spec.consistency());
    }
    return values;
  }
}
