package passerelle.engine.cli.container;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.PsFilter;
import passerelle.gotemplate.GoTemplateException;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.TableFormat;
import passerelle.text.Resources;

/** {@code docker ps} (docker/cli container/list.go). */
public final class PsCommand {
  private static final String RAW = Resources.text(PsCommand.class, "ps-raw.txt");
  private static final String COLUMNS =
      "table {{.ID}}\\t{{.Image}}\\t{{.Command}}\\t{{.RunningFor}}\\t{{.Status}}\\t{{.Ports}}"
          + "\\t{{.Names}}";

  /** A row as JSON has its size, too. */
  private static final Pattern ALL_FIELDS = Pattern.compile("json \\.\\s*[})|]");

  private PsCommand() {}

  public static int run(Invocation call) throws EngineException, CliException {
    ParsedFlags flags = call.flags();
    List<Container> shown = select(call);
    boolean quiet = flags.on("quiet");
    String format = call.listFormat("psFormat");
    ContainerRow rows =
        new ContainerRow(
            call.engine(),
            call.style(),
            !flags.on("no-trunc"),
            flags.on("size") || format.contains(".Size") || ALL_FIELDS.matcher(format).find());
    List<GoValue> values = shown.stream().map(rows::of).toList();
    try {
      TableFormat.check(format, ContainerRow.empty());
      if (quiet && !format.isEmpty()) {
        call.errorLine(
            "WARNING: Ignoring custom format, because both --format and --quiet are set.");
      }
      String chosen = format(format, quiet, flags.on("size"));
      call.io().out(TableFormat.print(chosen, ContainerRow.header(), values));
      return 0;
    } catch (GoTemplateException e) {
      throw new CliException(e.getMessage() + "\n", 1);
    }
  }

  private static String format(String format, boolean quiet, boolean size) {
    if (format.equals("raw")) {
      return quiet ? "container_id: {{.ID}}" : size ? RAW + "size: {{.Size}}\n" : RAW;
    } else if (quiet) {
      return "{{.ID}}";
    }
    if (format.isEmpty() || format.equals("table")) {
      return size ? COLUMNS + "\\t{{.Size}}" : COLUMNS;
    }
    return format;
  }

  private static List<Container> select(Invocation call) throws EngineException {
    ParsedFlags flags = call.flags();
    PsFilter filter = new PsFilter(call.engine(), call.style(), flags.all("filter"));
    int last = flags.on("latest") ? 1 : flags.number("last").orElse(-1);
    boolean all = flags.on("all") || last > 0 || filter.showsAll();
    List<Container> newestFirst = new ArrayList<>(call.engine().containers());
    Collections.reverse(newestFirst);
    return newestFirst.stream()
        .filter(c -> all || c.isRunning() || c.status() == Container.Status.RESTARTING)
        .filter(filter::matches)
        .limit(last > 0 ? last : newestFirst.size())
        .toList();
  }
}
