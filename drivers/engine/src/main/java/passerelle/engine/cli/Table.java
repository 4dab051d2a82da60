package passerelle.engine.cli;

import java.util.List;
import java.util.Map;
import passerelle.gotemplate.GoTemplateException;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.TableFormat;

/** Tables of docker's lists (cli/command/formatter). */
final class Table {
  private Table() {}

  /**
   * Rows by a template.
   *
   * @param header what stands above each field
   * @throws CliException the template is wrong
   */
  static String print(String format, Map<String, String> header, List<GoValue> rows)
      throws CliException {
    try {
      return TableFormat.print(format, header, rows);
    } catch (GoTemplateException e) {
      throw new CliException(e.getMessage() + "\n", 1);
    }
  }
}
