package passerelle.sim.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import passerelle.sim.process.ForkError;
import passerelle.sim.process.MemoryError;
import passerelle.sim.process.Process;

/** Runs commands on the process of a shell ({@code execute_cmd.c}, {@code ash.c:evaltree}). */
final class Interpreter {
  /** A function that calls itself without end stops here. */
  private static final int MAX_FUNCTION_DEPTH = 200;

  private final Process self;
  private final ShellState shell;
  private final Expander expander;
  private final Redirections redirections;
  private final SimpleCommands simple;
  private final Children children;
  private final Loops loops;
  private int tested;

  /** The script has ended before its end. */
  private boolean over;

  Interpreter(Process self, ShellState shell) {
    this.self = self;
    this.shell = shell;
    shell.variables.allocateFrom(self::allocate);
    self.stdout().survivesFailures();
    expander = new Expander(self, shell, new Substitutions(this));
    redirections = new Redirections(self, shell, expander);
    children = new Children(self, shell);
    loops = new Loops(this, expander);
    simple = new SimpleCommands(self, shell, this, expander, redirections);
  }

  ShellState shell() {
    return shell;
  }

  Process self() {
    return self;
  }

  /** The processes that it makes. */
  Children children() {
    return children;
  }

  /**
   * Runs a script line by line, as it is read: the status it ends with.
   *
   * @param last whether nothing comes after it
   */
  int script(String text, boolean last) throws SyntaxError {
    Parser parser = new Parser(new Lexer(shell.dialect, text, 0), shell.aliases);
    return lines(parser, command -> script(command, last && parser.isAtEnd()));
  }

  /** Runs what {@code eval} or a file that is sourced holds, line by line. */
  int evaluate(Lexer lexer) throws SyntaxError {
    return lines(new Parser(lexer, shell.aliases), this::run);
  }

  private int lines(Parser parser, ToIntFunction<Command> way) throws SyntaxError {
    int status = 0;
    Optional<Command> next = parser.nextLine();
    while (next.isPresent()) {
      status = way.applyAsInt(next.get());
      next = over ? Optional.empty() : parser.nextLine();
    }
    return status;
  }

  /**
   * Runs commands: the status they end with.
   *
   * @param last whether nothing comes after it, so that its last command may replace the shell
   */
  int script(Command command, boolean last) {
    try {
      return last ? last(command) : run(command);
    } catch (ShellError error) {
      self.stderr().print(error.line(shell));
      over = error.ends(shell.dialect);
      return error.status();
    } catch (ForkError none) {
      over = true;
      self.stderr().print(shell.dialect.explain(shell.name, shell.lineNumber(), none));
      return shell.dialect == Dialect.BASH ? 254 : 2;
    } catch (MemoryError full) {
      over = true;
      self.stderr().print(shell.dialect.explain(shell.name, shell.lineNumber(), full));
      return shell.dialect == Dialect.BASH ? 2 : 1;
    } catch (Jump jump) {
      if (jump.kind() == Jump.Kind.EXIT) {
        throw jump;
      }
      over = jump.kind() == Jump.Kind.RETURN;
      return over ? jump.number() : shell.status;
    }
  }

  /**
   * Runs a command after which the shell ends: the program of its last command takes the shell's
   * place, unless the shell has traps to run ({@code optimize_subshell_command}, {@code EV_EXIT}).
   */
  private int last(Command command) {
    if (command instanceof Command.Simple only
        && shell.traps.isEmpty()
        && !shell.options.is("noexec")) {
      return simple.run(only, true);
    } else if (command instanceof Command.Sequence sequence && !sequence.commands().isEmpty()) {
      List<Command> commands = sequence.commands();
      commands.subList(0, commands.size() - 1).forEach(this::run);
      return last(commands.get(commands.size() - 1));
    } else if (command instanceof Command.AndOr andOr) {
      int left = tested(andOr.left());
      return (left == 0) == andOr.and() ? last(andOr.right()) : left;
    }
    return run(command);
  }

  /** Runs the body of a subshell, which ends with it. */
  int subshell(Command command) {
    try {
      return atExit(script(command, true));
    } catch (Jump exit) {
      return atExit(exit.number());
    }
  }

  /** Runs a command and leaves its status in {@code $?}. */
  int run(Command command) {
    self.spend(1);
    if (shell.options.is("noexec") && !shell.isTyped()) {
      return 0;
    }
    int open = self.descriptors().handed();
    shell.status = dispatch(command);
    self.descriptors().closeBut(open);
    while (!shell.pendingTraps.isEmpty()) {
      trap(shell.pendingTraps.poll());
    }
    return shell.status;
  }

  /** Runs the command of a trap, which leaves {@code $?} as it was. */
  private void trap(String script) {
    int status = shell.status;
    try {
      run(shell.parse(script));
    } catch (SyntaxError error) {
      self.stderr().print(shell.explain(script, error));
    }
    shell.status = status;
  }

  /** The shell ends: the last thing that it does. */
  int atExit(int status) {
    shell.status = status;
    String command = shell.traps.remove("EXIT");
    if (command != null) {
      try {
        trap(command);
      } catch (Jump exit) {
        return exit.number();
      }
    }
    return status;
  }

  private int dispatch(Command command) {
    if (command instanceof Command.Simple one) {
      int status = simple.run(one, false);
      shell.pipeStatus = List.of("" + status);
      return checked(status);
    } else if (command instanceof Command.Sequence sequence) {
      return sequence(sequence);
    } else if (command instanceof Command.Pipeline pipeline) {
      return checked(children.pipeline(pipeline));
    } else if (command instanceof Command.AndOr andOr) {
      int left = tested(andOr.left());
      return (left == 0) == andOr.and() ? run(andOr.right()) : left;
    } else if (command instanceof Command.Not not) {
      return tested(not.command()) == 0 ? 1 : 0;
    } else if (command instanceof Command.Background background) {
      return children.background(background);
    } else if (command instanceof Command.Subshell sub) {
      return checked(children.subshell(sub));
    } else if (command instanceof Command.Redirected redirected) {
      return redirected(redirected);
    } else if (command instanceof Command.Function function) {
      shell.functions.put(function.name(), function.body());
      boolean own = shell.given && shell.source.isEmpty();
      shell.functionSources.put(function.name(), own ? "environment" : shell.source);
      return 0;
    }
    return compound(command);
  }

  private int compound(Command command) {
    if (command instanceof Command.If conditional) {
      if (tested(conditional.condition()) == 0) {
        return run(conditional.then());
      }
      return conditional.otherwise().isPresent() ? run(conditional.otherwise().get()) : 0;
    } else if (command instanceof Command.Loop loop) {
      return loops.run(loop);
    } else if (command instanceof Command.For loop) {
      return loops.run(loop);
    } else if (command instanceof Command.ForArithmetic loop) {
      return loops.run(loop);
    } else if (command instanceof Command.Select menu) {
      return loops.run(menu);
    } else if (command instanceof Command.Case choice) {
      return choose(choice);
    } else if (command instanceof Command.Conditional test) {
      shell.line = test.line();
      return new ConditionalEvaluator(self, shell, expander).evaluate(test.words());
    } else if (command instanceof Command.Arithmetic arithmetic) {
      shell.line = arithmetic.line();
      return arithmetic(arithmetic);
    } else if (command instanceof Command.Coprocess coprocess) {
      return children.coprocess(coprocess);
    } else if (command instanceof Command.Timed timed) {
      return timed(timed);
    }
    throw new IllegalStateException("no such command: " + command);
  }

  /** {@code set -e}: a failure that nothing tests ends the shell. */
  private int checked(int status) {
    String trap = status == 0 || tested > 0 ? null : shell.traps.get("ERR");
    if (trap != null && (shell.functionDepth == 0 || shell.options.is("errtrace"))) {
      shell.status = status;
      trap(trap);
    }
    if (status != 0 && shell.options.is("errexit") && tested == 0) {
      throw new Jump(Jump.Kind.EXIT, status);
    }
    return status;
  }

  int tested(Command command) {
    tested++;
    try {
      return run(command);
    } finally {
      tested--;
    }
  }

  private int sequence(Command.Sequence sequence) {
    int status = 0;
    for (Command command : sequence.commands()) {
      status = run(command);
    }
    return status;
  }

  private int redirected(Command.Redirected redirected) {
    shell.line = redirected.line();
    Optional<Redirections.Applied> applied = redirections.apply(redirected.redirects());
    if (applied.isEmpty()) {
      return shell.dialect.choose(1, 1, 2);
    }
    try {
      return run(redirected.body());
    } finally {
      applied.get().undo();
    }
  }

  private int choose(Command.Case choice) {
    String subject = expander.string(choice.subject());
    boolean entered = false;
    traced("case " + choice.text() + " in");
    int status = 0;
    for (Command.Branch branch : choice.branches()) {
      boolean matches =
          entered
              || branch.patterns().stream()
                  .anyMatch(pattern -> Glob.matches(expander.pattern(pattern), subject));
      if (matches) {
        status = run(branch.body());
        if (branch.end().equals(";;")) {
          return status;
        }
        entered = branch.end().equals(";&");
      }
    }
    return status;
  }

  /** An error within {@code ((...))} is the command's status ({@code execute_arith_command}). */
  private int arithmetic(Command.Arithmetic arithmetic) {
    try {
      traced("(( " + sources(arithmetic.expression()) + " ))");
      return expander.evaluate(arithmetic.expression()) != 0 ? 0 : 1;
    } catch (ShellError error) {
      return self.stderr().println(shell.prefix() + "((: " + error.getMessage(), 1);
    }
  }

  private String sources(Word expression) {
    return expander.string(expression);
  }

  /** {@code set -x} shows commands that are no simple ones, too, in bash. */
  void traced(String text) {
    if (shell.options.is("xtrace") && shell.dialect == Dialect.BASH) {
      simple.traceLine(text);
    }
  }

  private int timed(Command.Timed timed) {
    long start = self.now();
    int status = run(timed.command());
    return self.stderr()
        .print(
            Timing.report(
                timed.posix() ? Optional.of(Timing.POSIX) : shell.variables.get("TIMEFORMAT"),
                self.now() - start),
            status);
  }

  /** Calls a function with arguments. */
  int call(String name, Command body, List<String> arguments) {
    if (shell.functionDepth >= MAX_FUNCTION_DEPTH) {
      throw new ShellError("maximum function nesting level exceeded (200)", 1);
    }
    List<String> outer = shell.positional;
    Map<String, Variables.Saved> outerLocals = shell.locals;
    String outerSource = shell.source;
    int outerLoops = shell.loopDepth;
    if (shell.dialect == Dialect.BASH) {
      shell.source = shell.functionSources.getOrDefault(name, "environment");
    }
    shell.loopDepth = shell.dialect.choose(0, outerLoops, 0);
    shell.positional = arguments;
    shell.locals = new LinkedHashMap<>();
    shell.functionDepth++;
    shell.functionNames.push(name);
    try {
      return run(body);
    } catch (Jump jump) {
      if (jump.kind() != Jump.Kind.RETURN) {
        throw jump;
      }
      return jump.number();
    } finally {
      shell.functionDepth--;
      shell.functionNames.pop();
      shell.source = outerSource;
      shell.loopDepth = outerLoops;
      shell.positional = outer;
      shell.locals.forEach(shell.variables::restore);
      shell.locals = outerLocals;
    }
  }
}
