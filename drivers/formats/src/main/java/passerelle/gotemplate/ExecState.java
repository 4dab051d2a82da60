package passerelle.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The state of executing one template (Go: text/template {@code exec.go:state}). */
final class ExecState {
  private final GoTemplate template;
  private final String name;
  private final Budget budget;
  final MissingKey missingKey;
  private final List<Map.Entry<String, GoValue>> variables = new ArrayList<>();
  private Node node = new Node.Text(0, "");

  ExecState(GoTemplate template, String name, MissingKey missingKey, Budget budget, GoValue data) {
    this.template = template;
    this.name = name;
    this.missingKey = missingKey;
    this.budget = budget;
    push("$", data);
  }

  ExecState forTemplate(String invoked, GoValue dot) {
    return new ExecState(template, invoked, missingKey, budget, dot);
  }

  GoTemplate template() {
    return template;
  }

  /** Notes the node that an error would be about, and counts the step. */
  void at(Node current) throws GoTemplateException {
    node = current;
    spend(0);
  }

  /** Counts the chars or elements that a function made. */
  void spend(int made) throws GoTemplateException {
    if (!budget.spend(made)) {
      throw error("the template does more than Passerelle has patience for");
    }
  }

  /** Goes one level deeper into nodes. */
  void enter() throws GoTemplateException {
    if (!budget.enter()) {
      throw error("exceeded maximum template depth (100000)");
    }
  }

  void leave() {
    budget.leave();
  }

  GoTemplateException error(String message) {
    return new GoTemplateException(
        "template: %s: executing %s at <%s>: %s"
            .formatted(template.location(node.pos()), GoQuote.quote(name), node, message));
  }

  void push(String variable, GoValue value) {
    variables.add(Map.entry(variable, value));
  }

  int mark() {
    return variables.size();
  }

  void pop(int mark) {
    variables.subList(mark, variables.size()).clear();
  }

  void set(String variable, GoValue value) throws GoTemplateException {
    variables.set(indexOf(variable), Map.entry(variable, value));
  }

  /** Sets the n-th variable from the top, counting from 1. */
  void setTop(int n, GoValue value) {
    int i = variables.size() - n;
    variables.set(i, Map.entry(variables.get(i).getKey(), value));
  }

  GoValue get(String variable) throws GoTemplateException {
    return variables.get(indexOf(variable)).getValue();
  }

  private int indexOf(String variable) throws GoTemplateException {
    for (int i = variables.size() - 1; i >= 0; i--) {
      if (variables.get(i).getKey().equals(variable)) {
        return i;
      }
    }
    throw error("undefined variable: " + variable);
  }
}
