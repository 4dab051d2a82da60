package passerelle.engine.cli.container;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import passerelle.engine.Container;
import passerelle.engine.Health;
import passerelle.engine.MountPoint;
import passerelle.engine.cli.CliStyle;
import passerelle.engine.cli.Labels;
import passerelle.engine.cli.Table;
import passerelle.engine.cli.image.ImageStore;
import passerelle.engine.daemon.Engine;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.Units;

/**
 * A container as a row of {@code docker ps} (docker/cli formatter/container.go).
 *
 * @param truncate long ids and commands are cut
 * @param measured the engine is asked for sizes
 */
public record ContainerRow(Engine engine, CliStyle style, boolean truncate, boolean measured) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int MOUNT_WIDTH = 15;

  /** The column names by field. */
  public static Map<String, String> header() {
    return Table.header(
        "ID=CONTAINER ID,Names,Image,Command,CreatedAt=CREATED AT,"
            + "RunningFor=CREATED,Ports,State,Status,Size,Labels,Mounts,"
            + "LocalVolumes=LOCAL VOLUMES,Networks,Platform");
  }

  /** A row with nothing in it, on which formats are tried. */
  static GoValue empty() {
    Map<String, Object> fields = new LinkedHashMap<>();
    header().keySet().forEach(name -> fields.put(name, ""));
    return row(fields, new Labels(Map.of()));
  }

  GoValue of(Container container) {
    return of(container, Map.of());
  }

  /** The same, with some fields told otherwise. */
  public GoValue of(Container container, Map<String, ?> others) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ID", truncate ? container.shortId() : container.id());
    fields.put("Names", truncate ? container.name() : String.join(",", engine.names(container)));
    fields.put("Image", image(container));
    fields.put("Command", Units.command(commandLine(container.argv()), truncate));
    fields.put("CreatedAt", DATE.format(engine.date(container.created())));
    fields.put("RunningFor", ago(wholeSeconds(container.created())));
    fields.put("Ports", PortColumn.text(container, engine.profile(), style));
    fields.put("State", container.status().label());
    fields.put("Status", status(container));
    fields.put("Size", size(container));
    Labels labels = new Labels(container.spec().labels());
    fields.put("Labels", labels.text());
    fields.put("Mounts", mounts(container));
    fields.put("LocalVolumes", String.valueOf(localVolumes(container)));
    fields.put("Networks", networks(container));
    style.platform().ifPresent(platform -> fields.put("Platform", platform));
    fields.putAll(others);
    return row(fields, labels);
  }

  /** Its image's name, as long as that is the name of this image still (daemon/list.go). */
  private String image(Container container) {
    String name = container.spec().image();
    String id = container.image().digest();
    boolean named = engine.image(name).filter(i -> i.digest().equals(id)).isPresent();
    return named ? name : truncate ? Units.truncateId(id) : id;
  }

  /** The program, and its arguments in quotes where they have blanks (daemon/container/view.go). */
  private static String commandLine(List<String> argv) {
    return argv.stream().limit(1).collect(Collectors.joining())
        + argv.stream()
            .skip(1)
            .map(word -> word.contains(" ") ? " '" + word + "'" : " " + word)
            .collect(Collectors.joining());
  }

  private String mounts(Container container) {
    return MountDocument.told(container)
        .map(m -> m.isVolume() ? m.name() : m.source())
        .map(name -> truncate ? Units.ellipsis(name, MOUNT_WIDTH) : name)
        .collect(Collectors.joining(","));
  }

  private static long localVolumes(Container container) {
    return container.mounts().stream().filter(MountPoint::isVolume).count();
  }

  private String size(Container container) {
    if (!measured) {
      return "0B";
    }
    ImageStore store = ImageStore.of(engine.profile().version());
    long own = engine.roots().written(container);
    return Units.humanSize(store.writable() + own, 3)
        + (" (virtual " + Units.humanSize(store.virtual(container.image()) + own, 3) + ")");
  }

  private static GoValue row(Map<String, Object> fields, Labels labels) {
    return labels.row("formatter.ContainerContext", fields);
  }

  private static String networks(Container container) {
    if (container.spec().networkMode().startsWith("container:")) {
      return "";
    }
    return String.join(",", new TreeSet<>(container.attachments().keySet()));
  }

  /** The API tells the date of creation in whole seconds. */
  private long wholeSeconds(long nanos) {
    return nanos - engine.date(nanos).getNano();
  }

  private String ago(long nanos) {
    return Units.humanDuration(engine.now() - nanos) + " ago";
  }

  /** daemon/container/health.go:String. */
  private static String health(Health health) {
    return health.status() == Health.Status.STARTING
        ? " (health: starting)"
        : " (" + health.status().label() + ")";
  }

  /** daemon/container/state.go:String. */
  private String status(Container container) {
    return switch (container.status()) {
      case CREATED -> "Created";
      case RUNNING ->
          "Up "
              + Units.humanDuration(engine.now() - container.started())
              + container.health().map(ContainerRow::health).orElse("");
      case PAUSED -> "Up " + Units.humanDuration(engine.now() - container.started()) + " (Paused)";
      case RESTARTING -> "Restarting (" + container.exitCode() + ") " + ago(container.finished());
      case EXITED ->
          container.finished() < 0
              ? "Created"
              : "Exited (" + container.exitCode() + ") " + ago(container.finished());
    };
  }
}
