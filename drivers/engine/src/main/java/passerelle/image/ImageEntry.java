package passerelle.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a catalogue says of one or more repositories: an image, and which others stand behind other
 * tags. Texts may have <code>${version}</code> in them, and <code>${major}</code>.
 */
final class ImageEntry {
  /** What an entry may say. */
  static final Set<String> KEYS = keys();

  private static final Pattern REFERENCE = Pattern.compile("[a-z0-9][a-z0-9._:/-]*(:[\\w.-]+)?");
  private static final Pattern VARIANT = Pattern.compile("[a-z0-9.]+(\\|[a-z0-9.]+)*");
  private static final Pattern LEADING_VERSION =
      Pattern.compile("[a-z]*?([0-9]+(?:\\.[0-9]+)*)(?![a-z0-9]).*");

  private final Image image;
  private final boolean listed;
  private final boolean anyTag;
  private final YamlMap map;
  private final Map<String, YamlMap> variants;

  /** Of tags that were asked for; labs that run beside each other share a catalogue. */
  private final Map<String, Image> derived = new ConcurrentHashMap<>();

  private ImageEntry(
      Image image, boolean listed, boolean anyTag, YamlMap map, Map<String, YamlMap> variants) {
    this.image = image;
    this.listed = listed;
    this.anyTag = anyTag;
    this.map = map;
    this.variants = variants;
  }

  private static Set<String> keys() {
    Set<String> keys = new HashSet<>(ImageReader.KEYS);
    keys.addAll(Set.of("names", "id", "version", "versions", "variants"));
    return Set.copyOf(keys);
  }

  /**
   * Reads an entry.
   *
   * @param listed whether an engine with a full store has it from the start
   * @param anyTag whether any tag that looks like one stands for an image
   */
  static ImageEntry read(YamlMap map, boolean listed, boolean anyTag) throws CatalogueException {
    List<String> references = new ArrayList<>();
    for (String given : map.texts("names")) {
      if (!REFERENCE.matcher(given).matches()) {
        throw map.wrong("names", "no name of an image: " + given);
      }
      references.add(ImageCatalogue.normalize(given));
    }
    if (references.isEmpty()) {
      throw map.wrong("names", "an image needs names");
    }
    Map<String, YamlMap> variants = new LinkedHashMap<>();
    for (Map.Entry<String, Node> variant : map.any("variants").entrySet()) {
      if (!VARIANT.matcher(variant.getKey()).matches()) {
        throw map.wrong("variants", "words of tags, such as slim or 7|8, not " + variant.getKey());
      }
      variants.put(variant.getKey(), map.child(variant.getValue(), ImageReader.KEYS));
    }
    String version = map.text("version", "");
    Image image = ImageReader.image(map.with(variables(version)), references, map.text("id", ""));
    return new ImageEntry(image, listed, anyTag, map, variants);
  }

  /** Reads all that it may be asked for, so that what is wrong is told at once. */
  void tryVariants() throws CatalogueException {
    String version = map.text("version", "");
    for (String variant : variants.keySet()) {
      derive("x:" + variant, version, List.of(variant));
    }
  }

  private static Map<String, String> variables(String version) {
    return Map.of("version", version, "major", version.replaceFirst("\\..*", ""));
  }

  /** The image that its names stand for. */
  Image image() {
    return image;
  }

  boolean isListed() {
    return listed;
  }

  List<String> references() {
    return image.references();
  }

  /** Whether a repository is one of this entry's. */
  boolean isOf(String repository) {
    return image.references().stream().anyMatch(r -> r.startsWith(repository + ":"));
  }

  /** The image behind a repository and tag, in the familiar form. */
  Optional<Image> find(String reference) {
    if (image.references().contains(reference)) {
      return Optional.of(image);
    }
    int colon = reference.lastIndexOf(':');
    String tag = reference.substring(colon + 1);
    if (!anyTag || colon < 0 || !isOf(reference.substring(0, colon)) || !Tags.isWellShaped(tag)) {
      return Optional.empty();
    }
    return Optional.of(derived.computeIfAbsent(reference, r -> derived(r, tag)));
  }

  private Image derived(String reference, String tag) {
    List<String> kinds = variants.keySet().stream().filter(v -> Tags.has(tag, v)).toList();
    try {
      return derive(reference, version(tag), kinds);
    } catch (CatalogueException e) {
      throw new IllegalStateException("read before: " + e.getMessage(), e);
    }
  }

  private Image derive(String reference, String version, List<String> kinds)
      throws CatalogueException {
    YamlMap whole = map;
    for (String kind : kinds) {
      whole = whole.under(variants.get(kind));
    }
    return ImageReader.image(whole.with(variables(version)), List.of(reference), "");
  }

  /** The last version known that a tag stands for; a version that is not known is completed. */
  private String version(String tag) {
    Matcher leading = LEADING_VERSION.matcher(tag);
    try {
      String usual = map.text("version", "");
      if (!leading.matches() || usual.isEmpty()) {
        return usual;
      }
      String asked = leading.group(1);
      List<String> known = new ArrayList<>(map.texts("versions"));
      known.add(usual);
      String found = asked;
      for (String version : known) {
        found = version.equals(asked) || version.startsWith(asked + ".") ? version : found;
      }
      while (found.equals(asked) && parts(asked) < parts(usual)) {
        asked += ".0";
        found = asked;
      }
      return found;
    } catch (CatalogueException e) {
      throw new IllegalStateException("read before: " + e.getMessage(), e);
    }
  }

  private static int parts(String version) {
    return version.split("\\.").length;
  }
}
