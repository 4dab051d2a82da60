package passerelle.engine.cli.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.engine.cli.Shape;
import passerelle.engine.daemon.Engine;
import passerelle.engine.state.Images;
import passerelle.gotemplate.GoTime;
import passerelle.gotemplate.GoType;
import passerelle.image.Image;
import passerelle.image.ImageHistory;

/** The document of {@code docker image inspect} (daemon/images/image_inspect.go). */
public final class ImageDocument {
  private ImageDocument() {}

  public static Map<String, Object> build(Engine engine, Image image, GoType type) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("Id", image.digest());
    values.put("RepoTags", image.references());
    String created = GoTime.json(engine.date(-image.age() * 1_000_000_000L));
    values.put("Created", created);
    values.put("Config", config(image));
    values.put("Architecture", "amd64");
    values.put("Os", "linux");
    List<String> layers =
        engine.imageStore().layers(image).stream().map(ImageHistory.Layer::diff).toList();
    values.put("RootFS", Map.of("Type", "layers", "Layers", layers));
    values.put("Metadata", Map.of("LastTagTime", created));
    Optional<Images.Commit> commit = engine.imageStore().commit(image);
    if (commit.isPresent()) {
      values.put("Parent", commit.get().parent().digest());
      values.put("Comment", commit.get().comment());
      values.put("Author", commit.get().author());
    } else if (image.layers().imported()) {
      values.put("Comment", engine.imageStore().importMessage(image));
    }
    ImageStore store = ImageStore.of(engine);
    values.put(
        "RepoDigests",
        image.references().stream()
            .map(ImageCommands::repository)
            .filter(repository -> store.tellsDigest(engine.imageStore(), image, repository))
            .map(repository -> repository + "@" + store.repositoryDigest(image))
            .distinct()
            .toList());
    store.describe(image, values);
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
    putUnlessEmpty(config, "User", process.user());
    putUnlessEmpty(config, "Env", process.environment());
    putUnlessEmpty(config, "Cmd", process.command());
    putUnlessEmpty(config, "WorkingDir", process.directory());
    putUnlessEmpty(config, "Entrypoint", process.entrypoint());
    if (!image.labels().isEmpty()) {
      config.put("Labels", new TreeMap<>(image.labels()));
    }
    putUnlessEmpty(config, "StopSignal", process.stopSignal());
    return config;
  }

  private static void putUnlessEmpty(Map<String, Object> config, String key, String value) {
    if (!value.isEmpty()) {
      config.put(key, value);
    }
  }

  private static void putUnlessEmpty(Map<String, Object> config, String key, List<String> values) {
    if (!values.isEmpty()) {
      config.put(key, values);
    }
  }
}
