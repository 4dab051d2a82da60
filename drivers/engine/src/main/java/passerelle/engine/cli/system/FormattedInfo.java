package passerelle.engine.cli.system;

import java.util.Map;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Shape;
import passerelle.gotemplate.Decoder;
import passerelle.gotemplate.DockerTemplates;
import passerelle.gotemplate.GoTemplate;
import passerelle.gotemplate.GoTemplateException;
import passerelle.gotemplate.GoType;
import passerelle.gotemplate.MissingKey;

/** {@code docker version --format} and {@code docker info --format}. */
final class FormattedInfo {
  private static final int WRONG_TEMPLATE = 64;

  private FormattedInfo() {}

  /**
   * Prints a document by the template that was asked for, and a newline in any case.
   *
   * @param name the template's, as errors tell it
   */
  static int print(Invocation call, String name, GoType type, Map<String, Object> values)
      throws CliException {
    String asked = call.flags().text("format").orElse("");
    String format = asked.equals("json") ? "{{json .}}" : asked;
    GoTemplate template;
    try {
      template = DockerTemplates.parse(name, format);
    } catch (GoTemplateException e) {
      throw new CliException("template parsing error: " + e.getMessage() + "\n", WRONG_TEMPLATE);
    }
    StringBuilder text = new StringBuilder();
    try {
      execute(template, type, values, text);
      return 0;
    } catch (GoTemplateException e) {
      throw new CliException(e.getMessage() + "\n", 1);
    } finally {
      call.line(text.toString());
    }
  }

  /** A document by a template of Docker's own. */
  static String text(String format, GoType type, Map<String, Object> values) {
    StringBuilder text = new StringBuilder();
    try {
      execute(DockerTemplates.parse("", format), type, values, text);
    } catch (GoTemplateException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static void execute(
      GoTemplate template, GoType type, Map<String, Object> values, StringBuilder text)
      throws GoTemplateException {
    template.execute(Decoder.decode(type, Shape.complete(type, values)), MissingKey.INVALID, text);
  }
}
