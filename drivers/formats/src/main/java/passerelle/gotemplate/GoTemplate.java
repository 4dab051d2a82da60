package passerelle.gotemplate;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A parsed template (Go: text/template {@code Template}).
 *
 * <p>Differences from Go: recursion, loops and texts are bounded (see {@link Budget}), complex
 * numbers are only printed, and there are no values of function type, so {@code call} always fails.
 */
public final class GoTemplate {
  private final String name;
  private final String text;
  private final Map<String, Node.ListNode> trees;
  private final Map<String, GoFunction> functions;

  private GoTemplate(
      String name,
      String text,
      Map<String, Node.ListNode> trees,
      Map<String, GoFunction> functions) {
    this.name = name;
    this.text = text;
    this.trees = trees;
    this.functions = functions;
  }

  /**
   * Parses a template.
   *
   * @throws GoTemplateException with Go's text, such as {@code template: :1: unclosed action}
   */
  public static GoTemplate parse(String name, String text, Map<String, GoFunction> extraFunctions)
      throws GoTemplateException {
    String wellFormed = GoStrings.wellFormed(text);
    Map<String, GoFunction> functions = new LinkedHashMap<>(Functions.BUILTINS);
    functions.putAll(extraFunctions);
    Set<String> names = new HashSet<>(functions.keySet());
    Map<String, Node.ListNode> trees = new LinkedHashMap<>();
    Parser.parse(name, wellFormed, names, trees);
    return new GoTemplate(name, wellFormed, trees, functions);
  }

  /** This template with some functions replaced (Go: {@code Template.Funcs}). */
  public GoTemplate withFunctions(Map<String, GoFunction> replacements) {
    Map<String, GoFunction> all = new LinkedHashMap<>(functions);
    all.putAll(replacements);
    return new GoTemplate(name, text, trees, all);
  }

  /**
   * Executes the template.
   *
   * @param data what the dot stands for: a {@link GoValue}, or plain data as {@link GoValue#of}
   *     takes it
   * @throws GoTemplateException with Go's text, such as {@code template: :1:2: executing "" at
   *     <.Nope>: map has no entry for key "Nope"}
   */
  public String execute(Object data, MissingKey mode) throws GoTemplateException {
    StringBuilder out = new StringBuilder();
    execute(data, mode, out);
    return out.toString();
  }

  /** Executes the template; what was printed before an error is in {@code out}. */
  public void execute(Object data, MissingKey mode, StringBuilder out) throws GoTemplateException {
    GoValue dot = GoValue.of(data);
    ExecState state = new ExecState(this, name, mode, new Budget(), dot);
    new Executor(state, out).execute(dot, trees.get(name));
  }

  Map<String, Node.ListNode> trees() {
    return trees;
  }

  Optional<GoFunction> function(String functionName) {
    return Optional.ofNullable(functions.get(functionName));
  }

  /** A place in the text as name, line and column: the column counts bytes, from 0. */
  String location(int position) {
    String before = text.substring(0, Math.min(position, text.length()));
    int newline = before.lastIndexOf('\n');
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    return name + ":" + line + ":" + GoStrings.byteLength(before.substring(newline + 1));
  }
}
