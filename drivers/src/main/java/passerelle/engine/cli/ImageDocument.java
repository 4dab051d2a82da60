package passerelle.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import passerelle.engine.Engine;
import passerelle.gotemplate.GoType;
import passerelle.image.Image;

/** The document of {@code docker image inspect} (daemon/images/image_inspect.go). */
final class ImageDocument {
  private ImageDocument() {}

  static Map<String, Object> build(Engine engine, Image image, GoType type) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Id", image.digest());
    values.put("RepoTags", image.references());
    values.put("RepoDigests", List.of());
    values.put("Created", String.valueOf(engine.date(-image.age() * 1_000_000_000L)));
    values.put("Config", config(image));
    values.put("Architecture", "amd64");
    values.put("Os", "linux");
    values.put("Size", image.size());
    values.put("GraphDriver", Map.of("Data", Map.of(), "Name", "overlay2"));
    values.put("RootFS", Map.of("Type", "layers", "Layers", List.of(image.digest())));
    values.put("Metadata", Map.of("LastTagTime", "0001-01-01T00:00:00Z"));
    return Shape.complete(type, values);
  }

  private static Map<String, Object> config(Image image) {
    Image.Process process = image.process();
    Map<String, Object> config = new LinkedHashMap<>();
    Map<String, Object> exposed = new TreeMap<>();
    image.exposed().forEach(port -> exposed.put(port, Map.of()));
    if (!exposed.isEmpty()) {
      config.put("ExposedPorts", exposed);
    }
    config.put("User", process.user());
    config.put("Env", ContainerDocument.orNull(process.environment()));
    config.put("Cmd", ContainerDocument.orNull(process.command()));
    config.put("WorkingDir", process.directory());
    config.put("Entrypoint", ContainerDocument.orNull(process.entrypoint()));
    config.put("Labels", new TreeMap<>(image.labels()));
    if (!process.stopSignal().isEmpty()) {
      config.put("StopSignal", process.stopSignal());
    }
    return config;
  }
}
