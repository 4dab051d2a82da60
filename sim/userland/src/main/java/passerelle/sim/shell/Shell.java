package passerelle.sim.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.kernel.Errno;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Signal;
import passerelle.sim.tty.Tty;

/**
 * The program {@code sh} or {@code bash}: {@code -c SCRIPT [NAME [ARG...]]}, a file, or commands
 * from standard input.
 */
public record Shell(Dialect dialect) implements BlockingProgram {
  /** Those of bash that change nothing here, and {@code --version}. */
  private static final Set<String> LONG_OPTIONS =
      Set.of("--login", "--noediting", "--noprofile", "--norc", "--posix", "--version");

  /** What names the file that an interactive one runs first. */
  private static final Set<String> FILE_OPTIONS = Set.of("--rcfile", "--init-file");

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
    boolean input = false;
    while (i < arguments.size() && arguments.get(i).matches("[-+].+") && !state.given) {
      String word = longOption(arguments.get(i++), dialect);
      if (word.equals("--")) {
        break;
      }
      command |= word.matches("-[a-zA-Z]*c[a-zA-Z]*");
      interactive |= word.matches("-[a-z]*i[a-z]*");
      input |= word.matches("-[a-zA-Z]*s[a-zA-Z]*");
      if (FILE_OPTIONS.contains(word) && dialect == Dialect.BASH) {
        if (i == arguments.size()) {
          String needs = ": " + word + ": option requires an argument";
          return self.stderr().println(state.name + needs, 2);
        }
        state.startUpFile = Optional.of(arguments.get(i++));
        continue;
      }
      boolean named = word.matches("[-+][a-zA-Z]*o");
      Optional<String> bad =
          named && i < arguments.size()
              ? name(state, arguments.get(i++), word.charAt(0) == '-')
              : word.startsWith("--") ? longOption(word) : letters(state, word);
      if (bad.isPresent()) {
        return self.stderr().println(state.name + bad.get(), 2);
      } else if (word.equals("--version")) {
        return self.stdout()
            .println("GNU bash, version 5.2.37(1)-release (x86_64-pc-linux-gnu)", 0);
      }
    }
    List<String> rest = arguments.subList(i, arguments.size());
    if (command) {
      return runCommand(self, state, rest);
    }
    state.positional = List.copyOf(rest);
    if (!rest.isEmpty() && !input) {
      String path = self.path(rest.get(0));
      return runFile(self, state, path, rest.get(0), rest.subList(1, rest.size()));
    }
    Optional<Tty> tty = Tty.of(self.stdin().source());
    return interactive && tty.isPresent()
        ? new InteractiveShell(self, state, tty.get()).run()
        : runInput(self, state);
  }

  /** A long option of bash, which may have one dash, with two ({@code parse_long_options}). */
  static String longOption(String word, Dialect dialect) {
    String two = "-" + word;
    boolean known = LONG_OPTIONS.contains(two) || FILE_OPTIONS.contains(two);
    return known && dialect == Dialect.BASH ? two : word;
  }

  /** Takes {@code -o NAME}; what is said of one that is not there. */
  private Optional<String> name(ShellState state, String name, boolean on) {
    return state.options.set(name, on)
        ? Optional.empty()
        : Optional.of(
            dialect.choose(
                ": " + name + ": invalid option name",
                ": illegal option -o " + name,
                ": 0: Illegal option -o " + name));
  }

  private Optional<String> letters(ShellState state, String word) {
    for (char letter : word.substring(1).toCharArray()) {
      boolean known = "csil".indexOf(letter) >= 0 || dialect == Dialect.BASH && letter == 'O';
      if (!known && !state.options.set(letter, word.charAt(0) == '-')) {
        String option = word.charAt(0) + "" + letter;
        return Optional.of(
            dialect.choose(
                ": " + option + ": invalid option",
                ": illegal option " + option,
                ": 0: Illegal option " + option));
      }
    }
    return Optional.empty();
  }

  private Optional<String> longOption(String word) {
    boolean known = LONG_OPTIONS.contains(word) || dialect == Dialect.ASH && word.equals("--login");
    return known && dialect != Dialect.DASH
        ? Optional.empty()
        : Optional.of(
            dialect.choose(
                ": " + word + ": invalid option", ": illegal option --", ": 0: Illegal option --"));
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
    if (dialect == Dialect.BASH) {
      state.variables.useOrderOfBash();
    }
    if (dialect != Dialect.DASH) {
      state.variables.deepen(1);
    }
    if (dialect == Dialect.DASH) {
      Map.of("PS1", "# ", "PS2", "> ", "PS4", "+ ").forEach(state.variables::setUnset);
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
    named.options.copyFrom(state.options);
    named.given = true;
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
        boolean missing = error.errno() == Errno.ENOENT;
        String why = missing ? "No such file" : error.getMessage();
        return self.stderr().println(state.name + ": 0: cannot open " + name + ": " + why, 2);
      }
      String open = bash ? "" : "can't open '";
      String close = bash ? "" : "'";
      String who = bash && error.errno() == Errno.EISDIR ? name : state.name;
      self.stderr().println(who + ": " + open + name + close + ": " + error.getMessage());
      return error.errno() == Errno.ENOENT ? (bash ? 127 : 2) : (bash ? 126 : 2);
    }
    ShellState named = state(self, name);
    named.options.copyFrom(state.options);
    named.positional = List.copyOf(arguments);
    named.unboundStatus = 1;
    named.source = name;
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
    if (!self.signalHandlers().ignored().contains(Signal.INT)) {
      hearInterrupt(self, state);
    }
    Interpreter interpreter = new Interpreter(self, state);
    try {
      return interpreter.atExit(interpreter.script(script, mayReplace));
    } catch (SyntaxError error) {
      self.stderr().print(state.explain(script, error));
      return interpreter.atExit(2);
    } catch (Jump exit) {
      return interpreter.atExit(exit.number());
    }
  }

  /** Reads as far as a command is complete, runs it, and goes on. */
  private int runInput(Process self, ShellState state) {
    state.source = dialect == Dialect.BASH ? state.name : "";
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
        state.typedBefore += (int) script.lines().count();
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
      state.status = script.isBlank() ? state.status : interpreter.script(script, false);
      return Optional.empty();
    } catch (SyntaxError error) {
      SyntaxError here = error.after(state.typedBefore);
      interpreter.self().stderr().print(state.explain(script, here));
      state.status = 2;
      return Optional.of(2);
    } catch (Jump exit) {
      return Optional.of(exit.number());
    }
  }
}
