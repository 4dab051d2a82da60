package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Program;

/** Builtins that decide what runs next. */
record ControlBuiltins(
    Interpreter interpreter, SimpleCommands commands, Complaints complaints, ShellState shell) {
  /** {@code EX_BADUSAGE} of what wants a number. */
  private static final int NO_NUMBER = 128;

  ControlBuiltins(Interpreter interpreter, SimpleCommands commands, Complaints complaints) {
    this(interpreter, commands, complaints, interpreter.shell());
  }

  void register(Map<String, Builtin> builtins) {
    builtins.put(":", arguments -> 0);
    builtins.put("true", arguments -> 0);
    builtins.put("false", arguments -> 1);
    builtins.put("break", arguments -> leave("break", Jump.Kind.BREAK, arguments));
    builtins.put("continue", arguments -> leave("continue", Jump.Kind.CONTINUE, arguments));
    builtins.put("return", this::returns);
    builtins.put("exit", this::exit);
    builtins.put("eval", arguments -> evaluate(String.join(" ", arguments)));
    builtins.put(".", arguments -> source(".", arguments));
    if (!complaints.isDash()) {
      builtins.put("source", arguments -> source("source", arguments));
    }
    builtins.put("exec", this::exec);
    builtins.put("command", this::command);
    builtins.put("type", this::type);
    if (complaints.isBash()) {
      builtins.put("builtin", this::builtin);
    }
  }

  private int leave(String name, Jump.Kind kind, List<String> arguments) {
    if (shell.loopDepth == 0) {
      return complaints.isBash()
          ? complaints.fail(name, "only meaningful in a `for', `while', or `until' loop", 0)
          : 0;
    }
    int loops = 1;
    shell.status = 0;
    if (!arguments.isEmpty()) {
      String word = arguments.get(0);
      loops = Builtin.number(word).filter(n -> n > 0).orElse(0);
      if (loops == 0 && complaints.isBash() && Builtin.number(word).isEmpty()) {
        complaints.fail(name, word + ": numeric argument required", 1);
        throw new Jump(Jump.Kind.EXIT, NO_NUMBER);
      } else if (loops == 0) {
        shell.status =
            complaints.failSpecial(
                name,
                complaints.isBash()
                    ? word + ": loop count out of range"
                    : "Illegal number: " + word,
                1);
        throw new Jump(Jump.Kind.BREAK, shell.loopDepth);
      }
    }
    throw new Jump(kind, Math.min(loops, shell.loopDepth));
  }

  private int returns(List<String> arguments) {
    if (shell.functionDepth == 0 && complaints.isBash()) {
      return complaints.fail("return", "can only `return' from a function or sourced script", 2);
    }
    throw new Jump(Jump.Kind.RETURN, status("return", arguments));
  }

  private int exit(List<String> arguments) {
    throw new Jump(Jump.Kind.EXIT, status("exit", arguments));
  }

  private int status(String name, List<String> arguments) {
    if (arguments.isEmpty()) {
      return shell.status;
    }
    Optional<Integer> status = Builtin.number(arguments.get(0));
    if (status.isEmpty() || status.get() < 0 && !complaints.isBash()) {
      String bash = arguments.get(0) + ": numeric argument required";
      String ash = "Illegal number: " + arguments.get(0);
      return complaints.failSpecial(name, complaints.isBash() ? bash : ash, 2);
    }
    if (arguments.size() > 1 && complaints.isBash()) {
      throw new ShellError(name, "too many arguments", 1).fatal();
    }
    return status.get() & 0xff;
  }

  private int evaluate(String script) {
    interpreter.self().spend(1 + script.length() / 16);
    int line = shell.line;
    String source = shell.source;
    boolean typed = shell.isTyped();
    if (!complaints.isBash() && !typed) {
      shell.source = "eval";
    }
    try {
      Lexer lexer = new Lexer(shell.dialect, script, shell.functionDepth / 4);
      return interpreter.evaluate(complaints.isBash() ? lexer.countingFrom(line) : lexer);
    } catch (SyntaxError error) {
      shell.source = typed && complaints.isBash() ? "" : "eval";
      return refuse(script, error);
    } finally {
      shell.source = source;
      shell.line = line;
    }
  }

  /** A script that cannot be read ends all but bash. */
  private int refuse(String script, SyntaxError error) {
    interpreter.self().stderr().print(shell.explain(script, error));
    if (!complaints.isBash() && shell.terminal.isEmpty()) {
      throw new Jump(Jump.Kind.EXIT, 2);
    }
    return 2;
  }

  private int source(String name, List<String> arguments) {
    if (arguments.isEmpty()) {
      return complaints.isBash()
          ? complaints.usage(name, "filename argument required", name + " filename [arguments]")
          : complaints.isDash() ? 0 : 2;
    }
    String given = arguments.get(0);
    String path = interpreter.self().path(given);
    String script;
    try {
      // The others look along PATH only.
      if (given.indexOf('/') < 0 && !complaints.isBash()) {
        throw new ShellError(name, given + ": not found", 2);
      }
      script = interpreter.self().files().readText(path);
    } catch (FileError error) {
      String none = error.errno() == Errno.ENOENT ? "No such file" : error.getMessage();
      return complaints.isBash()
          ? interpreter
              .self()
              .stderr()
              .print(shell.prefix() + given + ": " + error.getMessage() + "\n", 1)
          : complaints.failSpecial(
              name,
              complaints.isDash()
                  ? "cannot open " + given + ": " + none
                  : "can't open '" + given + "': " + error.getMessage(),
              2);
    }
    return sourced(script, given, arguments.subList(1, arguments.size()));
  }

  private int sourced(String script, String file, List<String> arguments) {
    List<String> outer = shell.positional;
    boolean own = !complaints.isDash() && !arguments.isEmpty();
    String source = shell.source;
    int line = shell.line;
    shell.positional = own ? arguments : outer;
    shell.source = file;
    shell.functionDepth++;
    interpreter.self().spend(1 + script.length() / 16);
    try {
      return interpreter.evaluate(new Lexer(shell.dialect, script, shell.functionDepth / 4));
    } catch (SyntaxError error) {
      return refuse(script, error);
    } catch (Jump jump) {
      if (jump.kind() != Jump.Kind.RETURN) {
        throw jump;
      }
      return jump.number();
    } finally {
      shell.functionDepth--;
      shell.positional = own ? outer : shell.positional;
      shell.source = source;
      shell.line = line;
    }
  }

  private int exec(List<String> arguments) {
    boolean renamed = complaints.isBash() && arguments.get(0).equals("-a") && arguments.size() > 2;
    List<String> argv = new ArrayList<>(arguments.subList(renamed ? 2 : 0, arguments.size()));
    String name = argv.get(0);
    Optional<Program> program = commands.program(name);
    if (program.isEmpty()) {
      int status = refuse(name);
      if (shell.terminal.isPresent()) {
        return status;
      }
      throw new Jump(Jump.Kind.EXIT, status);
    }
    argv.set(0, arguments.get(renamed ? 1 : 0));
    commands.replace(program.get(), argv);
    return 0;
  }

  private int refuse(String name) {
    String path = interpreter.self().path(name);
    boolean there = name.indexOf('/') >= 0 && interpreter.self().files().exists(path);
    boolean directory = complaints.isBash() && interpreter.self().files().isDirectory(path);
    Errno why = directory ? Errno.EISDIR : Errno.EACCES;
    if (there && complaints.isBash()) {
      interpreter.self().stderr().println(shell.prefix() + name + ": " + why.text());
    }
    String text =
        !there ? "not found" : (complaints.isBash() ? "cannot execute: " : "") + why.text();
    interpreter.self().stderr().println(shell.prefix("exec") + name + ": " + text);
    return there ? SimpleCommands.NOT_EXECUTABLE : SimpleCommands.NOT_FOUND;
  }

  private int command(List<String> arguments) {
    if (arguments.isEmpty()) {
      return 0;
    }
    boolean verbose = arguments.get(0).equals("-V");
    if (verbose || arguments.get(0).equals("-v")) {
      int status = 1;
      // dash looks at one word only.
      int last = complaints.isDash() ? Math.min(2, arguments.size()) : arguments.size();
      for (String name : arguments.subList(1, last)) {
        Optional<String> found = verbose ? describe(name) : locate(name);
        found.ifPresent(line -> interpreter.self().stdout().println(line));
        status = found.isPresent() ? 0 : status;
        if (found.isEmpty() && verbose && complaints.isBash()) {
          complaints.fail("command", name + ": not found", 1);
        } else if (found.isEmpty() && verbose) {
          interpreter.self().stdout().println(name + ": not found");
        }
      }
      return status == 1 && !complaints.isBash() ? 127 : status;
    }
    boolean path = arguments.get(0).equals("-p");
    List<String> argv = path ? arguments.subList(1, arguments.size()) : arguments;
    return argv.isEmpty() ? 0 : commands.execute(argv, false, false);
  }

  private int builtin(List<String> arguments) {
    if (arguments.isEmpty()) {
      return 0;
    }
    boolean known = commands.isBuiltin(arguments.get(0));
    return known
        ? commands.execute(arguments, false, false)
        : complaints.fail("builtin", arguments.get(0) + ": not a shell builtin", 1);
  }

  private int type(List<String> arguments) {
    int status = 0;
    if (complaints.isBash() && !arguments.isEmpty() && arguments.get(0).matches("-[tapPf]+")) {
      return type(arguments.get(0), arguments.subList(1, arguments.size()));
    }
    for (String name : arguments) {
      Optional<String> found = describe(name);
      if (found.isPresent()) {
        interpreter.self().stdout().println(found.get());
      } else if (complaints.isBash()) {
        status = complaints.fail("type", name + ": not found", 1);
      } else {
        interpreter.self().stdout().println(name + ": not found");
        status = 127;
      }
    }
    return status;
  }

  /** {@code -t} says what it is in a word, {@code -p} and {@code -P} where the program is. */
  private int type(String option, List<String> names) {
    boolean path = option.contains("p") || option.contains("P");
    int status = 0;
    for (String name : names) {
      boolean own = isOwn(name) || shell.aliases.find(name).isPresent();
      Optional<String> found =
          option.contains("t") ? kind(name) : path ? program(name) : describe(name);
      if (!(option.contains("p") && own)) {
        found.ifPresent(line -> interpreter.self().stdout().println(line));
        status = found.isPresent() ? status : 1;
      }
      if (option.contains("a") && !option.contains("t")) {
        program(name)
            .filter(where -> own)
            .ifPresent(where -> interpreter.self().stdout().println(name + " is " + where));
      }
    }
    return status;
  }

  private Optional<String> kind(String name) {
    if (shell.aliases.find(name).isPresent()) {
      return Optional.of("alias");
    } else if (Token.KEYWORDS.contains(name)) {
      return Optional.of("keyword");
    } else if (shell.functions.containsKey(name)) {
      return Optional.of("function");
    }
    return commands.isBuiltin(name) ? Optional.of("builtin") : program(name).map(path -> "file");
  }

  private Optional<String> program(String name) {
    return commands.where(name).filter(path -> commands.program(path).isPresent());
  }

  private Optional<String> locate(String name) {
    Optional<String> alias = shell.aliases.find(name);
    if (alias.isPresent()) {
      return Optional.of("alias " + name + "='" + alias.get() + "'");
    }
    if (isOwn(name)) {
      return Optional.of(name);
    }
    return program(name);
  }

  private boolean isOwn(String name) {
    return Token.KEYWORDS.contains(name)
        || shell.functions.containsKey(name)
        || commands.isBuiltin(name);
  }

  private Optional<String> describe(String name) {
    Optional<String> alias = shell.aliases.find(name).filter(value -> shell.aliases.on);
    if (alias.isPresent()) {
      return Optional.of(
          complaints.isBash()
              ? name + " is aliased to `" + alias.get() + "'"
              : name + " is an alias for " + alias.get());
    }
    if (Token.KEYWORDS.contains(name)) {
      return Optional.of(name + " is a shell keyword");
    }
    if (shell.functions.containsKey(name)) {
      return Optional.of(name + (complaints.isDash() ? " is a shell function" : " is a function"));
    }
    if (commands.isBuiltin(name)) {
      return Optional.of(name + " is a shell builtin");
    }
    Optional<String> path = program(name);
    boolean hashed = path.isPresent() && shell.hashed.containsKey(name);
    if (hashed && complaints.isBash()) {
      return Optional.of(name + " is hashed (" + path.get() + ")");
    }
    String tracked = hashed && complaints.isDash() ? " is a tracked alias for " : " is ";
    path.filter(found -> complaints.isDash()).ifPresent(found -> shell.hashed.put(name, 0));
    return path.map(found -> name + tracked + found);
  }
}
