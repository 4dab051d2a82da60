package passerelle.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.gotemplate.GoTemplateException;
import passerelle.gotemplate.TableFormat;

/** volume ls: there are no volumes here. */
final class VolumeCommands {
  private VolumeCommands() {}

  static int list(Invocation call) throws CliException {
    ParsedFlags flags = call.flags();
    String format = flags.text("format").orElse("");
    boolean standard = format.isEmpty() || format.equals("table");
    Map<String, String> header = new LinkedHashMap<>();
    header.put("Driver", "DRIVER");
    header.put("Name", "VOLUME NAME");
    try {
      String columns = flags.on("quiet") ? "{{.Name}}" : "table {{.Driver}}\\t{{.Name}}";
      call.io().out(TableFormat.print(standard ? columns : format, header, List.of()));
      return 0;
    } catch (GoTemplateException e) {
      throw new CliException(e.getMessage() + "\n", 1);
    }
  }
}
