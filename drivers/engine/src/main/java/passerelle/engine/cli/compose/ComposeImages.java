package passerelle.engine.cli.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.image.ImageCommands;
import passerelle.engine.cli.image.ImageStore;
import passerelle.gotemplate.GoJson;
import passerelle.gotemplate.GoQuote;
import passerelle.gotemplate.GoTime;
import passerelle.gotemplate.Units;
import passerelle.image.Image;
import passerelle.image.ImageReference;

/** {@code docker compose images}: as a table, as ids or as JSON (cmd/compose/images.go). */
public final class ComposeImages {
  private final Invocation call;
  private final ImageStore store;
  private final boolean aged;

  private ComposeImages(Invocation call) {
    this.call = call;
    store = ImageStore.of(call.engine());
    aged = ComposeRelease.of(call).tellsAgeOfImages();
  }

  public static int run(Invocation call) throws CliException {
    return new ComposeImages(call).run();
  }

  private int run() throws CliException {
    List<Container> containers = ComposeProject.named(call).there(call.arguments());
    if (call.flags().on("quiet")) {
      containers.stream().map(c -> c.image().id()).distinct().forEach(call::line);
      return 0;
    }
    String format = call.flags().text("format").orElse("table");
    switch (format) {
      case "json" -> call.line(GoJson.compact(containers.stream().map(this::document).toList()));
      case "table" -> table(containers).forEach(call::line);
      default ->
          throw new CliException(
              "format value " + GoQuote.quote(format) + " could not be parsed: parsing failed\n",
              1);
    }
    return 0;
  }

  private List<String> table(List<Container> containers) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        aged
            ? List.of("CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "IMAGE ID", "SIZE", "CREATED")
            : List.of("CONTAINER", "REPOSITORY", "TAG", "IMAGE ID", "SIZE"));
    for (Container container : containers) {
      Image image = container.image();
      Name name = Name.of(container);
      List<String> row = new ArrayList<>(List.of(container.name(), name.repository(), name.tag()));
      if (aged) {
        row.add("linux/amd64");
      }
      row.addAll(List.of(image.id().substring(0, 12), Units.humanSize(store.size(image), 3)));
      if (aged) {
        row.add(ImageCommands.since(call, image));
      }
      rows.add(row);
    }
    return ComposeQueries.table(rows, 20, 3);
  }

  private Map<String, Object> document(Container container) {
    Image image = container.image();
    Name name = Name.of(container);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ID", image.digest());
    document.put("ContainerName", container.name());
    document.put("Repository", name.repository());
    document.put("Tag", name.tag());
    if (aged) {
      document.put("Platform", "linux/amd64");
    }
    document.put("Size", store.size(image));
    if (aged) {
      document.put("LastTagTime", GoTime.json(call.engine().date(-image.age() * 1_000_000_000L)));
    }
    return document;
  }

  /** What a container's image was called when it was made. */
  private record Name(String repository, String tag) {
    static Name of(Container container) {
      String name = container.spec().image();
      try {
        ImageReference reference = ImageReference.parse(name).withDefaultTag();
        return new Name(reference.familiarName(), reference.tag());
      } catch (ImageReference.Problem e) {
        return new Name(name, "<none>");
      }
    }
  }
}
