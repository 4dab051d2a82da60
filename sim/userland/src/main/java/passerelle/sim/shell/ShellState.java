package passerelle.sim.shell;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import passerelle.sim.process.Stream;
import passerelle.sim.tty.Tty;

/** What a shell remembers from one command to the next; a subshell gets a copy. */
final class ShellState {
  /** What every command line sets. */
  private static final Set<String> PASSING = Set.of("_", "RANDOM", "SECONDS", "LINENO");

  final Dialect dialect;
  final String name;
  final Variables variables;
  final Map<String, Command> functions = new LinkedHashMap<>();
  final Aliases aliases = new Aliases();
  final Map<String, String> traps = new TreeMap<>();

  /** What {@code wait} ends with after the last signal for which there was a trap. */
  int trapped;

  final ArrayDeque<String> pendingTraps = new ArrayDeque<>();
  final Map<Integer, Stream> descriptors = new TreeMap<>();

  /** Connections that this shell has opened, each held until no descriptor has it any more. */
  final Set<Stream> connections = new LinkedHashSet<>();

  final JobTable jobs;
  List<String> positional = List.of();

  /** How many lines were typed before the one that is run. */
  int typedBefore;

  Optional<Integer> lastBackground = Optional.empty();
  int status;

  /** What {@code pushd} has left behind, the latest first. */
  final ArrayDeque<String> directories = new ArrayDeque<>();

  /** The statuses of the last pipeline, in decimal. */
  List<String> pipeStatus = List.of("0");

  int line = 1;

  /** What the variables that the running function made local were before; empty outside. */
  Map<String, Variables.Saved> locals = new LinkedHashMap<>();

  /** The programs that have been called, and how often. */
  final Map<String, Integer> hashed = new TreeMap<>();

  /** Which letter of which argument {@code getopts} looks at next. */
  int optionIndex;

  int optionLetter;
  int functionDepth;

  /** The functions that run, the innermost first. */
  final ArrayDeque<String> functionNames = new ArrayDeque<>();

  /** A person has typed what it runs, at this shell or at the one that it is a part of. */
  private boolean typed;

  /** What {@code set -u} ends a shell with: {@code -c} has a status of its own. */
  int unboundStatus = 127;

  int loopDepth;
  int pid;

  /** How many subshells deep it is. */
  int subshells;

  /** How many substitutions deep, as {@code set -x} shows it. */
  int substitutions;

  long started;
  private int random;

  /** Each job has a group of its own ({@code set -m}). */
  boolean monitor;

  /** Run before the first prompt ({@code --rcfile}). */
  Optional<String> startUpFile = Optional.empty();

  /** The terminal that it gives to its jobs. */
  Optional<Tty> terminal = Optional.empty();

  /** What a person has typed. */
  CommandHistory history;

  /** It waits for a job on its own stack. */
  boolean waiting;

  /** SIGINT came while it waited. */
  boolean interrupted;

  final ShellOptions options;
  boolean nullglob;

  /** The script came with {@code -c}. */
  boolean given;

  /** The file that is read, or {@code eval}, as errors name it; empty for what has no name. */
  String source = "";

  /** Where each function was written, as bash's errors name it. */
  final Map<String, String> functionSources = new HashMap<>();

  ShellState(Dialect dialect, String name, Variables variables, JobTable jobs) {
    this.dialect = dialect;
    this.name = name;
    this.variables = variables;
    this.jobs = jobs;
    options = new ShellOptions(dialect);
    history = new CommandHistory(dialect);
    aliases.on = dialect != Dialect.BASH;
  }

  /** For a subshell: its own variables, the same {@code $$}; it may list the jobs. */
  ShellState copy() {
    JobTable known = terminal.isPresent() ? jobs.copy() : new JobTable();
    ShellState copy = new ShellState(dialect, name, variables.copy(), known);
    copy.functions.putAll(functions);
    copy.aliases.putAll(aliases);
    copy.descriptors.putAll(descriptors);
    copy.directories.addAll(directories);
    copy.positional = positional;
    copy.lastBackground = lastBackground;
    copy.history = history;
    copy.typed = isTyped();
    copy.unboundStatus = unboundStatus;
    copy.functionNames.addAll(functionNames);
    copy.status = status;
    copy.line = line;
    copy.functionDepth = functionDepth;
    copy.loopDepth = dialect == Dialect.BASH ? 0 : loopDepth;
    copy.pid = pid;
    copy.subshells = subshells + 1;
    copy.substitutions = substitutions;
    copy.started = started;
    copy.random = random;
    copy.options.copyFrom(options);
    copy.given = given;
    copy.source = source;
    copy.functionSources.putAll(functionSources);
    copy.hashed.putAll(hashed);
    copy.nullglob = nullglob;
    copy.pipeStatus = pipeStatus;
    return copy;
  }

  /** What later command lines find as this one left it, as a value. */
  Object settings() {
    Map<String, String> lasting = variables.sorted();
    lasting.keySet().removeAll(PASSING);
    return List.of(
        lasting,
        variables.listedArrays(),
        List.copyOf(directories),
        variables.environment().keySet(),
        variables.readonlyNames(),
        Map.copyOf(functions),
        aliases.values(),
        Map.copyOf(traps),
        positional,
        List.of(options.names(), nullglob));
  }

  /** bash's generator (Park and Miller), begun with the process number. */
  int nextRandom() {
    long seed = random == 0 ? pid : random;
    random = (int) (seed * 16807 % 2147483647);
    return random & 0x7fff;
  }

  /** What begins an error; where a person types, only dash tells a line's number. */
  String prefix() {
    return isTyped() && dialect != Dialect.DASH
        ? name + ": "
        : dialect.prefix(name, source, lineNumber());
  }

  /** Reads a script, its aliases replaced. */
  Command parse(String script) throws SyntaxError {
    return new Parser(new Lexer(dialect, script, 0), aliases).parseAll();
  }

  /** What is said of a script that cannot be parsed. */
  String explain(String script, SyntaxError error) {
    return dialect.explain(name, source, script, error);
  }

  /** Counted from the first that was typed. */
  int lineNumber() {
    boolean file = !source.isEmpty() && !source.equals("eval");
    int before = dialect == Dialect.ASH && !file ? 1 : 0;
    return typedBefore + line - before;
  }

  boolean isTyped() {
    return typed || terminal.isPresent();
  }

  /** What begins an error of a builtin. */
  String prefix(String builtin) {
    return isTyped() && dialect != Dialect.DASH
        ? name + ": " + builtin + ": "
        : dialect.prefix(name, source, lineNumber(), builtin);
  }
}
