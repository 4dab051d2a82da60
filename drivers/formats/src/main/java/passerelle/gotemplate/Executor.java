package passerelle.gotemplate;

import java.util.List;

/** Walks a template's tree and writes its output (Go: text/template {@code exec.go:walk}). */
record Executor(ExecState state, StringBuilder out, Evaluator evaluator) {
  /** How a node ended. */
  private enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  Executor(ExecState state, StringBuilder out) {
    this(state, out, new Evaluator(state));
  }

  void execute(GoValue dot, Node.ListNode root) throws GoTemplateException {
    walk(dot, root);
  }

  private Flow walk(GoValue dot, Node node) throws GoTemplateException {
    if (node instanceof Node.ListNode || node instanceof Node.Text) {
      state.spend(0);
    } else {
      state.at(node);
    }
    state.enter();
    Flow flow = Flow.NEXT;
    if (node instanceof Node.ListNode list) {
      for (int i = 0; i < list.nodes().size() && flow == Flow.NEXT; i++) {
        flow = walk(dot, list.nodes().get(i));
      }
    } else if (node instanceof Node.Text text) {
      write(text.text());
    } else if (node instanceof Node.Action action) {
      GoValue value = evaluator.pipeline(dot, action.pipe());
      if (action.pipe().variables().isEmpty()) {
        print(action, value);
      }
    } else if (node instanceof Node.Jump jump) {
      flow = jump.kind() == Token.Kind.BREAK ? Flow.BREAK : Flow.CONTINUE;
    } else if (node instanceof Node.Branch branch) {
      int mark = state.mark();
      flow = branch.kind() == Token.Kind.RANGE ? range(dot, branch) : branch(dot, branch);
      state.pop(mark);
    } else if (node instanceof Node.Template template) {
      template(dot, template);
    }
    state.leave();
    return flow;
  }

  private void write(String text) throws GoTemplateException {
    if (out.length() + text.length() > Budget.MAX_TEXT) {
      throw state.error("the output is longer than Passerelle keeps");
    }
    out.append(text);
  }

  private void print(Node node, GoValue value) throws GoTemplateException {
    state.at(node);
    write(value.isValid() ? GoPrinter.sprint(List.of(Functions.printable(value))) : "<no value>");
  }

  private Flow branch(GoValue dot, Node.Branch branch) throws GoTemplateException {
    GoValue value = evaluator.pipeline(dot, branch.pipe());
    if (Comparisons.isTrue(value)) {
      return walk(branch.kind() == Token.Kind.WITH ? value : dot, branch.list());
    }
    return branch.otherwise().isPresent() ? walk(dot, branch.otherwise().get()) : Flow.NEXT;
  }

  private Flow range(GoValue dot, Node.Branch range) throws GoTemplateException {
    GoValue value = evaluator.pipeline(dot, range.pipe()).indirect();
    boolean any;
    if (value instanceof GoValue.Int n) {
      any = overInteger(n, range);
    } else if (value instanceof GoValue.Slice slice) {
      any = !slice.elements().isEmpty();
      for (int i = 0; i < slice.elements().size(); i++) {
        if (!iterate(range, GoValue.integer(i), slice.elements().get(i))) {
          break;
        }
      }
    } else if (value instanceof GoValue.MapValue map) {
      any = !map.entries().isEmpty();
      for (var entry : map.entries().entrySet()) {
        if (!iterate(range, map.key(entry.getKey()), entry.getValue())) {
          break;
        }
      }
    } else if (value.isValid()) {
      throw state.error("range can't iterate over " + GoPrinter.show(value, 'v'));
    } else {
      any = false;
    }
    if (!any && range.otherwise().isPresent()) {
      return walk(dot, range.otherwise().get());
    }
    return Flow.NEXT;
  }

  private boolean overInteger(GoValue.Int n, Node.Branch range) throws GoTemplateException {
    if (range.pipe().variables().size() > 1) {
      throw state.error(
          "can't use " + GoPrinter.show(n, 'v') + " to iterate over more than one variable");
    }
    long count = n.value() < 0 && n.kind().isUnsigned() ? Long.MAX_VALUE : n.value();
    for (long i = 0; i < count; i++) {
      if (!iterate(range, GoValue.NONE, new GoValue.Int(n.type(), i))) {
        break;
      }
    }
    return count > 0;
  }

  /** One turn of a range; false when the loop is to end. */
  private boolean iterate(Node.Branch range, GoValue index, GoValue element)
      throws GoTemplateException {
    List<Node.Variable> variables = range.pipe().variables();
    int mark = state.mark();
    boolean two = variables.size() > 1;
    if (range.pipe().assigns()) {
      state.set(variables.get(0).names().get(0), two ? index : element);
      if (two) {
        state.set(variables.get(1).names().get(0), element);
      }
    } else if (!variables.isEmpty()) {
      state.setTop(1, element);
      if (two) {
        state.setTop(2, index);
      }
    }
    Flow flow = walk(element, range.list());
    state.pop(mark);
    return flow != Flow.BREAK;
  }

  private void template(GoValue dot, Node.Template node) throws GoTemplateException {
    Node.ListNode tree = state.template().trees().get(node.name());
    if (tree == null) {
      throw state.error("template " + GoQuote.quote(node.name()) + " not defined");
    }
    GoValue argument =
        node.pipe().isPresent() ? evaluator.pipeline(dot, node.pipe().get()) : GoValue.NONE;
    new Executor(state.forTemplate(node.name(), argument), out).execute(argument, tree);
  }
}
