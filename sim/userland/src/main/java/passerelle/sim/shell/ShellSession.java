package passerelle.sim.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Scheduler;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Spawn;

/**
 * A shell that a person types into: variables, directory, jobs and {@code $?} last from one command
 * line to the next. Its process lives as long as the session; the caller's thread moves the lab on
 * while a line runs.
 */
public final class ShellSession {
  private final Process process;
  private final ShellState state;
  private final Interpreter interpreter;

  /**
   * Begins a session.
   *
   * @param surroundings of the shell's process, begun with {@link #in}
   */
  public ShellSession(Spawn surroundings, Dialect dialect) {
    process = surroundings.create();
    Variables variables = new Variables(process.environment());
    if (dialect == Dialect.BASH) {
      variables.useOrderOfBash();
      variables.deepen(1);
    }
    state = new ShellState(dialect, process.name(), variables, new JobTable());
    state.aliases.on = true;
    state.pid = process.pid();
    state.started = process.now();
    state.monitor = true;
    state.variables.set("PWD", process.directory());
    interpreter = new Interpreter(process, state);
    process.onSignal(Signal.TERM, () -> {});
  }

  /**
   * What the process of a session is made of, to be given environment, directory, capabilities.
   *
   * @param name how the shell calls itself in errors: {@code bash} or {@code sh}
   */
  public static Spawn in(Place place, String name) {
    return place.spawn(self -> {}, List.of(name)).unlimited();
  }

  /**
   * Runs a command line.
   *
   * @param output takes what the line and its background jobs print
   * @return the exit status, 130 after Ctrl-C
   */
  public int run(String line, Sink output) {
    if (!process.isRunning()) {
      return process.status();
    }
    process.stdout().redirect(output);
    process.stderr().redirect(output);
    Scheduler scheduler = process.scheduler();
    int interrupted = scheduler.runForeground(process, () -> interpret(line));
    if (interrupted != 0) {
      state.status = interrupted;
    }
    scheduler.advance(0);
    return state.status;
  }

  private void interpret(String line) {
    state.history.addAll(state.dialect, line);
    try {
      state.line = 1;
      state.loopDepth = 0;
      state.functionDepth = 0;
      state.status = interpreter.script(state.parse(line), false);
    } catch (SyntaxError error) {
      process.stderr().print(state.explain(line, error));
      state.status = 2;
    } catch (Jump exit) {
      state.status = interpreter.atExit(exit.number());
      process.exit(state.status);
    }
  }

  /** Whether {@code exit} or a signal has ended it. */
  public boolean isEnded() {
    return !process.isRunning();
  }

  /**
   * What its later command lines find as this one left it, as a value: variables, directory,
   * functions, options, traps; but not what every command line sets.
   */
  public Object settings() {
    return List.of(state.settings(), process.directory());
  }

  /** Where its next command line runs. */
  public String directory() {
    return process.directory();
  }

  /** The background jobs. */
  public JobTable jobs() {
    return state.jobs;
  }

  /** The variables of a person's shell; a terminal is an xterm, or like one. */
  public static Map<String, String> variables(boolean terminal) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("HOME", "/root");
    if (terminal) {
      variables.put("LOGNAME", "root");
      variables.put("USER", "root");
    }
    variables.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    if (terminal) {
      variables.put("TERM", "xterm");
    }
    return variables;
  }
}
