package passerelle.gotemplate;

import java.util.List;
import java.util.Map;

/**
 * What {@code --format} of docker's listing commands prints (docker/cli {@code
 * cli/command/formatter}): {@code table TEMPLATE}, {@code json}, or a template, in which {@code \t}
 * and {@code \n} stand for the characters.
 */
public final class TableFormat {
  private TableFormat() {}

  /**
   * Prints rows.
   *
   * @param format the format; the command has already put its default in the place of "" and of
   *     {@code table} alone
   * @param header the column names by field, such as {@code Names} to {@code NAMES}
   * @param rows one value a row, as {@link GoObjects#of} makes them
   * @throws GoTemplateException with docker's text; nothing is printed then
   */
  public static String print(String format, Map<String, String> header, List<GoValue> rows)
      throws GoTemplateException {
    boolean table = format.startsWith("table");
    GoTemplate template = parse(format, table);
    StringBuilder out = new StringBuilder();
    for (GoValue row : rows) {
      try {
        out.append(template.execute(row, MissingKey.INVALID)).append('\n');
      } catch (GoTemplateException e) {
        throw parsingError(e);
      }
    }
    return table ? TabWriter.align(header(template, header) + "\n" + out) : out.toString();
  }

  /**
   * What {@code docker ps} checks before it asks the engine: the format as typed must parse and run
   * for a container without any value (docker/cli {@code list.go:buildContainerListOptions}).
   */
  public static void check(String format, GoValue emptyRow) throws GoTemplateException {
    GoTemplate template;
    try {
      template = DockerTemplates.parse("", format);
    } catch (GoTemplateException e) {
      throw new GoTemplateException("failed to parse template: " + e.getMessage());
    }
    try {
      template.execute(emptyRow, MissingKey.INVALID);
    } catch (GoTemplateException e) {
      throw new GoTemplateException("failed to execute template: " + e.getMessage());
    }
  }

  private static GoTemplate parse(String format, boolean table) throws GoTemplateException {
    String template = table ? format.substring("table".length()) : format;
    if (format.equals("json")) {
      template = "{{json .}}";
    }
    template = template.replaceAll("^ +| +$", "").replace("\\t", "\t").replace("\\n", "\n");
    try {
      return DockerTemplates.parse("", template);
    } catch (GoTemplateException e) {
      throw parsingError(e);
    }
  }

  private static GoTemplateException parsingError(GoTemplateException e) {
    return new GoTemplateException("template parsing error: " + e.getMessage());
  }

  /** The template executed for the column names; an error ends the line where it happens. */
  private static String header(GoTemplate template, Map<String, String> names) {
    Map<String, GoType.Method> methods = Map.of("Label", receiver -> LABEL_HEADER);
    GoValue header = GoObjects.strings("formatter.SubHeaderContext", names, methods);
    StringBuilder out = new StringBuilder();
    try {
      template
          .withFunctions(DockerTemplates.headerFunctionsForTables())
          .execute(header, MissingKey.INVALID, out);
    } catch (GoTemplateException e) {
      return out.toString();
    }
    return out.toString();
  }

  /** A label's column is named after the last part of the label's name. */
  private static final GoFunction LABEL_HEADER =
      GoFunction.of(
          List.of(GoType.STRING),
          args -> {
            String label = ((GoValue.Str) args.get(0)).value();
            String last = label.substring(label.lastIndexOf('.') + 1);
            return GoValue.string(last.replace('-', ' ').replace('_', ' '));
          });
}
