package passerelle.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import passerelle.gotemplate.GoTemplateException;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.TableFormat;
import passerelle.text.Cut;

/** Tables of docker's lists (cli/command/formatter). */
public final class Table {
  private Table() {}

  /**
   * What stands above each field.
   *
   * @param fields their names with commas between them; {@code NAME=TITLE} where the title is
   *     another word than the name in capitals
   */
  public static Map<String, String> header(String fields) {
    Map<String, String> header = new LinkedHashMap<>();
    for (String field : fields.split(",")) {
      Cut column = Cut.first(field, "=");
      header.put(column.before(), column.after(field.toUpperCase(Locale.ROOT)));
    }
    return header;
  }

  /**
   * Rows by a template.
   *
   * @param header what stands above each field
   * @throws CliException the template is wrong
   */
  public static String print(String format, Map<String, String> header, List<GoValue> rows)
      throws CliException {
    try {
      return TableFormat.print(format, header, rows);
    } catch (GoTemplateException e) {
      throw new CliException(e.getMessage() + "\n", 1);
    }
  }
}
