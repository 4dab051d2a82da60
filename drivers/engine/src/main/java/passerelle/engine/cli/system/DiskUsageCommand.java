package passerelle.engine.cli.system;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.Volume;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Table;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.cli.container.ContainerRow;
import passerelle.engine.cli.image.ImageCommands;
import passerelle.engine.cli.image.ImageStore;
import passerelle.engine.cli.image.UsageTable;
import passerelle.engine.daemon.Engine;
import passerelle.engine.state.Images;
import passerelle.gotemplate.GoObjects;
import passerelle.gotemplate.GoTemplateException;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.TableFormat;
import passerelle.gotemplate.Units;
import passerelle.image.Image;

/** {@code docker system df} (docker/cli system/df.go, formatter/disk_usage.go). */
public final class DiskUsageCommand {
  private static final String COLUMNS =
      "table {{.Type}}\\t{{.TotalCount}}\\t{{.Active}}\\t{{.Size}}\\t{{.Reclaimable}}";
  private static final String IMAGES =
      "table {{.Repository}}\\t{{.Tag}}\\t{{.ID}}\\t{{.CreatedSince}}\\t{{.Size}}"
          + "\\t{{.SharedSize}}\\t{{.UniqueSize}}\\t{{.Containers}}";
  private static final String CONTAINERS =
      "table {{.ID}}\\t{{.Image}}\\t{{.Command}}\\t{{.LocalVolumes}}\\t{{.Size}}"
          + "\\t{{.RunningFor}}\\t{{.Status}}\\t{{.Names}}";
  private static final String RAW =
      "type: {{.Type}}\ntotal: {{.TotalCount}}\nactive: {{.Active}}\nsize: {{.Size}}"
          + "\nreclaimable: {{.Reclaimable}}\n";
  private static final String JSON =
      "{\"Images\":{{json .Images}},\"Containers\":{{json .Containers}},"
          + "\"Volumes\":{{json .Volumes}},\"BuildCache\":{{json .BuildCache}}}";
  private static final String VOLUMES = "table {{.Name}}\\t{{.Links}}\\t{{.Size}}";

  private final Invocation call;
  private final Engine engine;
  private final Images images;
  private final ImageStore store;

  private DiskUsageCommand(Invocation call) {
    this.call = call;
    this.engine = call.engine();
    this.images = engine.imageStore();
    this.store = ImageStore.of(engine);
  }

  public static int run(Invocation call) throws CliException, EngineException {
    boolean verbose = call.flags().on("verbose");
    DiskUsageCommand usage = new DiskUsageCommand(call);
    if (verbose) {
      usage.details();
    } else {
      usage.summary();
    }
    return 0;
  }

  private void summary() throws CliException, EngineException {
    List<GoValue> rows = new ArrayList<>();
    rows.add(ofImages());
    rows.add(ofContainers());
    rows.add(ofVolumes());
    List<Long> cached = engine.builder().cached();
    long size = total(cached);
    rows.add(row("Builder", "Build Cache", cached.size(), 0, size, Units.humanSize(size)));
    Map<String, String> header = Table.header("Type,TotalCount=TOTAL,Active,Size,Reclaimable");
    String format = call.flags().text("format").orElse("");
    boolean standard = format.isEmpty() || format.equals("table");
    String template = format.equals("raw") ? RAW : format;
    call.io().out(Table.print(standard ? COLUMNS : template, header, rows));
  }

  private static GoValue row(
      String kind, String type, long total, long active, long size, String reclaimable) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Type", type);
    fields.put("TotalCount", String.valueOf(total));
    fields.put("Active", String.valueOf(active));
    fields.put("Size", Units.humanSize(size));
    fields.put("Reclaimable", reclaimable);
    return GoObjects.of("formatter.diskUsage" + kind + "Context", fields, Map.of());
  }

  private static String reclaimable(long octets, long total) {
    String size = Units.humanSize(octets);
    return total > 0 ? size + " (" + octets * 100 / total + "%)" : size;
  }

  /** Every layer counts once. */
  private GoValue ofImages() {
    long total = images.layersSize();
    long used = 0;
    long active = 0;
    for (Image image : images.all()) {
      if (!images.users(image).isEmpty()) {
        active++;
        used += images.unique(image);
      }
    }
    return row(
        "Images", "Images", images.all().size(), active, total, reclaimable(total - used, total));
  }

  private long written(Container container) {
    return store.writable() + engine.roots().written(container);
  }

  private GoValue ofContainers() {
    List<Container> all = engine.containers();
    long total = all.stream().mapToLong(this::written).sum();
    long idle = all.stream().filter(c -> !c.isRunning()).mapToLong(this::written).sum();
    long active = all.stream().filter(Container::isRunning).count();
    return row("Containers", "Containers", all.size(), active, total, reclaimable(idle, total));
  }

  private GoValue ofVolumes() throws EngineException {
    long total = 0;
    long idle = 0;
    long active = 0;
    for (Volume volume : engine.volumes().all()) {
      long size = engine.volumes().size(volume);
      boolean used = !engine.volumes().users(volume).isEmpty();
      total += size;
      idle += used ? 0 : size;
      active += used ? 1 : 0;
    }
    int count = engine.volumes().all().size();
    return row("Volumes", "Local Volumes", count, active, total, reclaimable(idle, total));
  }

  private void details() throws CliException, EngineException {
    List<GoValue> rows = imageRows();
    List<GoValue> containers = containerRows();
    List<GoValue> volumes = volumeRows();
    String format = call.flags().text("format").orElse("");
    if (format.equals("raw")) {
      throw Unmodelled.refuse("option --format raw of system df together with --verbose");
    }
    if (!format.isEmpty() && !format.equals("table")) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("Images", rows);
      all.put("Containers", containers);
      all.put("Volumes", volumes);
      all.put("BuildCache", List.of());
      String template = format.equals("json") ? JSON : format;
      GoValue context = GoObjects.of("formatter.diskUsageContext", all, Map.of());
      try {
        call.io().out(TableFormat.print(template, Map.of(), List.of(context)).stripTrailing());
      } catch (GoTemplateException e) {
        String problem = e.getMessage().replaceFirst("^template parsing error: ", "");
        throw new CliException(problem + "\n", 1);
      }
      return;
    }
    call.io().out("Images space usage:\n\n" + Table.print(IMAGES, ImageCommands.header(), rows));
    call.io()
        .out(
            "\nContainers space usage:\n\n"
                + Table.print(CONTAINERS, ContainerRow.header(), containers));
    call.io().out("\nLocal Volumes space usage:\n\n" + VolumeCommands.print(VOLUMES, volumes));
    call.io()
        .out(
            "\nBuild cache usage: "
                + Units.humanSize(total(engine.builder().cached()))
                + "\n\nCACHE ID   CACHE TYPE   SIZE      CREATED   LAST USED   USAGE     SHARED\n");
  }

  private List<GoValue> containerRows() {
    ContainerRow rows = new ContainerRow(engine, call.style(), true, false);
    List<Container> newestFirst = new ArrayList<>(engine.containers());
    Collections.reverse(newestFirst);
    return newestFirst.stream()
        .map(c -> rows.of(c, Map.of("Size", Units.humanSize(written(c), 3))))
        .toList();
  }

  private List<GoValue> volumeRows() throws EngineException {
    List<GoValue> volumes = new ArrayList<>();
    for (Volume volume : engine.volumes().all()) {
      int links = engine.volumes().users(volume).size();
      String size = Units.humanSize(engine.volumes().size(volume), 3);
      volumes.add(VolumeCommands.row(volume, String.valueOf(links), size));
    }
    return volumes;
  }

  private static long total(List<Long> sizes) {
    return sizes.stream().mapToLong(Long::longValue).sum();
  }

  private List<GoValue> imageRows() {
    List<GoValue> rows = new ArrayList<>();
    List<Image> newestFirst = new ArrayList<>(images.all());
    newestFirst.sort(Comparator.comparing(Image::age));
    for (Image image : newestFirst) {
      List<String> names = image.references().isEmpty() ? List.of("") : image.references();
      for (String name : names) {
        long unique = images.unique(image);
        Map<String, Object> fields =
            ImageCommands.fields(call, new UsageTable.Name(name, image), true);
        fields.put("SharedSize", Units.humanSize(store.size(image) - unique));
        fields.put("UniqueSize", Units.humanSize(unique));
        fields.put("Containers", String.valueOf(images.users(image).size()));
        rows.add(GoObjects.of("formatter.imageContext", fields, Map.of()));
      }
    }
    return rows;
  }
}
