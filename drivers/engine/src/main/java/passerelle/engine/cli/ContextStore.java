package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.engine.EngineException;
import passerelle.engine.Paths;
import passerelle.engine.daemon.Engine;
import passerelle.gotemplate.GoJson;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.text.ByteText;
import passerelle.text.Sha256;

/**
 * The contexts of a client: a file for each below its directory of configuration, and the name of
 * the present one in config.json (docker/cli cli/context/store).
 */
public record ContextStore(Engine engine, String directory) {
  /** The context that is there without anybody's doing. */
  public static final String DEFAULT = "default";

  private static final Pattern CURRENT =
      Pattern.compile(",?\\s*\"currentContext\":\\s*\"([^\"\\\\]*)\"");

  /**
   * A context.
   *
   * @param host where its daemon listens: {@code tcp://192.0.2.1:2375}
   */
  public record Context(String name, String description, String host) {}

  /** The machine's files; empty where this kernel hands out none. */
  private Optional<FileTree> files() {
    try {
      return engine.roots().areKept() ? Optional.of(engine.roots().ofHost()) : Optional.empty();
    } catch (EngineException unkept) {
      return Optional.empty();
    }
  }

  boolean hasFile(String path) {
    return text(path).isPresent();
  }

  private Optional<String> text(String path) {
    return engine.kernel().spaces().readFile(engine.settings().host(), Paths.clean(path));
  }

  /** The proxies that containers are told. */
  public ClientProxies proxies() {
    return ClientProxies.of(text(configuration()).orElse(""));
  }

  /** A text of config.json, by its name. */
  Optional<String> setting(String name) {
    return text(configuration())
        .map(Pattern.compile("\"" + name + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1).replaceAll("\\\\([\"\\\\])", "$1"));
  }

  private String configuration() {
    return directory + "/config.json";
  }

  /** What {@code docker context use} has chosen. */
  Optional<String> current() {
    return text(configuration())
        .map(CURRENT::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .filter(name -> !name.isEmpty());
  }

  /** Chooses a context; the default one needs no mention. */
  public void use(String name) throws CliException {
    String before = text(configuration()).filter(t -> !t.isBlank()).orElse("{\n\t\"auths\": {}\n}");
    String without = CURRENT.matcher(before).replaceFirst("");
    int end = without.lastIndexOf('}');
    String line = (without.matches("\\{\\s*}\\s*") ? "" : ",") + "\n\t\"currentContext\": \"";
    String head = end < 0 ? without : without.substring(0, end).stripTrailing();
    boolean named = !name.equals(DEFAULT) && end >= 0;
    write(configuration(), named ? head + line + name + "\"\n}" : without);
  }

  /** Those of files, in the order of their names. */
  public List<Context> all() {
    List<Context> all = new ArrayList<>();
    FileTree tree = files().orElse(null);
    String meta = Paths.clean(directory + "/contexts/meta");
    if (tree == null || tree.kind(meta) != FileTree.Kind.DIRECTORY) {
      return all;
    }
    try {
      for (String digest : tree.list(meta)) {
        text(meta + "/" + digest + "/meta.json").map(ContextStore::read).ifPresent(all::add);
      }
    } catch (KernelException unreadable) {
      return all;
    }
    all.sort(Comparator.comparing(Context::name, NaturalOrder.NAMES));
    return all;
  }

  public Optional<Context> find(String name) {
    return text(metadata(name) + "/meta.json").map(ContextStore::read);
  }

  private static Context read(String json) {
    return new Context(field(json, "Name"), field(json, "Description"), field(json, "Host"));
  }

  private static String field(String json, String name) {
    Matcher m =
        Pattern.compile('"' + name + "\":\\s*\"((?:[^\"\\\\]|\\\\.){0,2000})\"").matcher(json);
    return m.find() ? m.group(1).replaceAll("\\\\(.)", "$1") : "";
  }

  public void put(Context context) throws CliException {
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("Host", context.host());
    endpoint.put("SkipTLSVerify", false);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Name", context.name());
    document.put("Metadata", described(context));
    document.put("Endpoints", Map.of("docker", endpoint));
    write(metadata(context.name()) + "/meta.json", GoJson.marshal(document));
  }

  public static Map<String, Object> described(Context context) {
    return context.description().isEmpty()
        ? Map.of()
        : Map.of("Description", context.description());
  }

  public void remove(String name) throws CliException {
    try {
      if (hasFile(metadata(name) + "/meta.json")) {
        files().orElseThrow().remove(metadata(name));
      }
    } catch (KernelException e) {
      throw new CliException("cannot remove " + metadata(name) + ": " + e.errno().text() + "\n", 1);
    }
  }

  private void write(String path, String contents) throws CliException {
    FileTree tree = files().orElseThrow(() -> Unmodelled.refuse("contexts on the real kernel"));
    String clean = Paths.clean(path);
    try {
      tree.makeDirectories(Paths.parent(clean));
      tree.write(clean, ByteText.encode(contents), false);
    } catch (KernelException e) {
      throw new CliException("open " + path + ": " + e.errno().text() + "\n", 1);
    }
  }

  /** Where a context's own file is: the directory is named by the digest of its name. */
  public String metadata(String name) {
    return directory + "/contexts/meta/" + Sha256.hex(name);
  }

  /** Where its certificates would be. */
  public String certificates(String name) {
    return directory + "/contexts/tls/" + Sha256.hex(name);
  }

  /** What the client says of a name that no context has. */
  public String missing(String name) {
    return "context \"%s\": context not found: open %s/meta.json: no such file or directory"
        .formatted(name, metadata(name));
  }
}
