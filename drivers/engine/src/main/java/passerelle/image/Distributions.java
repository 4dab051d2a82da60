package passerelle.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.Node;
import passerelle.text.Resources;

/**
 * The files by which a root file system tells of which release of which distribution it is
 * (os-release(5)): those of images, by repository, and of machines.
 */
public final class Distributions {
  private static final String RESOURCE = "/passerelle/image/distributions.yaml";

  /** Of which release the files are, by name, and by the repository that an image is from. */
  private static final Map<String, Map<String, String>> FILES = new LinkedHashMap<>();

  /** The directories of its root beside those that every root has, likewise. */
  private static final Map<String, List<String>> DIRECTORIES = new LinkedHashMap<>();

  static {
    read();
  }

  private Distributions() {}

  /** The directories of the root of a release such as {@code debian-13}; absolute. */
  public static List<String> directories(String release) {
    return DIRECTORIES.getOrDefault(release, List.of());
  }

  /** The directories of the root of an image's distribution. */
  public static List<String> directories(Image image) {
    return image.layers().imported() ? List.of() : directories(release(image));
  }

  /** The files of a release such as {@code debian-13}. */
  public static Map<String, String> files(String release) {
    return FILES.getOrDefault(release, Map.of());
  }

  /** The files of an image's distribution, as far as the image does not bring its own. */
  public static Map<String, String> files(Image image) {
    if (image.layers().imported()) {
      return Map.of();
    }
    Map<String, String> files = new LinkedHashMap<>(files(release(image)));
    files.keySet().removeAll(image.files().keySet());
    return files;
  }

  /**
   * What is built of BusyBox alone is Alpine, or of no distribution; another image is what the
   * first of its names says that is known here: it may have got more ({@code docker tag}).
   */
  private static String release(Image image) {
    return switch (image.toolset()) {
      case "alpine" -> "alpine-3.22";
      case "defconfig", "none" -> "";
      default ->
          image.references().stream()
              .flatMap(reference -> Stream.of(reference, reference.replaceFirst(":[^/]*$", "")))
              .filter(FILES::containsKey)
              .findFirst()
              .orElse("");
    };
  }

  private static void read() {
    try {
      String text = Resources.text(Distributions.class, RESOURCE);
      Node root = new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow();
      YamlMap top = new YamlMap(RESOURCE, root, Set.of("distributions"));
      for (Node node : top.nodes("distributions")) {
        YamlMap map = new YamlMap(RESOURCE, node, Set.of("name", "images", "directories", "files"));
        Map<String, String> files = map.map("files");
        List<String> directories = map.texts("directories");
        List<String> names = new ArrayList<>(map.texts("images"));
        names.add(map.text("name", ""));
        names.forEach(name -> FILES.put(name, files));
        names.forEach(name -> DIRECTORIES.put(name, directories));
      }
    } catch (CatalogueException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
