package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Sink;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.Printf;
import passerelle.text.ByteText;

/** Runs an awk program: rules and statements; {@link AwkEvaluator} does the expressions. */
final class AwkMachine {
  private final Process self;
  private final List<AwkTree.Rule> rules;
  private final AwkState state;
  private final AwkEvaluator evaluator;
  private final AwkInput input;
  private final Set<AwkTree.Rule> activeRanges = new HashSet<>();
  private final Map<String, Sink> files = new LinkedHashMap<>();

  /** The program cannot go on. */
  static final class Failure extends RuntimeException {
    Failure(String message) {
      super(message, null, false, false);
    }
  }

  /** Control that leaves the middle of a statement. */
  private static final class Leave extends RuntimeException {
    private final String kind;

    Leave(String kind) {
      super(kind, null, false, false);
      this.kind = kind;
    }
  }

  private int status;
  private boolean exited;

  AwkMachine(
      Process self, Flavour flavour, List<AwkTree.Rule> rules, AwkState state, AwkInput input) {
    this.self = self;
    this.rules = rules;
    this.state = state;
    this.input = input;
    evaluator = new AwkEvaluator(self, flavour, state, input, this::format);
  }

  /** The exit status. */
  int run() {
    boolean goOn = phase(AwkTree.Kind.BEGIN);
    boolean reads = rules.stream().anyMatch(rule -> rule.kind() != AwkTree.Kind.BEGIN);
    boolean begun = goOn;
    while (goOn && reads && input.next(state)) {
      goOn = phase(AwkTree.Kind.LINE);
    }
    if (begun || !exited) {
      phase(AwkTree.Kind.END);
    }
    return status;
  }

  /** Runs the rules of a kind; false after an {@code exit}. */
  private boolean phase(AwkTree.Kind kind) {
    try {
      for (AwkTree.Rule rule : rules) {
        if (rule.kind() == kind && selects(rule)) {
          if (rule.action().isPresent()) {
            execute(rule.action().get());
          } else {
            self.stdout().print(state.line() + state.text("ORS"));
          }
        }
      }
      return true;
    } catch (Leave leave) {
      exited |= leave.kind.equals("exit");
      return !leave.kind.equals("exit");
    }
  }

  private boolean selects(AwkTree.Rule rule) {
    if (rule.pattern().isEmpty()) {
      return true;
    }
    if (rule.end().isEmpty()) {
      return evaluator.evaluate(rule.pattern().get()).isTrue();
    }
    boolean active =
        activeRanges.contains(rule) || evaluator.evaluate(rule.pattern().get()).isTrue();
    if (active) {
      activeRanges.add(rule);
      if (evaluator.evaluate(rule.end().get()).isTrue()) {
        activeRanges.remove(rule);
      }
    }
    return active;
  }

  private void execute(AwkTree.Stmt statement) {
    self.spend(1);
    if (statement instanceof AwkTree.Block block) {
      block.statements().forEach(this::execute);
    } else if (statement instanceof AwkTree.Simple simple) {
      evaluator.evaluate(simple.expression());
    } else if (statement instanceof AwkTree.Print print) {
      print(print);
    } else if (statement instanceof AwkTree.If conditional) {
      if (evaluator.evaluate(conditional.condition()).isTrue()) {
        execute(conditional.then());
      } else {
        conditional.otherwise().ifPresent(this::execute);
      }
    } else if (statement instanceof AwkTree.Jump jump) {
      throw new Leave(jump.kind());
    } else if (statement instanceof AwkTree.Exit exit) {
      status = exit.status().map(e -> (int) evaluator.evaluate(e).number()).orElse(status) & 0xff;
      throw new Leave("exit");
    } else if (statement instanceof AwkTree.Delete delete) {
      delete(delete);
    } else {
      loop(statement);
    }
  }

  private void delete(AwkTree.Delete delete) {
    if (delete.subscripts().isEmpty()) {
      state.array(delete.array()).clear();
    } else {
      state.array(delete.array()).remove(evaluator.subscript(delete.subscripts()));
    }
  }

  private void loop(AwkTree.Stmt statement) {
    if (statement instanceof AwkTree.While loop) {
      boolean goOn = loop.bodyFirst() || evaluator.evaluate(loop.condition()).isTrue();
      while (goOn) {
        self.spend(1);
        goOn = iterate(loop.body()) && evaluator.evaluate(loop.condition()).isTrue();
      }
    } else if (statement instanceof AwkTree.For loop) {
      loop.first().ifPresent(this::execute);
      boolean goOn = holds(loop);
      while (goOn) {
        self.spend(1);
        goOn = iterate(loop.body());
        if (goOn) {
          loop.step().ifPresent(this::execute);
          goOn = holds(loop);
        }
      }
    } else if (statement instanceof AwkTree.ForIn loop) {
      for (String key : new ArrayList<>(state.array(loop.array()).keySet())) {
        state.set(loop.variable(), AwkValue.ofInput(key));
        if (!iterate(loop.body())) {
          return;
        }
      }
    }
  }

  private boolean holds(AwkTree.For loop) {
    return loop.condition().isEmpty() || evaluator.evaluate(loop.condition().get()).isTrue();
  }

  /** Runs the body once; false after a {@code break}. */
  private boolean iterate(AwkTree.Stmt body) {
    try {
      execute(body);
      return true;
    } catch (Leave leave) {
      if (leave.kind.equals("continue")) {
        return true;
      }
      if (leave.kind.equals("break")) {
        return false;
      }
      throw leave;
    }
  }

  private void print(AwkTree.Print print) {
    List<AwkValue> values = new ArrayList<>();
    print.values().forEach(value -> values.add(evaluator.evaluate(value)));
    String text;
    if (print.formatted()) {
      text = format(values);
    } else if (values.isEmpty()) {
      text = state.line() + state.text("ORS");
    } else {
      List<String> texts = new ArrayList<>();
      values.forEach(value -> texts.add(value.text()));
      text = String.join(state.text("OFS"), texts) + state.text("ORS");
    }
    Optional<String> file = print.file().map(f -> evaluator.evaluate(f).text());
    if (file.isEmpty() || file.get().equals("/dev/stdout")) {
      self.stdout().print(text);
    } else if (file.get().equals("/dev/stderr")) {
      self.stderr().print(text);
    } else {
      Sink sink = open(file.get(), print.redirection().equals(">>"));
      sink.write(ByteText.encode(text));
    }
  }

  private Sink open(String name, boolean append) {
    Sink known = files.get(name);
    if (known != null) {
      return known;
    }
    try {
      Sink sink = self.files().openForWriting(self.path(name), append);
      files.put(name, sink);
      return sink;
    } catch (FileError error) {
      throw new Failure("cannot open \"" + name + "\" for output (" + error.getMessage() + ")");
    }
  }

  /** {@code printf} and {@code sprintf}: numbers are cut to integers where one is wanted. */
  private String format(List<AwkValue> values) {
    if (values.isEmpty()) {
      return "";
    }
    String format = values.get(0).text();
    List<String> arguments = AwkFormat.arguments(format, values.subList(1, values.size()));
    return new Printf(self, Dialect.BASH, format, arguments).format();
  }
}
