package passerelle.gotemplate;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code docker inspect} and its relatives print (docker/cli {@code
 * cli/command/inspect/inspector.go}). A template runs on the client's typed struct first; if that
 * fails, it runs on the engine's JSON, where a missing key is an error. From the first such retreat
 * on, missing keys are errors for the objects that follow, too. The engines 26.1 and 28.5 differ
 * here only in the types of their objects.
 */
public final class InspectFormatter {

  /** One name on the command line: the object found, or the error that the engine answered. */
  public sealed interface Reference {}

  /**
   * An object.
   *
   * @param type the struct that the client reads the answer into, see {@link DockerTypes}
   * @param json the engine's answer as plain data in the engine's order: maps, lists, strings,
   *     numbers, booleans and Optional.empty for null
   * @param raw whether the command kept the engine's answer to retreat to
   */
  public record Found(GoType type, Object json, boolean raw) implements Reference {
    /** An object whose answer was kept. */
    public Found(GoType type, Object json) {
      this(type, json, true);
    }
  }

  /** A name without an object, with the error's text. */
  public record Missing(String error) implements Reference {}

  /**
   * What the command does.
   *
   * @param output what goes to standard output
   * @param error what goes to standard error after it, newline included
   * @param status the exit status: 0, 1 when an object failed, 64 when the template did not parse
   */
  public record Outcome(String output, String error, int status) {}

  private final GoTemplate template;
  private MissingKey missingKey = MissingKey.INVALID;

  private InspectFormatter(GoTemplate template) {
    this.template = template;
  }

  /**
   * Prints objects.
   *
   * @param format the template, {@code json}, or "" for indented JSON
   * @param references the names of the command line in their order
   */
  public static Outcome format(String format, List<Reference> references) {
    List<Object> found = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    String output;
    if (format.isEmpty() || format.equals("json")) {
      for (Reference reference : references) {
        if (reference instanceof Found f) {
          found.add(f.json());
        } else if (reference instanceof Missing m) {
          errors.add(m.error());
        }
      }
      output = (format.isEmpty() ? GoJson.indented(found) : GoJson.compact(found)) + "\n";
    } else {
      GoTemplate template;
      try {
        template = DockerTemplates.parse("", format);
      } catch (GoTemplateException e) {
        return new Outcome("", "template parsing error: " + e.getMessage() + "\n", 64);
      }
      output = new InspectFormatter(template).execute(references, errors);
    }
    String error = errors.isEmpty() ? "" : String.join("\n", errors) + "\n";
    return new Outcome(output, error, errors.isEmpty() ? 0 : 1);
  }

  private String execute(List<Reference> references, List<String> errors) {
    StringBuilder out = new StringBuilder();
    for (Reference reference : references) {
      try {
        if (reference instanceof Found found) {
          out.append(execute(found)).append('\n');
        } else if (reference instanceof Missing missing) {
          errors.add(missing.error());
        }
      } catch (GoTemplateException e) {
        errors.add("template parsing error: " + e.getMessage());
      }
    }
    return out.isEmpty() ? "\n" : out.toString();
  }

  private String execute(Found found) throws GoTemplateException {
    GoValue typed = Decoder.decode(found.type(), found.json());
    if (!found.raw()) {
      return template.execute(typed, missingKey);
    }
    StringBuilder out = new StringBuilder();
    if (succeeds(typed, out)) {
      return out.toString();
    }
    missingKey = MissingKey.ERROR;
    return template.execute(GoValue.ofJson(found.json()), missingKey);
  }

  private boolean succeeds(GoValue typed, StringBuilder out) {
    try {
      template.execute(typed, missingKey, out);
      return true;
    } catch (GoTemplateException e) {
      return false;
    }
  }
}
