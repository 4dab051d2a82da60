package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.EngineException;
import passerelle.gotemplate.GoObjects;
import passerelle.gotemplate.GoTemplateException;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.TableFormat;
import passerelle.gotemplate.Units;
import passerelle.image.Image;
import passerelle.image.ImageCatalogue;

/** images and pull. */
final class ImageCommands {
  /** What the engine says when it tries to reach the registry from a lab without one. */
  static final String UNREACHABLE =
      "Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io on"
          + " 198.51.100.53:53: no such host";

  private static final String COLUMNS =
      "table {{.Repository}}\\t{{.Tag}}\\t{{.ID}}\\t{{.CreatedSince}}\\t{{.Size}}";

  private ImageCommands() {}

  static int list(Invocation call) throws CliException {
    ParsedFlags flags = call.flags();
    if (flags.has("filter") || flags.on("digests")) {
      throw Unmodelled.refuse("option --" + (flags.has("filter") ? "filter" : "digests"));
    }
    String wanted = call.arguments().isEmpty() ? "" : call.arguments().get(0);
    List<UsageTable.Name> names = new ArrayList<>();
    List<Image> newestFirst = new ArrayList<>(call.engine().images());
    newestFirst.sort(Comparator.comparing(Image::age));
    for (Image image : newestFirst) {
      for (String reference : image.references()) {
        if (wanted.isEmpty() || isWanted(reference, wanted)) {
          names.add(new UsageTable.Name(reference, image));
        }
      }
    }
    String format = flags.text("format").orElse("");
    boolean plain = format.isEmpty() && !flags.on("quiet") && !flags.on("no-trunc");
    if (plain && call.style().listsUsage()) {
      new UsageTable(call).print(names, flags.on("tree"));
      return 0;
    }
    List<GoValue> rows =
        names.stream()
            .map(n -> row(call, n.image(), n.reference(), !flags.on("no-trunc")))
            .toList();
    boolean standard = format.isEmpty() || format.equals("table");
    String chosen = !standard ? format : flags.on("quiet") ? "{{.ID}}" : COLUMNS;
    call.io().out(print(chosen, header(), rows));
    return 0;
  }

  private static boolean isWanted(String reference, String wanted) {
    boolean tagged = wanted.indexOf(':', wanted.lastIndexOf('/') + 1) >= 0;
    return tagged ? reference.equals(wanted) : repository(reference).equals(wanted);
  }

  private static String repository(String reference) {
    return reference.substring(0, reference.lastIndexOf(':'));
  }

  private static Map<String, String> header() {
    Map<String, String> header = new LinkedHashMap<>();
    header.put("Repository", "REPOSITORY");
    header.put("Tag", "TAG");
    header.put("ID", "IMAGE ID");
    header.put("CreatedSince", "CREATED");
    header.put("CreatedAt", "CREATED AT");
    header.put("Size", "SIZE");
    header.put("Digest", "DIGEST");
    return header;
  }

  private static GoValue row(Invocation call, Image image, String reference, boolean truncate) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Repository", repository(reference));
    fields.put("Tag", reference.substring(reference.lastIndexOf(':') + 1));
    fields.put("ID", truncate ? Units.truncateId(image.digest()) : image.digest());
    fields.put("CreatedSince", since(call, image));
    fields.put("CreatedAt", created(call, image));
    fields.put(
        "Size", Units.humanSize(ImageStore.of(call.engine().profile().version()).size(image), 3));
    fields.put("Digest", "<none>");
    return GoObjects.of("formatter.ImageContext", fields, Map.of());
  }

  /** An image that was imported is one layer; what a pulled one is made of is not known here. */
  static int history(Invocation call) throws CliException, EngineException {
    String wanted = call.arguments().get(0);
    Image image =
        call.engine()
            .image(wanted)
            .orElseThrow(
                () ->
                    new EngineException(
                        EngineException.Kind.NOT_FOUND,
                        "No such image: " + ImageCatalogue.normalize(wanted)));
    if (!image.layers().imported()) {
      throw Unmodelled.refuse("the history of pulled images");
    }
    ParsedFlags flags = call.flags();
    long layer = ImageStore.of(call.engine().profile().version()).layer(image);
    boolean human = !flags.has("human") || flags.on("human");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ID", flags.on("no-trunc") ? image.digest() : Units.truncateId(image.digest()));
    fields.put("CreatedSince", since(call, image));
    fields.put("CreatedAt", created(call, image));
    fields.put("CreatedBy", "");
    fields.put("Size", human ? Units.humanSize(layer, 3) : String.valueOf(layer));
    fields.put("Comment", "Imported from -");
    Map<String, String> header = new LinkedHashMap<>();
    header.put("ID", "IMAGE");
    header.put("CreatedSince", "CREATED");
    header.put("CreatedAt", "CREATED AT");
    header.put("CreatedBy", "CREATED BY");
    header.put("Size", "SIZE");
    header.put("Comment", "COMMENT");
    String date = human ? "{{.CreatedSince}}" : "{{.CreatedAt}}";
    String columns = "table {{.ID}}\\t" + date + "\\t{{.CreatedBy}}\\t{{.Size}}\\t{{.Comment}}";
    GoValue row = GoObjects.of("image.historyContext", fields, Map.of());
    String format = flags.text("format").orElse("");
    boolean standard = format.isEmpty() || format.equals("table");
    String chosen = !standard ? format : flags.on("quiet") ? "{{.ID}}" : columns;
    call.io().out(print(chosen, header, List.of(row)));
    return 0;
  }

  private static String print(String format, Map<String, String> header, List<GoValue> rows)
      throws CliException {
    try {
      return TableFormat.print(format, header, rows);
    } catch (GoTemplateException e) {
      throw new CliException(e.getMessage() + "\n", 1);
    }
  }

  private static String since(Invocation call, Image image) {
    long nanos = image.age() * 1_000_000_000L + call.engine().now();
    return Units.humanDuration(nanos) + " ago";
  }

  private static String created(Invocation call, Image image) {
    return String.valueOf(call.engine().date(-image.age() * 1_000_000_000L));
  }

  static int pull(Invocation call) throws EngineException {
    String wanted = call.arguments().get(0);
    String reference = ImageCatalogue.normalize(wanted);
    if (!wanted.contains("@") && !reference.equals(wanted) && reference.endsWith(":latest")) {
      call.line("Using default tag: latest");
    }
    throw new EngineException(EngineException.Kind.SYSTEM, UNREACHABLE);
  }
}
