package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.tty.Answer;
import passerelle.sim.tty.Editor;
import passerelle.sim.tty.Holder;
import passerelle.sim.tty.Prompt;
import passerelle.sim.tty.Tty;

/**
 * A shell that a person types into: it asks its terminal for a line, runs it, and asks again
 * ({@code eval.c:reader_loop}, {@code ash.c:cmdloop}).
 */
final class InteractiveShell {
  private static final String CONTINUED = "> ";

  /** From {@code execve} to the prompt, in nanoseconds: what is typed meanwhile is echoed. */
  private static final long START_UP = 1_000_000;

  /** As long an engine takes to tell its client that a container has started. */
  private static final long ENGINE = 150_000_000;

  private final Process self;
  private final ShellState state;
  private final Interpreter interpreter;
  private final Tty tty;
  private final Editor editor;
  private boolean warned;

  InteractiveShell(Process self, ShellState state, Tty tty) {
    this.self = self;
    this.state = state;
    this.tty = tty;
    state.terminal = Optional.of(tty);
    state.monitor = true;
    state.aliases.on = true;
    if (state.variables.get("PS1").isEmpty()) {
      state.variables.set("PS1", ownPrompt());
    }
    interpreter = new Interpreter(self, state);
    boolean bash = state.dialect == Dialect.BASH;
    editor =
        new Editor(
            bash ? Editor.Style.READLINE : Editor.Style.LINEEDIT,
            state.history.lines(),
            new WordCompletion(self, state));
  }

  /** Runs until {@code exit} or the end of input; the exit status. */
  int run() {
    self.onSignal(
        Signal.INT,
        () -> {
          if (!tty.interruptLine(self)) {
            self.interruptCommand();
          }
        });
    for (Signal other : new Signal[] {Signal.QUIT, Signal.TERM, Signal.TSTP, Signal.TTOU}) {
      self.onSignal(other, () -> {});
    }
    tty.setForeground(self.group());
    startUp();
    OptionalInt exit =
        state
            .startUpFile
            .map(file -> execute("! test -r " + file + " || . " + file))
            .orElse(OptionalInt.empty());
    while (exit.isEmpty()) {
      tellNews();
      exit = step(ask(prompt()));
    }
    state.jobs.all().stream().filter(Job::isStopped).forEach(this::hangUp);
    return exit.getAsInt();
  }

  /** Who has started it in a container may take a moment to sit down at its terminal. */
  private void startUp() {
    self.await(() -> tty.holder() != Holder.DETACHED, ENGINE);
    if (tty.holder().typesKeys()) {
      self.sleep(START_UP);
    }
  }

  private Answer ask(String text) {
    return tty.ask(new Prompt(self, text, state.status, this::settings, editor));
  }

  private Object settings() {
    return List.of(state.settings(), self.directory());
  }

  private void hangUp(Job job) {
    job.group().signal(Signal.HUP);
    job.group().signal(Signal.CONT);
  }

  /** What {@code PS1} is before anybody sets it. */
  private String ownPrompt() {
    return state.dialect.choose("\\s-\\v\\$ ", "\\w \\$ ", "# ");
  }

  /** {@code PS1}; while nobody has set it, where the shell is. */
  private String prompt() {
    String text = state.variables.getOrEmpty("PS1");
    return text.equals(ownPrompt()) ? self.place().prompt() : PromptText.expand(text, self);
  }

  private OptionalInt step(Answer answer) {
    if (answer instanceof Answer.Line line) {
      Optional<String> typed = expanded(line.text());
      if (typed.isEmpty()) {
        return OptionalInt.empty();
      }
      String script = typed.get();
      state.history.addAll(state.dialect, script);
      while (Scripts.isIncomplete(state.dialect, script)) {
        boolean whole = tty.holder() == Holder.SCRIPT;
        Answer more = whole ? new Answer.EndOfInput() : ask(CONTINUED);
        if (more instanceof Answer.EndOfInput) {
          return unfinished(script, whole);
        } else if (!(more instanceof Answer.Line)) {
          return interrupted();
        }
        script += "\n" + ((Answer.Line) more).text();
        state.history.goOn(state.dialect, script);
      }
      return execute(script);
    }
    return answer instanceof Answer.EndOfInput ? endOfInput() : interrupted();
  }

  /**
   * Input ends within a command: what can be run of it is, a document with a warning ({@code
   * make_cmd.c:make_here_document}), and bash ends of the rest as by Ctrl-D at its prompt.
   *
   * @param whole the command came from a script, which ends here, and not the shell
   */
  private OptionalInt unfinished(String script, boolean whole) {
    try {
      state.parse(script);
    } catch (SyntaxError error) {
      self.stderr().print(state.dialect.explainTyped(state.name, script, error));
      state.status = 2;
      return whole || state.dialect == Dialect.ASH ? OptionalInt.empty() : endOfInput();
    }
    if (state.dialect == Dialect.BASH) {
      Scripts.openDocument(state.dialect, script)
          .ifPresent(
              delimiter ->
                  self.stderr()
                      .println(
                          state.name
                              + ": warning: here-document at line 1 delimited by end-of-file"
                              + " (wanted `"
                              + delimiter
                              + "')"));
    }
    return execute(script);
  }

  /** The line with what was typed before in it, which is shown; empty when there is none such. */
  private Optional<String> expanded(String line) {
    if (state.dialect != Dialect.BASH) {
      return Optional.of(line);
    }
    try {
      String whole = state.history.expand(line);
      if (!whole.equals(line)) {
        self.stderr().println(whole);
      }
      return Optional.of(whole);
    } catch (CommandHistory.NotFound none) {
      self.stderr().println(state.name + ": " + none.getMessage());
      return Optional.empty();
    }
  }

  private OptionalInt interrupted() {
    state.status = Signal.INT.status();
    if (state.dialect != Dialect.BASH) {
      self.stderr().print("\n");
    }
    return OptionalInt.empty();
  }

  private OptionalInt endOfInput() {
    tellOfExit();
    return isHeldBack() ? OptionalInt.empty() : OptionalInt.of(interpreter.atExit(state.status));
  }

  /** What bash says, of a login shell otherwise ({@code exit_builtin}). */
  private void tellOfExit() {
    if (state.dialect == Dialect.BASH) {
      boolean login =
          self.name().startsWith("-")
              || self.arguments().stream()
                  .map(word -> Shell.longOption(word, state.dialect))
                  .anyMatch(word -> word.matches("-[a-z]*l[a-z]*|--login"));
      self.stderr().println(login ? "logout" : "exit");
    }
  }

  /** Who leaves stopped jobs behind is told so once ({@code exit_shell}). */
  private boolean isHeldBack() {
    if (warned || state.jobs.all().stream().noneMatch(Job::isStopped)) {
      return false;
    }
    warned = true;
    self.stderr()
        .println(
            state.dialect == Dialect.BASH ? "There are stopped jobs." : "You have stopped jobs.");
    return true;
  }

  private OptionalInt execute(String script) {
    int[] exit = {-1};
    int failed = self.interactively(() -> interpret(script, exit));
    if (failed != 0) {
      state.status = failed;
    }
    if (failed == Signal.INT.status()) {
      self.stderr().print("\n");
    }
    return exit[0] < 0 ? OptionalInt.empty() : OptionalInt.of(exit[0]);
  }

  private void interpret(String script, int[] exit) {
    boolean blank = script.isBlank();
    try {
      state.line = 1;
      state.loopDepth = 0;
      state.functionDepth = 0;
      if (!blank) {
        state.status = interpreter.script(state.parse(script), false);
        state.typedBefore += (int) script.lines().count();
        warned = false;
      }
    } catch (SyntaxError error) {
      self.stderr()
          .print(state.dialect.explainTyped(state.name, script, error.after(state.typedBefore)));
      state.status = 2;
    } catch (Jump leaving) {
      tellOfExit();
      if (!isHeldBack()) {
        exit[0] = interpreter.atExit(leaving.number());
      }
    }
  }

  /**
   * Jobs that have ended, or stopped by themselves ({@code notify_of_job_status}). Of what ends
   * this very moment the shell hears after its prompt (SIGCHLD).
   */
  private void tellNews() {
    for (Job job : state.jobs.listed(state.dialect)) {
      boolean over = job.isEnded() && job.process().endedAt() < self.now();
      if (over || job.hasNewlyStopped()) {
        self.stderr().print(job.line(state.dialect, state.jobs.mark(job), false));
      }
      if (over) {
        state.jobs.remove(job);
      }
    }
  }
}
