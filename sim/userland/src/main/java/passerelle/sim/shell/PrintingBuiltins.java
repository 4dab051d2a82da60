package passerelle.sim.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;

/** Builtins that exist as programs too: {@code echo}, {@code printf}, {@code test}. */
record PrintingBuiltins(Process self, ShellState shell, Complaints complaints) {
  void register(Map<String, Builtin> builtins) {
    builtins.put("echo", this::echo);
    builtins.put("printf", this::printf);
    builtins.put("test", arguments -> test("test", arguments));
    builtins.put("[", this::bracket);
  }

  private int echo(List<String> arguments) {
    self.stdout().print(complaints.isDash() ? Echo.inDash(arguments) : Echo.text(arguments));
    return checkWrite("echo");
  }

  /** A file of /proc may refuse what was written. */
  private int checkWrite(String name) {
    Optional<FileError> failure = self.stdout().sink().failure();
    failure.ifPresent(
        error -> {
          String prefix = shell.name + ": " + (complaints.isBash() ? name + ": " : "");
          self.stderr().println(prefix + "write error: " + error.getMessage());
        });
    return failure.isPresent() ? 1 : 0;
  }

  private int printf(List<String> arguments) {
    List<String> rest = arguments;
    Optional<String> variable = Optional.empty();
    if (complaints.isBash() && rest.size() > 1 && rest.get(0).equals("-v")) {
      variable = Optional.of(rest.get(1));
      rest = rest.subList(2, rest.size());
    }
    if (rest.size() == 1 && rest.get(0).equals("-v") && complaints.isBash()) {
      complaints.fail("printf", "-v: option requires an argument", 2);
      rest = List.of();
    } else if (!rest.isEmpty() && rest.get(0).matches("-[a-zA-Z]") && complaints.isDash()) {
      return complaints.fail("printf", "Illegal option " + rest.get(0), 2);
    } else if (!rest.isEmpty() && rest.get(0).equals("--")) {
      rest = rest.subList(1, rest.size());
    }
    if (rest.isEmpty()) {
      self.stderr()
          .print(
              complaints.isBash()
                  ? "printf: usage: printf [-v var] format [arguments]\n"
                  : complaints.isDash()
                      ? shell.prefix("printf") + "usage: printf format [arg ...]\n"
                      : shell.prefix() + "usage: printf FORMAT [ARG...]\n");
      return shell.dialect == Dialect.ASH ? 1 : 2;
    }
    Printf printf = new Printf(self, shell.dialect, rest.get(0), rest.subList(1, rest.size()));
    String text = printf.format();
    int at = 0;
    for (Printf.Complaint error : printf.errors()) {
      if (variable.isEmpty()) {
        self.stdout().print(text.substring(at, error.written()));
        at = error.written();
      }
      complaints.tool("printf", error.text(), 1);
    }
    if (variable.isPresent()) {
      shell.variables.set(variable.get(), text);
    } else {
      self.stdout().print(text.substring(at));
    }
    boolean directive =
        printf.errors().stream().anyMatch(error -> error.text().endsWith(": invalid directive"));
    return printf.errors().isEmpty() ? checkWrite("printf") : directive ? 2 : 1;
  }

  private int bracket(List<String> arguments) {
    int last = arguments.size() - 1;
    if (last < 0 || !arguments.get(last).equals("]")) {
      return complaints.tool("[", complaints.isBash() ? "missing `]'" : "missing ]", 2);
    }
    return test("[", arguments.subList(0, last));
  }

  private int test(String name, List<String> words) {
    try {
      return TestExpression.evaluate(self, shell.dialect, words) ? 0 : 1;
    } catch (TestExpression.Malformed malformed) {
      return complaints.tool(name, malformed.getMessage(), 2);
    }
  }
}
