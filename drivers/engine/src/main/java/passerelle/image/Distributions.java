package passerelle.image;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Whom a root knows of which no more is said. */
  private static final Map<String, String> USUAL =
      Map.of(
          "/etc/passwd",
          "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n",
          "/etc/group",
          "root:x:0:\n");

  /** The end of the line of a user that only runs a program. */
  private static final String USER = " user:/nonexistent:/bin/false\n";

  private static final Pieces PIECES = new Pieces(Resources.text(Distributions.class, RESOURCE));

  /** What is said of each, by its name and by the repositories. */
  private static final Map<String, Pieces.Item> TOLD = new HashMap<>();

  private static final Map<Pieces.Item, Root> READ = new ConcurrentHashMap<>();
  private static final Root NONE = new Root(Map.of(), List.of());

  static {
    for (Pieces.Item item : PIECES.items()) {
      item.words("name").forEach(name -> TOLD.put(name, item));
      item.words("images").forEach(name -> TOLD.put(name, item));
    }
  }

  /**
   * What a release puts into the root.
   *
   * @param files by their paths
   * @param directories beside those that every root has
   */
  private record Root(Map<String, String> files, List<String> directories) {}

  private Distributions() {}

  /** The directories of the root of a release such as {@code debian-13}; absolute. */
  public static List<String> directories(String release) {
    return root(release).directories();
  }

  /** The directories of the root of an image's distribution. */
  public static List<String> directories(Image image) {
    return image.layers().imported() ? List.of() : directories(release(image));
  }

  /** The files of a release such as {@code debian-13}. */
  public static Map<String, String> files(String release) {
    return root(release).files();
  }

  /**
   * The files of an image's distribution, and its program's own user, as far as the image does not
   * bring its own.
   */
  public static Map<String, String> files(Image image) {
    if (image.layers().imported()) {
      return Map.of();
    }
    Map<String, String> files = new LinkedHashMap<>(files(release(image)));
    Workers workers = image.behaviour().workers();
    boolean root = workers.uid() == 0;
    String own = root ? "" : workers.user() + ":x:" + workers.uid() + ":";
    String user = root ? "" : own + workers.uid() + ":" + workers.user() + USER;
    USUAL.forEach(files::putIfAbsent);
    files.merge("/etc/passwd", user, String::concat);
    files.merge("/etc/group", root ? "" : own + "\n", String::concat);
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
              .filter(TOLD::containsKey)
              .findFirst()
              .orElse("");
    };
  }

  private static Root root(String release) {
    Pieces.Item told = TOLD.get(release);
    return told == null ? NONE : READ.computeIfAbsent(told, Distributions::read);
  }

  private static Root read(Pieces.Item told) {
    try {
      LoadSettings settings = LoadSettings.builder().setUseMarks(false).build();
      Node root = new Compose(settings).composeString(PIECES.with(told)).orElseThrow();
      YamlMap top = new YamlMap(RESOURCE, root, Set.of("shared", "distributions"));
      Set<String> keys = Set.of("name", "images", "directories", "files");
      YamlMap map = new YamlMap(RESOURCE, top.nodes("distributions").get(0), keys);
      return new Root(map.map("files"), map.texts("directories"));
    } catch (CatalogueException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
