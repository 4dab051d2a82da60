package passerelle.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import passerelle.kernel.ProgramChoice;
import passerelle.kernel.ServiceSpec;
import passerelle.text.Sha256;
import passerelle.text.WordSet;

/** Reads one image of a catalogue. */
final class ImageReader {
  /** What an image may say of itself. */
  static final Set<String> KEYS =
      WordSet.of(
          """
          size content unpacked imported age entrypoint cmd env workdir user expose labels
          toolset packages files program services log ready volumes exit needs script signals
          stopsignal stop title workers
          """);

  private static final Set<String> WORKER_KEYS =
      Set.of("count", "first", "title", "user", "uid", "start", "end", "killed", "signals", "told");

  private static final Set<String> SERVICE_KEYS =
      WordSet.of("protocol address port backlog kind process settings options configured");
  private static final Set<String> KINDS =
      WordSet.of("http nginx haproxy caddy traefik fpm banner echo dns sink redis mysql postgres");
  private static final Set<String> TOOLSETS =
      Set.of("debian", "busybox", "defconfig", "alpine", "none");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?) ?([kMG]?B)");
  private static final Pattern AGE =
      Pattern.compile("([0-9]{1,9}) (second|minute|hour|day|week|month|year)s?");

  private ImageReader() {}

  /**
   * The image that a map describes.
   *
   * @param references its names
   * @param id 64 hexadecimal digits, or none to have one made of the first name
   */
  static Image image(YamlMap map, List<String> references, String id) throws CatalogueException {
    return new Image(
        List.copyOf(references),
        id(map, references.get(0), id),
        size(map, "size", 10_000_000),
        age(map),
        process(map),
        exposed(map),
        map.map("labels"),
        userland(map),
        map.map("files"),
        behaviour(map),
        volumes(map),
        layers(map),
        Image.Made.NOTHING);
  }

  /** Without a word on packages an image has whatever its toolset has. */
  private static Image.Userland userland(YamlMap map) throws CatalogueException {
    String toolset = map.oneOf("toolset", TOOLSETS, "debian");
    if (!map.has("packages")) {
      return new Image.Userland(toolset, ProgramChoice.ALL);
    }
    Packages known = Packages.known();
    List<String> names = map.texts("packages");
    for (String name : names) {
      if (!known.has(toolset, name)) {
        throw map.wrong(
            "packages", "no such package: " + name + "; known are " + known.names(toolset));
      }
    }
    return new Image.Userland(toolset, known.choice(toolset, names));
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

  private static ImageBehaviour behaviour(YamlMap map) throws CatalogueException {
    List<Service> services = new ArrayList<>();
    for (Node node : map.nodes("services")) {
      services.add(service(map.child(node, SERVICE_KEYS)));
    }
    return new ImageBehaviour(
        map.texts("program"),
        List.copyOf(services),
        map.texts("log"),
        map.texts("ready"),
        status(map, "exit"),
        status(map, "stop"),
        map.lists("signals"),
        map.text("title", ""),
        workers(map),
        need(map),
        script(map));
  }

  private static Workers workers(YamlMap map) throws CatalogueException {
    if (!map.has("workers")) {
      return Workers.NONE;
    }
    YamlMap workers = map.child("workers", WORKER_KEYS);
    return new Workers(
        workers.number("count", 1, 64, OptionalInt.empty()),
        workers.number("first", 2, 32767, OptionalInt.of(2)),
        workers.text("title", ""),
        workers.text("user", "root"),
        workers.number("uid", 0, 65535, OptionalInt.of(0)),
        workers.texts("start"),
        workers.texts("end"),
        workers.texts("killed"),
        workers.lists("signals"),
        workers.lists("told"));
  }

  private static ImageBehaviour.Need need(YamlMap map) throws CatalogueException {
    if (!map.has("needs")) {
      return ImageBehaviour.Need.NOTHING;
    }
    YamlMap need = map.child("needs", Set.of("one of", "message"));
    return new ImageBehaviour.Need(need.texts("one of"), need.text("message", ""));
  }

  private static Optional<EntrypointScript> script(YamlMap map) throws CatalogueException {
    if (!map.has("script")) {
      return Optional.empty();
    }
    YamlMap script = map.child("script", Set.of("shell", "line"));
    return Optional.of(
        new EntrypointScript(
            script.oneOf("shell", Set.of("dash", "ash"), "dash"),
            script.number("line", 1, 10_000, OptionalInt.empty())));
  }

  private static Service service(YamlMap map) throws CatalogueException {
    ServiceSpec usual =
        new ServiceSpec(
            map.oneOf("protocol", Set.of("tcp", "udp"), "tcp"),
            map.text("address", "0.0.0.0"),
            map.number("port", 1, 65535, OptionalInt.empty()),
            map.number("backlog", 0, 65535, OptionalInt.of(128)),
            map.oneOf("kind", KINDS, "sink"),
            map.map("settings"),
            List.of(map.text("process", "server").split(" ")));
    return new Service(usual, map.lists("options"), map.texts("configured"));
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

  private static String id(YamlMap map, String reference, String id) throws CatalogueException {
    if (id.matches("[0-9a-f]{64}")) {
      return id;
    } else if (!id.isEmpty()) {
      throw map.wrong("id", "an image id has 64 hexadecimal digits");
    }
    return Sha256.hex(reference);
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
