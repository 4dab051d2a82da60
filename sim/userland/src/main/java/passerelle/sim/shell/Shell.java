package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Signal;
import passerelle.sim.tty.Tty;

/**
 * The program {@code sh} or {@code bash}: {@code -c SCRIPT [NAME [ARG...]]}, a file, or commands
 * from standard input.
 */
public record Shell(Dialect dialect) implements BlockingProgram {
  /** The program that a script file is. */
  Program script(String path) {
    BlockingProgram program =
        self -> runFile(self, state(self), path, self.argv().get(0), self.arguments());
    return program;
  }

  @Override
  public int run(Process self) {
    ShellState state = state(self);
    List<String> arguments = self.arguments();
    int i = 0;
    boolean command = false;
    boolean interactive = self.stdin().isTerminal();
    while (i < arguments.size() && arguments.get(i).matches("-[a-z]+|--[a-z]+")) {
      String option = arguments.get(i++);
      command |= option.matches("-[a-z]*c[a-z]*");
      interactive |= option.matches("-[a-z]*i[a-z]*");
      state.errexit |= option.matches("-[a-z]*e[a-z]*");
      state.nounset |= option.matches("-[a-z]*u[a-z]*");
      state.xtrace |= option.matches("-[a-z]*x[a-z]*");
    }
    List<String> rest = arguments.subList(i, arguments.size());
    if (command) {
      return runCommand(self, state, rest);
    }
    if (!rest.isEmpty()) {
      String path = FileSystem.resolve(self.directory(), rest.get(0));
      return runFile(self, state, path, rest.get(0), rest.subList(1, rest.size()));
    }
    Optional<Tty> tty = Tty.of(self.stdin().source());
    return interactive && tty.isPresent()
        ? new InteractiveShell(self, state, tty.get()).run()
        : runInput(self, state);
  }

  /** A command that is given as an argument knows the shell by the name as typed. */
  private ShellState state(Process self) {
    boolean given = self.arguments().stream().anyMatch(w -> w.matches("-[a-z]*c"));
    return state(self, given ? self.argv().get(0) : self.name());
  }

  private ShellState state(Process self, String name) {
    ShellState state =
        new ShellState(dialect, name, new Variables(self.environment()), new JobTable());
    state.pid = self.pid();
    state.started = self.now();
    state.variables.set("PWD", self.directory());
    state.variables.export("PWD");
    if (dialect != Dialect.BASH) {
      state.variables.useHashOrder();
    }
    return state;
  }

  private int runCommand(Process self, ShellState state, List<String> rest) {
    if (rest.isEmpty()) {
      String text =
          dialect.choose(
              ": -c: option requires an argument",
              ": -c requires an argument",
              ": 0: -c requires an argument");
      return self.stderr().println(state.name + text, 2);
    }
    ShellState named = rest.size() > 1 ? state(self, rest.get(1)) : state;
    named.errexit = state.errexit;
    named.nounset = state.nounset;
    named.xtrace = state.xtrace;
    named.positional = rest.size() > 1 ? List.copyOf(rest.subList(2, rest.size())) : List.of();
    return runScript(self, named, rest.get(0), true);
  }

  private int runFile(
      Process self, ShellState state, String path, String name, List<String> arguments) {
    String script;
    try {
      script = self.files().readText(path);
    } catch (FileError error) {
      boolean bash = dialect == Dialect.BASH;
      if (dialect == Dialect.DASH) {
        boolean missing = error.reason() == FileError.Reason.ENOENT;
        String why = missing ? "No such file" : error.getMessage();
        return self.stderr().println(state.name + ": 0: cannot open " + name + ": " + why, 2);
      }
      String open = bash ? "" : "can't open '";
      String close = bash ? "" : "'";
      self.stderr().println(state.name + ": " + open + name + close + ": " + error.getMessage());
      return error.reason() == FileError.Reason.ENOENT ? (bash ? 127 : 2) : (bash ? 126 : 2);
    }
    ShellState named = state(self, name);
    named.positional = List.copyOf(arguments);
    named.unboundStatus = 1;
    return runScript(self, named, script, false);
  }

  /**
   * With a script a shell hears SIGINT even where nothing else would, as process 1; it ends when
   * the command that it waits for has ended ({@code ash.c:setsignal}).
   */
  private static void hearInterrupt(Process self, ShellState state) {
    self.onSignal(
        Signal.INT,
        () -> {
          if (state.waiting) {
            state.interrupted = true;
          } else {
            self.die(Signal.INT);
          }
        });
  }

  private int runScript(Process self, ShellState state, String script, boolean mayReplace) {
    if (!self.ignored().contains(Signal.INT)) {
      hearInterrupt(self, state);
    }
    Interpreter interpreter = new Interpreter(self, state);
    try {
      return interpreter.atExit(interpreter.script(Scripts.parse(state, script), mayReplace));
    } catch (SyntaxError error) {
      return self.stderr().print(dialect.explain(state.name, script, error), 2);
    } catch (Jump exit) {
      return interpreter.atExit(exit.number());
    }
  }

  /** Reads as far as a command is complete, runs it, and goes on. */
  private int runInput(Process self, ShellState state) {
    Interpreter interpreter = new Interpreter(self, state);
    StringBuilder pending = new StringBuilder();
    boolean more = true;
    while (more) {
      Optional<String> line = self.stdin().readLine();
      more = line.isPresent();
      line.ifPresent(pending::append);
      if (!more || !Scripts.isIncomplete(dialect, pending.toString())) {
        String script = pending.toString();
        pending.setLength(0);
        Optional<Integer> exit = runPart(interpreter, script);
        if (exit.isPresent()) {
          return interpreter.atExit(exit.get());
        }
      }
    }
    return interpreter.atExit(state.status);
  }

  private Optional<Integer> runPart(Interpreter interpreter, String script) {
    ShellState state = interpreter.shell();
    try {
      state.status = interpreter.script(Scripts.parse(state, script), false);
      return Optional.empty();
    } catch (SyntaxError error) {
      interpreter.self().stderr().print(dialect.explain(state.name, script, error));
      state.status = 2;
      return Optional.of(2);
    } catch (Jump exit) {
      return Optional.of(exit.number());
    }
  }
}
