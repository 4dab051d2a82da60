package passerelle.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import passerelle.kernel.ServiceSpec;

/** Reads an image catalogue: YAML, a list {@code images} of maps. */
final class CatalogueReader {
  private static final Set<String> IMAGE_KEYS =
      Set.of(
          "names",
          "id",
          "size",
          "content",
          "unpacked",
          "imported",
          "age",
          "entrypoint",
          "cmd",
          "env",
          "workdir",
          "user",
          "expose",
          "labels",
          "toolset",
          "files",
          "services",
          "log",
          "volumes",
          "exit",
          "stopsignal",
          "stop");
  private static final Set<String> SERVICE_KEYS =
      Set.of("protocol", "address", "port", "backlog", "kind", "process", "settings");
  private static final Set<String> KINDS = Set.of("http", "banner", "echo", "dns", "sink");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?) ?([kMG]?B)");
  private static final Pattern AGE =
      Pattern.compile("([0-9]{1,9}) (second|minute|hour|day|week|month|year)s?");
  private static final Pattern REFERENCE = Pattern.compile("[a-z0-9][a-z0-9._/-]*(:[\\w.-]+)?");

  /** Lists and maps within each other; a catalogue needs six. */
  private static final int DEEPEST = 20;

  private final String name;

  CatalogueReader(String name) {
    this.name = name;
  }

  List<Image> read(String text) throws CatalogueException {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(ImageCatalogue.MOST_OCTETS)
            .build();
    try {
      measure(text, settings);
      Node root =
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new CatalogueException(name + ": an empty image catalogue"));
      YamlMap top = new YamlMap(name, root, Set.of("images"));
      List<Image> images = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (Node node : top.nodes("images")) {
        Image image = image(new YamlMap(name, node, IMAGE_KEYS));
        for (String reference : image.references()) {
          if (!seen.add(reference)) {
            throw YamlMap.wrong(name, node, "a second image named " + reference);
          }
        }
        images.add(image);
      }
      return images;
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

  private static Image image(YamlMap map) throws CatalogueException {
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
    return new Image(
        List.copyOf(references),
        id(map, references.get(0)),
        size(map, "size", 10_000_000),
        age(map),
        process(map),
        exposed(map),
        map.map("labels"),
        map.oneOf("toolset", Set.of("debian", "busybox", "alpine"), "debian"),
        map.map("files"),
        behaviour(map),
        volumes(map),
        layers(map));
  }

  private static List<String> volumes(YamlMap map) throws CatalogueException {
    for (String path : map.texts("volumes")) {
      if (!path.startsWith("/")) {
        throw map.wrong("volumes", "a volume is an absolute path, not " + path);
      }
    }
    return map.texts("volumes");
  }

  private static Image.Process process(YamlMap map) throws CatalogueException {
    return new Image.Process(
        map.texts("entrypoint"),
        map.texts("cmd"),
        map.texts("env"),
        map.text("workdir", ""),
        map.text("user", ""),
        map.text("stopsignal", ""));
  }

  private static Image.Behaviour behaviour(YamlMap map) throws CatalogueException {
    List<ServiceSpec> services = new ArrayList<>();
    for (Node node : map.nodes("services")) {
      services.add(service(new YamlMap(map.file(), node, SERVICE_KEYS)));
    }
    return new Image.Behaviour(
        List.copyOf(services), map.texts("log"), status(map, "exit"), status(map, "stop"));
  }

  private static ServiceSpec service(YamlMap map) throws CatalogueException {
    return new ServiceSpec(
        map.oneOf("protocol", Set.of("tcp", "udp"), "tcp"),
        map.text("address", "0.0.0.0"),
        map.number("port", 1, 65535, OptionalInt.empty()),
        map.number("backlog", 0, 65535, OptionalInt.of(128)),
        map.oneOf("kind", KINDS, "sink"),
        map.map("settings"),
        map.text("process", "server"));
  }

  private static OptionalInt status(YamlMap map, String key) throws CatalogueException {
    return map.has(key)
        ? OptionalInt.of(map.number(key, 0, 255, OptionalInt.empty()))
        : OptionalInt.empty();
  }

  private static List<String> exposed(YamlMap map) throws CatalogueException {
    List<String> ports = new ArrayList<>();
    for (String port : map.texts("expose")) {
      String whole = port.contains("/") ? port : port + "/tcp";
      if (!whole.matches("[1-9][0-9]{0,4}/(tcp|udp|sctp)")
          || Integer.parseInt(whole.replaceFirst("/.*", "")) > 65535) {
        throw map.wrong("expose", "no port: " + port);
      }
      ports.add(whole);
    }
    return List.copyOf(ports);
  }

  private static String id(YamlMap map, String reference) throws CatalogueException {
    String id = map.text("id", "");
    if (id.matches("[0-9a-f]{64}")) {
      return id;
    } else if (!id.isEmpty()) {
      throw map.wrong("id", "an image id has 64 hexadecimal digits");
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(reference.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Layers of programs and libraries shrink to some three eighths when they are compressed. */
  private static Image.Layers layers(YamlMap map) throws CatalogueException {
    long unpacked = size(map, "unpacked", size(map, "size", 10_000_000));
    boolean imported = map.oneOf("imported", Set.of("true", "false"), "false").equals("true");
    return new Image.Layers(size(map, "content", unpacked * 3 / 8), unpacked, imported);
  }

  private static long size(YamlMap map, String key, long otherwise) throws CatalogueException {
    if (!map.has(key)) {
      return otherwise;
    }
    Matcher m = SIZE.matcher(map.text(key, ""));
    if (!m.matches()) {
      throw map.wrong(key, "a size looks like 192MB");
    }
    long unit =
        Map.of("B", 1L, "kB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L).get(m.group(2));
    return Math.round(Double.parseDouble(m.group(1)) * unit);
  }

  private static long age(YamlMap map) throws CatalogueException {
    Matcher m = AGE.matcher(map.text("age", "2 weeks").toLowerCase(Locale.ROOT));
    if (!m.matches()) {
      throw map.wrong("age", "an age looks like 3 weeks");
    }
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("second", 1L);
    units.put("minute", 60L);
    units.put("hour", 3_600L);
    units.put("day", 86_400L);
    units.put("week", 604_800L);
    units.put("month", 2_592_000L);
    units.put("year", 31_536_000L);
    return Long.parseLong(m.group(1)) * units.get(m.group(2));
  }
}
