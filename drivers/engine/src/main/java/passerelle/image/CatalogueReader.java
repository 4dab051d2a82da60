package passerelle.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import passerelle.text.Resources;

/** Reads an image catalogue: YAML, lists {@code images} and {@code offered} of maps. */
final class CatalogueReader {
  /** Lists and maps within each other; a catalogue needs eight. */
  private static final int DEEPEST = 20;

  /** The list of what an engine with a full store has from the start. */
  private static final String LISTED = "images";

  private final String name;
  private final boolean ours;

  /** Of a stranger's catalogue. */
  CatalogueReader(String name) {
    this(name, false);
  }

  /**
   * A reader.
   *
   * @param ours comes with Passerelle, whose tests have measured and tried all of it
   */
  private CatalogueReader(String name, boolean ours) {
    this.name = name;
    this.ours = ours;
  }

  /** All entries of a catalogue. */
  List<ImageEntry> read(String text) throws CatalogueException {
    YamlMap top = new YamlMap(name, root(text), Set.of("images", "offered", "tags", "shared"));
    boolean anyTag = top.oneOf("tags", Set.of("any", "named"), "named").equals("any");
    List<ImageEntry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String list : List.of(LISTED, "offered")) {
      for (Node node : top.nodes(list)) {
        YamlMap map = new YamlMap(name, node, ImageEntry.KEYS);
        ImageEntry entry = ImageEntry.read(map, list.equals(LISTED), anyTag);
        if (!ours) {
          entry.tryVariants();
        }
        for (String reference : entry.references()) {
          if (!seen.add(reference)) {
            throw YamlMap.wrong(name, node, "a second image named " + reference);
          }
        }
        entries.add(entry);
      }
    }
    return List.copyOf(entries);
  }

  private Node root(String text) throws CatalogueException {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(ImageCatalogue.MOST_OCTETS)
            .setUseMarks(!ours)
            .build();
    try {
      if (!ours) {
        measure(text, settings);
      }
      return new Compose(settings)
          .composeString(text)
          .orElseThrow(() -> new CatalogueException(name + ": an empty image catalogue"));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(1);
      throw new CatalogueException(name + ":" + line + ": " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new CatalogueException(name + ": " + firstLine(e), e);
    }
  }

  /** Counts how deep it is before anything is built of it, which is done by recursion. */
  private void measure(String text, LoadSettings settings) throws CatalogueException {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        throw new CatalogueException(
            name + ":" + line + ": lists and maps within each other, deeper than " + DEEPEST);
      }
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("not YAML");
  }

  /** A catalogue that comes with Passerelle, an entry of which is read when it is asked for. */
  static List<CatalogueEntry> builtIn(String name) {
    Pieces pieces = new Pieces(resource(name + ".yaml"));
    return pieces.items().stream()
        .map(
            item ->
                new CatalogueEntry(
                    item.words("names").stream().map(ImageCatalogue::normalize).toList(),
                    item.list().equals(LISTED),
                    () -> only(name, pieces.with(item))))
        .toList();
  }

  private static ImageEntry only(String name, String text) {
    try {
      return new CatalogueReader(name, true).read(text).get(0);
    } catch (CatalogueException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The programs of packages, by family and name of the package. */
  static Map<String, Map<String, List<String>>> packages() {
    try {
      CatalogueReader reader = new CatalogueReader("packages", true);
      Set<String> names = Set.of("debian", "busybox", "alpine");
      YamlMap top = new YamlMap("packages", reader.root(resource("packages.yaml")), names);
      Map<String, Map<String, List<String>>> families = new LinkedHashMap<>();
      for (String family : top.keys()) {
        families.put(family, top.lists(family));
      }
      return families;
    } catch (CatalogueException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static String resource(String name) {
    return Resources.text(CatalogueReader.class, name);
  }
}
