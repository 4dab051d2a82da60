package passerelle.engine.cli.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.EngineException;
import passerelle.engine.Trait;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Table;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.state.Images;
import passerelle.gotemplate.GoObjects;
import passerelle.gotemplate.GoTime;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.Units;
import passerelle.image.Image;
import passerelle.image.ImageHistory;

/** {@code docker history} (docker/cli image/history.go, formatter_history.go). */
public final class HistoryCommand {
  private static final int COMMAND_WIDTH = 45;
  private static final String MISSING = "<missing>";

  private final Invocation call;
  private final ImageStore store;
  private final boolean human;
  private final boolean whole;

  private HistoryCommand(Invocation call) {
    this.call = call;
    this.store = ImageStore.of(call.engine());
    this.human = !call.flags().has("human") || call.flags().on("human");
    this.whole = call.flags().on("no-trunc");
  }

  public static int run(Invocation call) throws CliException, EngineException {
    Unmodelled.checkPlatform(call.flags());
    HistoryCommand history = new HistoryCommand(call);
    Image image = call.engine().imageStore().get(call.arguments().get(0));
    List<GoValue> rows = new ArrayList<>();
    history.add(image, true, rows);
    ParsedFlags flags = call.flags();
    String date = history.human ? "{{.CreatedSince}}" : "{{.CreatedAt}}";
    String columns = "table {{.ID}}\\t" + date + "\\t{{.CreatedBy}}\\t{{.Size}}\\t{{.Comment}}";
    String format = flags.text("format").orElse("");
    boolean standard = format.isEmpty() || format.equals("table");
    String chosen = !standard ? format : flags.on("quiet") ? "{{.ID}}" : columns;
    call.io().out(Table.print(chosen, header(), rows));
    return 0;
  }

  private static Map<String, String> header() {
    return Table.header(
        "ID=IMAGE,CreatedSince=CREATED,CreatedAt=CREATED AT,CreatedBy=CREATED BY,"
            + "Size,Comment");
  }

  /**
   * Adds the steps of an image, the newest first.
   *
   * @param known the image is here, so that its last step has its id
   */
  private void add(Image image, boolean known, List<GoValue> rows) {
    String id = known ? image.digest() : MISSING;
    Optional<Images.Commit> commit = call.engine().imageStore().commit(image);
    if (commit.isPresent()) {
      Images.Commit c = commit.get();
      rows.add(row(image, id, c.command(), c.comment(), c.size()));
      boolean here =
          call.engine().profile().has(Trait.KEEPS_LAYERS_APART)
              && call.engine().imageStore().find(c.parent().id()).isPresent();
      add(c.parent(), here, rows);
      return;
    }
    List<ImageHistory.Step> steps = new ArrayList<>(ImageHistory.of(image));
    Collections.reverse(steps);
    for (ImageHistory.Step step : steps) {
      long size = image.layers().imported() ? store.layer(image) : step.size();
      String comment =
          image.layers().imported()
              ? call.engine().imageStore().importMessage(image)
              : step.comment();
      rows.add(row(image, id, step.createdBy(), comment, size));
      id = MISSING;
    }
  }

  private GoValue row(Image image, String id, String by, String comment, long size) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ID", whole || id.equals(MISSING) ? id : Units.truncateId(id));
    fields.put("CreatedSince", ImageCommands.since(call, image));
    fields.put("CreatedAt", GoTime.json(call.engine().date(-image.age() * ImageCommands.SECOND)));
    String command = by.replace('\t', ' ');
    fields.put("CreatedBy", whole ? command : Units.ellipsis(command, COMMAND_WIDTH));
    fields.put("Size", human ? Units.humanSize(size, 3) : String.valueOf(size));
    fields.put("Comment", comment);
    return GoObjects.of("image.historyContext", fields, Map.of());
  }
}
