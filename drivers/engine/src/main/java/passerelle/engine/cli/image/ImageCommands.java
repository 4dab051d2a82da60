package passerelle.engine.cli.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.engine.EngineException;
import passerelle.engine.Trait;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Table;
import passerelle.gotemplate.GoObjects;
import passerelle.gotemplate.GoTime;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.Units;
import passerelle.image.Image;

/** {@code docker images} (docker/cli image/list.go, formatter/image.go). */
public final class ImageCommands {
  /** Nanoseconds. */
  static final long SECOND = 1_000_000_000L;

  private static final String NONE = "<none>";
  private static final String FIRST = "table {{.Repository}}\\t{{.Tag}}\\t";
  private static final String REST = "{{.ID}}\\t{{.CreatedSince}}\\t{{.Size}}";

  private static final String DIGEST = "digest: {{.Digest}}\\n";
  private static final String RAW =
      "repository: {{.Repository}}\\n{{if .Tag}}tag: {{.Tag}}\\n{{end}}%simage_id: {{.ID}}\\n"
          + "created_at: {{.CreatedAt}}\\nvirtual_size: {{.Size}}\\n";

  private static final Set<String> COMMANDS =
      Set.of(
          """
          build history import inspect list load ls prune pull push rm save tag
          """
              .trim()
              .split(" "));

  private ImageCommands() {}

  public static int list(Invocation call) throws CliException, EngineException {
    ParsedFlags flags = call.flags();
    List<UsageTable.Name> names = names(call);
    String format = call.listFormat("imagesFormat");
    boolean digests = flags.on("digests");
    if (flags.on("tree")) {
      checkTree(flags);
      if (!call.style().has(Trait.LISTS_USAGE)) {
        new ImageTree(call).print(names);
        return 0;
      }
    }
    boolean plain = format.isEmpty() && !flags.on("quiet") && !flags.on("no-trunc") && !digests;
    if (plain && call.style().has(Trait.LISTS_USAGE)) {
      new UsageTable(call).print(names, flags.on("tree"));
      return 0;
    }
    boolean wantsDigest = digests || format.contains(".Digest");
    List<GoValue> rows =
        names.stream().map(n -> row(call, n, !flags.on("no-trunc"), wantsDigest)).toList();
    boolean standard = format.isEmpty() || format.equals("table");
    String columns = FIRST + (digests ? "{{.Digest}}\\t" : "") + REST;
    String id = (flags.on("quiet") ? "image_id: {{.ID}}" : RAW.formatted(digests ? DIGEST : ""));
    String chosen =
        format.equals("raw") ? id : !standard ? format : flags.on("quiet") ? "{{.ID}}" : columns;
    call.io().out(Table.print(chosen, header(), rows));
    hint(call, names);
    return 0;
  }

  /** A word that is no image is a command of {@code docker image}. */
  private static void hint(Invocation call, List<UsageTable.Name> names) {
    String word = call.arguments().isEmpty() ? "" : call.arguments().get(0);
    if (names.isEmpty() && COMMANDS.contains(word)) {
      call.errorLine(
          "\nNo images found matching \"%1$s\": did you mean \"docker image %1$s\"?"
              .formatted(word));
    }
  }

  private static void checkTree(ParsedFlags flags) throws CliException {
    for (String other : List.of("quiet", "no-trunc", "digests", "format")) {
      if (flags.has(other)) {
        String option = other.equals("digests") ? "show-digest" : other;
        throw new CliException("--" + option + " is not yet supported with --tree\n", 1);
      }
    }
  }

  /** The names to be listed, those of the newest image first. */
  private static List<UsageTable.Name> names(Invocation call) throws CliException, EngineException {
    List<String> filters = new ArrayList<>(call.flags().all("filter"));
    call.arguments().stream().filter(n -> !n.isEmpty()).forEach(n -> filters.add("reference=" + n));
    ImageFilter filter = new ImageFilter(call.engine(), filters);
    boolean named = filter.asksForNames();
    List<UsageTable.Name> names = new ArrayList<>();
    List<Image> newestFirst = new ArrayList<>(call.engine().images());
    newestFirst.removeIf(image -> !filter.matches(image));
    newestFirst.sort(Comparator.comparing(Image::age));
    for (Image image : newestFirst) {
      for (String reference : image.references()) {
        if (filter.matches(reference)) {
          names.add(new UsageTable.Name(reference, image));
        }
      }
      boolean hidden =
          image.references().isEmpty()
              && !call.flags().on("all")
              && call.engine().imageStore().isParent(image);
      if (image.references().isEmpty() && !named && !hidden) {
        names.add(new UsageTable.Name("", image));
      }
    }
    return names;
  }

  static String repository(String reference) {
    return reference.isEmpty() ? NONE : reference.substring(0, reference.lastIndexOf(':'));
  }

  static String tag(String reference) {
    return reference.isEmpty() ? NONE : reference.substring(reference.lastIndexOf(':') + 1);
  }

  public static Map<String, String> header() {
    return Table.header(
        "Repository,Tag,ID=IMAGE ID,CreatedSince=CREATED,CreatedAt=CREATED AT,Size,"
            + "Digest,Containers,VirtualSize=SIZE,SharedSize=SHARED SIZE,"
            + "UniqueSize=UNIQUE SIZE");
  }

  private static GoValue row(
      Invocation call, UsageTable.Name name, boolean truncate, boolean digest) {
    ImageStore store = ImageStore.of(call.engine());
    Image image = name.image();
    Map<String, Object> fields = fields(call, name, truncate);
    String repository = repository(name.reference());
    boolean told = digest && store.tellsDigest(call.engine().imageStore(), image, repository);
    fields.put("Digest", told ? store.repositoryDigest(image) : NONE);
    int users = call.engine().imageStore().users(image).size();
    boolean counted = call.style().has(Trait.COUNTS_CONTAINERS);
    fields.put("Containers", counted ? String.valueOf(users) : "N/A");
    fields.put("VirtualSize", Units.humanSize(store.size(image), 3));
    fields.put("SharedSize", "N/A");
    fields.put("UniqueSize", "N/A");
    return GoObjects.of("formatter.imageContext", fields, Map.of());
  }

  /** What all lists of images tell. */
  public static Map<String, Object> fields(
      Invocation call, UsageTable.Name name, boolean truncate) {
    Image image = name.image();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Repository", repository(name.reference()));
    fields.put("Tag", tag(name.reference()));
    fields.put("ID", truncate ? Units.truncateId(image.digest()) : image.digest());
    fields.put("CreatedSince", since(call, image));
    fields.put("CreatedAt", GoTime.text(call.engine().date(-image.age() * SECOND)));
    fields.put("Size", Units.humanSize(ImageStore.of(call.engine()).size(image), 3));
    return fields;
  }

  public static String since(Invocation call, Image image) {
    return Units.humanDuration(image.age() * SECOND + call.engine().now()) + " ago";
  }
}
