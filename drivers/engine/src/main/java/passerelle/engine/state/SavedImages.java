package passerelle.engine.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import passerelle.archive.Tar;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.Identities;
import passerelle.engine.Trait;
import passerelle.image.Image;
import passerelle.image.ImageHistory;
import passerelle.image.ImageReference;
import passerelle.text.ByteText;
import passerelle.text.JsonText;

/**
 * {@code docker save} and {@code docker load} (image/tarexport). An archive names its images by
 * digests, as the OCI image layout has it; what the layers of an image hold, the lab knows by them.
 */
public record SavedImages(EngineState state, Images images, EngineProfile profile) {
  private static final String BLOBS = "blobs/sha256/";
  private static final Pattern MANIFEST =
      Pattern.compile(
          "\"Config\": ?\"(?:blobs/sha256/)?([0-9a-f]{64})(?:\\.json)?\","
              + " ?\"RepoTags\": ?(?:null|\\[([^]]*)\\])");

  private static final Pattern TAG = Pattern.compile("\"([^\"]+)\"");

  /** An archive of images, each with the names by which it is asked for. */
  public byte[] save(List<String> wanted) throws EngineException {
    Map<Image, List<String>> chosen = new LinkedHashMap<>();
    for (String name : wanted) {
      Optional<ImageReference> reference = reference(name);
      List<Image> found = reference.map(this::named).orElse(List.of());
      if (found.isEmpty()) {
        Image image = images.find(name).orElseThrow(() -> unknown(name, reference));
        boolean byName = image.references().contains(name);
        chosen
            .computeIfAbsent(image, i -> new ArrayList<>())
            .addAll(byName ? List.of(name) : List.of());
      }
      found.forEach(
          image ->
              chosen
                  .computeIfAbsent(image, i -> new ArrayList<>())
                  .addAll(image.references().stream().filter(r -> isOf(r, name)).toList()));
    }
    return archive(chosen);
  }

  private EngineException unknown(String name, Optional<ImageReference> reference) {
    boolean tagged = reference.filter(r -> !r.tag().isEmpty()).isPresent();
    return profile.has(Trait.KEEPS_LAYERS_APART) && tagged
        ? EngineException.notFound("reference does not exist")
        : EngineException.notFound(
            "No such image: "
                + (profile.has(Trait.KEEPS_LAYERS_APART)
                    ? name
                    : reference.map(r -> r.withDefaultTag().familiar()).orElse(name)));
  }

  private static boolean isOf(String reference, String name) {
    return reference.equals(name) || reference.startsWith(name + ":");
  }

  /** A name without a tag means all tags of it. */
  private List<Image> named(ImageReference reference) {
    return images.all().stream()
        .filter(i -> i.references().stream().anyMatch(r -> isOf(r, reference.familiar())))
        .toList();
  }

  private static Optional<ImageReference> reference(String name) {
    try {
      return Optional.of(ImageReference.parse(name));
    } catch (ImageReference.Problem digits) {
      return Optional.empty();
    }
  }

  private byte[] archive(Map<Image, List<String>> chosen) {
    Map<String, byte[]> blobs = new TreeMap<>();
    List<Map<String, Object>> manifests = new ArrayList<>();
    Map<String, Object> repositories = new TreeMap<>();
    chosen.forEach(
        (image, names) -> {
          state.archived().put(image.id(), image);
          state.events().image(image.digest(), "save", image.digest(), image.labels());
          manifests.add(manifest(image, names, blobs));
          List<ImageHistory.Layer> layers = images.layers(image);
          String top = layers.isEmpty() ? image.id() : hex(layers.get(layers.size() - 1).diff());
          names.forEach(name -> enter(name, top, repositories));
        });
    List<Tar.Entry> entries = new ArrayList<>();
    entries.add(Tar.Entry.directory("blobs/"));
    entries.add(Tar.Entry.directory(BLOBS));
    blobs.forEach((digest, contents) -> entries.add(Tar.Entry.file(BLOBS + digest, contents)));
    entries.add(json("index.json", index(chosen)));
    entries.add(json("manifest.json", manifests));
    entries.add(json("oci-layout", Map.of("imageLayoutVersion", "1.0.0")));
    if (profile.has(Trait.KEEPS_LAYERS_APART) && !repositories.isEmpty()) {
      entries.add(json("repositories", repositories));
    }
    return Tar.write(entries);
  }

  @SuppressWarnings("unchecked")
  private static void enter(String name, String layer, Map<String, Object> repositories) {
    int colon = name.lastIndexOf(':');
    ((Map<String, Object>)
            repositories.computeIfAbsent(name.substring(0, colon), r -> new TreeMap<>()))
        .put(name.substring(colon + 1), layer);
  }

  private Map<String, Object> manifest(Image image, List<String> names, Map<String, byte[]> blobs) {
    List<ImageHistory.Layer> layers = images.layers(image);
    blobs.put(image.id(), text(Map.of("architecture", "amd64", "os", "linux")));
    blobs.put(hex(image.manifestDigest()), text(Map.of("schemaVersion", 2)));
    for (ImageHistory.Layer layer : layers) {
      blobs.put(hex(layer.diff()), new byte[0]);
      if (profile.has(Trait.KEEPS_LAYERS_APART)) {
        blobs.put(hex(layer.blob()), text(Map.of("id", hex(layer.blob()))));
      }
    }
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("Config", BLOBS + image.id());
    manifest.put("RepoTags", names.stream().sorted().toList());
    manifest.put("Layers", layers.stream().map(l -> BLOBS + hex(l.diff())).toList());
    return manifest;
  }

  private static Map<String, Object> index(Map<Image, List<String>> chosen) {
    List<Map<String, Object>> manifests = new ArrayList<>();
    for (Image image : chosen.keySet()) {
      Map<String, Object> manifest = new LinkedHashMap<>();
      manifest.put("mediaType", "application/vnd.oci.image.manifest.v1+json");
      manifest.put("digest", image.manifestDigest());
      manifests.add(manifest);
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2);
    index.put("mediaType", "application/vnd.oci.image.index.v1+json");
    index.put("manifests", manifests);
    return index;
  }

  private static Tar.Entry json(String name, Object value) {
    return Tar.Entry.file(name, text(value));
  }

  /** As Go writes it: no blanks between the parts. */
  private static byte[] text(Object value) {
    return JsonText.of(value)
        .replace("\": ", "\":")
        .replace(", ", ",")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(String digest) {
    return digest.substring("sha256:".length());
  }

  /**
   * Takes the images of an archive.
   *
   * @param loading told of each layer that was not here
   * @return what is to be told, line by line
   */
  public List<String> load(byte[] archive, Consumer<ImageHistory.Layer> loading)
      throws EngineException {
    Optional<Tar.Entry> manifest =
        Archives.read(archive).stream().filter(e -> e.name().equals("manifest.json")).findFirst();
    if (manifest.isEmpty()) {
      String number = Identities.derived("import", "" + archive.length).replaceAll("\\D", "");
      throw EngineException.notFound(
          "open /var/lib/docker/tmp/docker-import-"
              + (number.substring(0, 10) + "/repositories: no such file or directory"));
    }
    List<String> lines = new ArrayList<>();
    Matcher entry = MANIFEST.matcher(ByteText.decode(manifest.get().contents()));
    while (entry.find()) {
      Image image = known(entry.group(1));
      bring(image, loading);
      List<String> names = new ArrayList<>();
      Matcher tag = TAG.matcher(Optional.ofNullable(entry.group(2)).orElse(""));
      while (tag.find()) {
        names.add(tag.group(1));
      }
      for (String name : names) {
        renamed(name, image).ifPresent(lines::add);
        images.name(image, name);
        state.events().image(image.digest(), "tag", name, image.labels());
      }
      lines.addAll(
          names.isEmpty()
              ? List.of("Loaded image ID: " + image.digest())
              : names.stream().map(n -> "Loaded image: " + n).collect(Collectors.toList()));
      state.events().image(image.digest(), "load", image.digest(), image.labels());
    }
    return lines;
  }

  private Image known(String id) throws EngineException {
    return images
        .find("sha256:" + id)
        .or(() -> Optional.ofNullable(state.archived().get(id)))
        .orElseThrow(
            () ->
                EngineException.system(
                    "Passerelle does not model docker load of what was saved elsewhere"));
  }

  private void bring(Image image, Consumer<ImageHistory.Layer> loading) {
    if (images.find(image.digest()).isEmpty()) {
      images.layers(image).stream().filter(l -> !images.hasLayer(l, "")).forEach(loading);
      images.add(image.withReferences(List.of()));
    }
  }

  private Optional<String> renamed(String name, Image image) {
    return images
        .find(name)
        .filter(other -> !other.id().equals(image.id()))
        .map(
            other ->
                "The image "
                    + (name + " already exists, renaming the old one with ID " + other.digest())
                    + " to empty string");
  }
}
