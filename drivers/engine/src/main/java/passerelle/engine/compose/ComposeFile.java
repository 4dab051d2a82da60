package passerelle.engine.compose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a compose file (compose-go loader). */
public final class ComposeFile {
  /** The names under which compose looks for a file, the first that is there being taken. */
  public static final List<String> NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

  private static final int LONGEST = 1 << 20;
  private static final int DEEPEST = 50;
  private final String directory;
  private final String path;
  private final List<String> others;
  private final List<String> environmentFiles;
  private final Function<String, Optional<String>> files;
  private final List<String> warnings = new ArrayList<>();
  private String name = "";

  /**
   * A file, and others over it.
   *
   * @param directory that relative paths begin at
   * @param paths of the files, each over those before it; at least one
   * @param environmentFiles which give variables their values; {@code .env} of the directory for
   *     none
   * @param files the text of a file, by its path
   */
  public ComposeFile(
      String directory,
      List<String> paths,
      List<String> environmentFiles,
      Function<String, Optional<String>> files) {
    this.directory = directory;
    this.path = paths.get(0);
    this.others = paths.subList(1, paths.size());
    this.environmentFiles =
        environmentFiles.isEmpty() ? List.of(directory + "/.env") : environmentFiles;
    this.files = files;
  }

  /**
   * What it says.
   *
   * @param wanted the name of the project, or empty for the file's
   * @param variables the values of variables in it
   * @throws ComposeException when it cannot be read, or says what cannot be done
   */
  public Project read(String wanted, Function<String, Optional<String>> variables)
      throws ComposeException {
    Object tree = whole();
    Map<String, String> own = new TreeMap<>();
    for (String file : environmentFiles) {
      own.putAll(Interpolation.file(environment(file), variables));
    }
    Function<String, Optional<String>> all =
        v -> variables.apply(v).or(() -> Optional.ofNullable(own.get(v)));
    Interpolation values = new Interpolation(all);
    Object filled = values.of(tree);
    Section root = Section.of(path, "(root)", filled);
    for (String variable : values.unset()) {
      warnings.add("The \"" + variable + "\" variable is not set. Defaulting to a blank string.");
    }
    if (root.has("models")) {
      throw ComposeException.unmodelled("models of a compose file");
    }
    if (root.has("version")) {
      warnings.add(
          path
              + ": the attribute `version` is obsolete, it will be ignored, please remove it to"
              + " avoid potential confusion");
    }
    name = projectName(wanted, root);
    return project(root, filled, own, all);
  }

  /**
   * The document before variables have their values.
   *
   * @param wanted the name of the project, or empty for the file's
   * @param json the document is JSON, not YAML
   */
  public String model(String wanted, boolean json) throws ComposeException {
    Section root = Section.of(path, "(root)", whole());
    Map<String, Object> model =
        ComposeModel.of(projectName(wanted, root), directory, root.values());
    return json ? DocumentText.json(model, "$") : DocumentText.yaml(model, "$");
  }

  /** The variables that the files name. */
  public List<Interpolation.Variable> variables() throws ComposeException {
    return Interpolation.named(whole());
  }

  private Object whole() throws ComposeException {
    ComposeSources sources = new ComposeSources(directory, this::whole);
    Object tree = ComposeMerge.settled(sources.read(path));
    for (String other : others) {
      tree = ComposeMerge.settled(ComposeMerge.merged(tree, sources.read(other)));
    }
    return tree;
  }

  private Object whole(String file) throws ComposeException {
    return tree(file, text(file));
  }

  private String environment(String file) throws ComposeException {
    Optional<String> text = files.apply(file);
    if (text.isEmpty() && !file.equals(directory + "/.env")) {
      throw new ComposeException("couldn't find env file: " + file);
    }
    return text.orElse("");
  }

  private String text(String file) throws ComposeException {
    return files
        .apply(file)
        .orElseThrow(() -> new ComposeException("open " + file + ": no such file or directory"));
  }

  /** The project's name: what the directory is called, if nothing else is said. */
  private String projectName(String wanted, Section root) throws ComposeException {
    String last = directory.substring(directory.lastIndexOf('/') + 1);
    String own = root.text("name").orElse(last);
    String plain =
        wanted.isEmpty()
            ? own.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceFirst("^[_-]+", "")
            : wanted;
    if (plain.isEmpty()) {
      throw new ComposeException("project name must not be empty");
    }
    if (!plain.matches("[a-z0-9][a-z0-9_-]*")) {
      throw new ComposeException(
          ("invalid project name \"" + plain + "\": must consist only of lowercase alphanumeric")
              + " characters, hyphens, and underscores as well as start with a letter or number");
    }
    return plain;
  }

  private Project project(
      Section root,
      Object tree,
      Map<String, String> own,
      Function<String, Optional<String>> variables)
      throws ComposeException {
    Map<String, Service> services = new TreeMap<>();
    Section all = root.child("services");
    Section networks = root.child("networks");
    Section volumes = root.child("volumes");
    for (String service : all.values().keySet()) {
      services.put(
          service,
          new ServiceReader(name, directory, all.child(service), root, files, variables)
              .read(service));
    }
    for (Service service : services.values()) {
      check(service, services, networks);
    }
    Map<String, Project.Resource> nets = new TreeMap<>();
    for (String network : networks.values().keySet()) {
      nets.put(network, network(network, networks.child(network)));
    }
    if (!nets.containsKey("default")
        && services.values().stream().anyMatch(s -> s.networks().containsKey("default"))) {
      nets.put("default", network("default", Section.of(path, "networks.default", "")));
    }
    Map<String, Project.Resource> kept = new TreeMap<>();
    for (String volume : volumes.values().keySet()) {
      kept.put(volume, volume(volume, volumes.child(volume)));
    }
    List<String> paths = new ArrayList<>(List.of(path));
    paths.addAll(others);
    String file = String.join(",", paths);
    return new Project(
        name, "-", directory, file, services, nets, kept, own, List.copyOf(warnings), tree);
  }

  private static void check(Service service, Map<String, Service> services, Section networks)
      throws ComposeException {
    String problem = "service \"" + service.name() + "\" ";
    for (Map.Entry<String, Service.Dependency> other : service.dependencies().entrySet()) {
      if (!services.containsKey(other.getKey()) && other.getValue().required()) {
        throw new ComposeException(
            "%sdepends on undefined service \"%s\": invalid compose project"
                .formatted(problem, other.getKey()));
      }
    }
    for (String network : service.networks().keySet()) {
      if (!network.equals("default") && !networks.has(network)) {
        throw new ComposeException(
            problem + "refers to undefined network " + network + ": invalid compose project");
      }
    }
  }

  private Project.Resource network(String key, Section section) throws ComposeException {
    if (section.on("enable_ipv6")) {
      throw ComposeException.unmodelled("enable_ipv6 of a compose file");
    }
    boolean external = external(section);
    List<String> options = labels("network", key, section);
    section.text("driver").ifPresent(driver -> options.addAll(List.of("--driver", driver)));
    if (section.on("internal")) {
      options.add("--internal");
    }
    if (section.on("attachable")) {
      options.add("--attachable");
    }
    section.pairs("driver_opts", "=").forEach(o -> options.addAll(List.of("--opt", o)));
    for (Object element : section.child("ipam").list("config")) {
      Section range = Section.of(path, section.path() + ".ipam.config", element);
      for (String option : List.of("subnet", "gateway", "ip_range")) {
        Optional<String> value = range.text(option);
        value.ifPresent(v -> options.addAll(List.of("--" + option.replace('_', '-'), v)));
      }
      range.pairs("aux_addresses", "=").forEach(v -> options.addAll(List.of("--aux-address", v)));
    }
    return new Project.Resource(resourceName(key, section, external), external, options);
  }

  private Project.Resource volume(String key, Section section) throws ComposeException {
    boolean external = external(section);
    if (external && section.has("driver")) {
      throw new ComposeException(
          section.path() + ": conflicting parameters \"external\" and \"driver\" specified");
    }
    return new Project.Resource(
        resourceName(key, section, external), external, labels("volume", key, section));
  }

  private String resourceName(String key, Section section, boolean external)
      throws ComposeException {
    Section named = section;
    if (section.values().get("external") instanceof Map) {
      named = section.child("external");
      warnings.add(
          section.path() + ": external.name is deprecated. Please set name and external: true");
    }
    return named.text("name").orElse(external ? key : name + "_" + key);
  }

  private static boolean external(Section section) throws ComposeException {
    return section.values().get("external") instanceof Map || section.on("external");
  }

  private List<String> labels(String kind, String key, Section section) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--label", "com.docker.compose." + kind + "=" + key));
    options.addAll(List.of("--label", Project.LABEL + "=" + name));
    section.pairs("labels", "=").forEach(label -> options.addAll(List.of("--label", label)));
    return options;
  }

  /** The file as maps, lists and texts. */
  private static Object tree(String file, String text) throws ComposeException {
    LoadSettings settings =
        LoadSettings.builder().setMaxAliasesForCollections(50).setCodePointLimit(LONGEST).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()
          || root.get() instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
        throw new ComposeException("empty compose file");
      }
      if (!(root.get() instanceof MappingNode)) {
        throw new ComposeException(ComposeSchema.unnamed(root.get()));
      }
      ComposeSchema.check(file, root.get());
      return plain(root.get(), 0, false);
    } catch (MarkedYamlEngineException e) {
      throw new ComposeException(Yaml.problem(e));
    } catch (YamlEngineException e) {
      throw new ComposeException("yaml: " + String.valueOf(e.getMessage()).split("\n", 2)[0]);
    }
  }

  /**
   * A node as a map, a list or a text.
   *
   * @param kept whether numbers and truth values stay what they are, as below keys of others
   */
  private static Object plain(Node node, int depth, boolean kept) throws ComposeException {
    if (depth > DEEPEST) {
      throw new ComposeException("yaml: document contains excessive aliasing");
    }
    String tag = node.getTag().getValue();
    if (tag.equals("!reset")) {
      return new ComposeMerge.Tagged(Optional.empty());
    } else if (tag.equals("!override")) {
      node.setTag(new Tag("!"));
      return new ComposeMerge.Tagged(Optional.of(plain(node, depth, kept)));
    }
    if (node instanceof MappingNode map) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (NodeTuple tuple : map.getValue()) {
        String key = String.valueOf(plain(tuple.getKeyNode(), depth + 1, false));
        values.put(key, plain(tuple.getValueNode(), depth + 1, kept || key.startsWith("x-")));
      }
      return values;
    } else if (node instanceof SequenceNode sequence) {
      List<Object> values = new ArrayList<>();
      for (Node element : sequence.getValue()) {
        values.add(plain(element, depth + 1, kept));
      }
      return values;
    }
    String value = ((ScalarNode) node).getValue();
    if (kept && node.getTag().equals(Tag.BOOL)) {
      return Boolean.valueOf(value);
    } else if (kept && (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT))) {
      return new BigDecimal(value);
    }
    return node.getTag().equals(Tag.NULL) ? DocumentText.NULL : value;
  }
}
