package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.kernel.Errno;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.ScriptFile;
import passerelle.sim.process.Spawn;
import passerelle.sim.process.Toolset;
import passerelle.sim.shell.Command.Assignment;
import passerelle.text.WordSet;

/** Runs simple commands: assignments, redirections, functions, builtins, programs (XCU 2.9.1). */
final class SimpleCommands {
  /** What a new process costs of a command line's budget of computation. */
  static final int SPAWN_COST = 500;

  static final int NOT_FOUND = 127;
  static final int NOT_EXECUTABLE = 126;

  /** What is assigned before one of these stays (POSIX XCU 2.14). */
  private static final Set<String> SPECIAL =
      WordSet.of(
          """
          : . break continue eval exec exit export readonly return set shift times trap unset
          """);

  private static final Optional<String> NO_PATH = Optional.of("");

  private final Process self;
  private final ShellState shell;
  private final Interpreter interpreter;
  private final Expander expander;
  private final Redirections redirections;
  private final Assignments values;
  private final Map<String, Builtin> builtins;
  private boolean replaced;
  private String text = "";

  SimpleCommands(
      Process self,
      ShellState shell,
      Interpreter interpreter,
      Expander expander,
      Redirections redirections) {
    this.self = self;
    this.shell = shell;
    this.interpreter = interpreter;
    this.expander = expander;
    this.redirections = redirections;
    values = new Assignments(shell, expander);
    builtins = Builtins.of(interpreter, this);
  }

  /**
   * Runs one.
   *
   * @param last whether the shell has nothing else to do, so that a program takes its place
   */
  int run(Command.Simple command, boolean last) {
    shell.line = command.line();
    shell.status = command.words().isEmpty() ? 0 : shell.status;
    boolean declares = !command.words().isEmpty() && command.words().get(0).declares();
    List<String> argv =
        declares ? expander.declarations(command.words()) : expander.fields(command.words());
    if (argv.isEmpty()) {
      return assignOnly(command);
    }
    if (command.assignments().isEmpty()) {
      trace(List.of(), argv);
    }
    if (argv.get(0).equals("exec") && argv.size() == 1) {
      Optional<Redirections.Applied> kept = redirections.apply(command.redirects());
      kept.ifPresent(Redirections.Applied::keep);
      return kept.isPresent() ? 0 : shell.dialect.choose(1, 1, 2);
    }
    Optional<Redirections.Applied> applied = redirections.apply(command.redirects());
    if (applied.isEmpty()) {
      return shell.dialect.choose(1, 1, 2);
    }
    try {
      text = command.text();
      int status = runArgv(argv, command.assignments(), last);
      if (shell.dialect == Dialect.BASH) {
        shell.variables.set("_", argv.get(argv.size() - 1));
      }
      command.declared().forEach(values::list);
      return status;
    } finally {
      if (replaced) {
        applied.get().keep();
      } else {
        applied.get().undo();
      }
    }
  }

  private int assignOnly(Command.Simple command) {
    List<String> assigned = new ArrayList<>();
    for (Assignment assignment : command.assignments()) {
      assigned.add(values.assign(assignment));
    }
    trace(assigned, List.of());
    Optional<Redirections.Applied> applied = redirections.apply(command.redirects());
    applied.ifPresent(Redirections.Applied::undo);
    return applied.isEmpty() ? 1 : shell.status;
  }

  private int runArgv(List<String> argv, List<Assignment> assignments, boolean last) {
    if (assignments.isEmpty()) {
      return execute(argv, last, true);
    }
    Variables outer = shell.variables.copy();
    List<String> assigned = new ArrayList<>();
    for (Assignment assignment : assignments) {
      assigned.add(values.assign(assignment));
    }
    trace(assigned, argv);
    if (shell.dialect != Dialect.BASH && SPECIAL.contains(argv.get(0))) {
      return execute(argv, last, true);
    }
    assignments.forEach(assignment -> shell.variables.export(assignment.name()));
    try {
      return execute(argv, last, true);
    } finally {
      for (Assignment assignment : assignments) {
        String name = assignment.name();
        shell.variables.unset(name);
        outer.get(name).ifPresent(value -> shell.variables.set(name, value));
        if (outer.environment().containsKey(name)) {
          shell.variables.export(name);
        }
      }
    }
  }

  /** {@code set -x}: bash has a line for each assignment, the others one for all of a command. */
  private void trace(List<String> assigned, List<String> argv) {
    if (!shell.options.is("xtrace")) {
      return;
    }
    List<String> words = new ArrayList<>(assigned);
    for (String word : argv) {
      words.add(
          switch (shell.dialect) {
            case BASH -> Quoting.trace(word);
            case ASH -> Quoting.traceInAsh(word);
            case DASH -> word;
          });
    }
    if (shell.dialect == Dialect.BASH) {
      assigned.forEach(this::traceLine);
      words.subList(0, assigned.size()).clear();
    }
    if (!words.isEmpty()) {
      traceLine(String.join(" ", words));
    }
  }

  /** Shows a line behind {@code PS4}, whose first character says how deep the shell is. */
  void traceLine(String line) {
    String prompt = shell.variables.get("PS4").orElse("+ ");
    boolean deep = shell.dialect == Dialect.BASH && !prompt.isEmpty();
    String deeper = deep ? prompt.substring(0, 1).repeat(shell.substitutions) : "";
    self.stderr().print(deeper + prompt + line + "\n");
  }

  /** Runs a command that is already expanded; {@code functions} may be left out. */
  int execute(List<String> argv, boolean last, boolean functions) {
    String name = argv.get(0);
    Command function = functions ? shell.functions.get(name) : null;
    if (function != null) {
      return interpreter.call(name, function, argv.subList(1, argv.size()));
    }
    Builtin builtin = builtins.get(name);
    if (builtin != null) {
      return builtin.run(argv.subList(1, argv.size()));
    }
    Optional<Program> program = program(name);
    if (program.isEmpty()) {
      return missing(name);
    }
    if (name.indexOf('/') < 0) {
      shell.hashed.merge(name, 1, Integer::sum);
    }
    if (last) {
      self.spend(SPAWN_COST);
      replace(program.get(), argv);
    }
    Spawn child =
        self.spawn(program.get(), argv)
            .environment(environment(name))
            .group(interpreter.children().jobs().group());
    return interpreter.children().wait(interpreter.children().fork(child), text);
  }

  /** {@code exec}: the program takes the place of the shell, with the redirections made. */
  void replace(Program program, List<String> argv) {
    replaced = true;
    if (shell.dialect == Dialect.BASH && self.pid() == shell.pid) {
      shell.variables.deepen(-1);
    }
    self.environment().clear();
    self.environment().putAll(environment(argv.get(0)));
    self.exec(program, argv);
  }

  /** What a program gets: bash says last what it was called ({@code put_command_name_into_env}). */
  private Map<String, String> environment(String name) {
    Map<String, String> environment = shell.variables.environment();
    if (shell.dialect == Dialect.BASH) {
      environment.remove("_");
      environment.put("_", where(name).orElse(name));
    }
    return environment;
  }

  boolean isBuiltin(String name) {
    return builtins.containsKey(name);
  }

  /** The program of a name: one of the place's tools, or a script in its files. */
  Optional<Program> program(String name) {
    Optional<String> found = where(name);
    return found.isPresent() ? at(found.get()) : Optional.empty();
  }

  /** Where the program of a name is: along PATH, which need not be set ({@code findcmd.c}). */
  Optional<String> where(String name) {
    if (name.indexOf('/') >= 0) {
      return Optional.of(name);
    }
    Optional<Toolset.Tool> tool = self.place().tools().find(name);
    Optional<String> path = shell.variables.get("PATH");
    if (path.isEmpty()) {
      return tool.map(Toolset.Tool::path);
    }
    for (String directory : path.get().split(":")) {
      String candidate = self.path(directory) + "/" + name;
      if (tool.filter(one -> merged(one.path()).equals(merged(candidate))).isPresent()) {
        return tool.map(Toolset.Tool::path);
      } else if (self.files().isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Directories of the system are one: a toolset has one for what images have in several. */
  private static String merged(String path) {
    return path.replaceFirst("^(/usr)?/s?bin/", "/usr/bin/");
  }

  private Optional<Program> at(String name) {
    Optional<Program> tool = self.place().tools().find(name).map(Toolset.Tool::program);
    if (tool.isPresent()) {
      return tool;
    }
    String path = self.path(name);
    return self.files().isExecutable(path) ? script(path, name) : Optional.empty();
  }

  /** What runs an executable file: a shell, or the program that its first line names. */
  private Optional<Program> script(String path, String written) {
    Optional<String> lacking = ScriptFile.lacking(self.place(), path);
    if (lacking.isPresent()) {
      String none =
          shell.dialect == Dialect.BASH ? "cannot execute: required file not found" : "not found";
      String text = shell.prefix() + written + ": " + none;
      BlockingProgram failing = own -> own.stderr().println(text, NOT_FOUND);
      return Optional.of(failing);
    }
    boolean shells = !ScriptFile.isForeign(self.place(), path);
    if (shells) {
      return Optional.of(new Shell(shell.dialect).script(path));
    }
    BlockingProgram kernel =
        own -> {
          List<String> words = new ArrayList<>(own.arguments());
          words.add(0, path);
          Optional<ScriptFile> file =
              ScriptFile.find(own.place(), words, own.directory(), own.environment());
          own.exec(file.orElseThrow().program(), file.orElseThrow().argv());
          return 0;
        };
    return Optional.of(kernel);
  }

  /** Says that a command is not there. */
  int missing(String name) {
    boolean bash = shell.dialect == Dialect.BASH;
    String path = self.path(name);
    int status = NOT_FOUND;
    String why = bash ? "command not found" : "not found";
    if (name.indexOf('/') >= 0 && self.files().exists(path)) {
      boolean directory = bash && self.files().isDirectory(path);
      why = directory ? Errno.EISDIR.text() : Errno.EACCES.text();
      status = NOT_EXECUTABLE;
    } else if (bash && (name.indexOf('/') >= 0 || shell.variables.get("PATH").equals(NO_PATH))) {
      why = Errno.ENOENT.text();
    }
    return self.stderr().print(shell.prefix() + name + ": " + why + "\n", status);
  }
}
