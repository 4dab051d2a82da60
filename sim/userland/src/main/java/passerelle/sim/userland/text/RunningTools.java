package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.ScriptFile;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Source;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.BusyboxBuild;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.ByteText;
import passerelle.text.CNumber;

/** {@code env timeout xargs nohup}: tools that run another program. */
record RunningTools(Flavour flavour) {
  private static final int NOT_FOUND = 127;
  private static final int TIMED_OUT = 124;
  private static final int CANNOT = 125;

  void addTo(Toolset.Builder tools, String bin) {
    int trouble = flavour == Flavour.GNU ? CANNOT : 1;
    tools.add(
        bin,
        new TextTool(flavour, "+iu:0", "ignore-environment=i unset=u null=0", trouble, this::env),
        "env");
    String words = "signal=s kill-after=k preserve-status=p foreground=f";
    tools.add(bin, new TextTool(flavour, "+s:k:pfv", words, trouble, this::timeout), "timeout");
    tools.add(
        bin,
        new TextTool(
            flavour,
            "+n:I:rtd:0L:P:s:xpE:e::",
            "max-args=n no-run-if-empty=r null=0 delimiter=d replace=I max-procs=P verbose=t",
            1,
            this::xargs),
        "xargs");
    tools.add(bin, new TextTool(flavour, "+", "", CANNOT, this::nohup), "nohup");
    if (flavour == Flavour.BUSYBOX) {
      BlockingProgram applet = RunningTools::applet;
      tools.add(bin, flavour.tool("+pv!ao:f:", "", this::time), "time").add(bin, applet, "busybox");
    }
  }

  private static Optional<Program> find(Process self, String name) {
    return ScriptFile.execvp(self, name).map(Toolset.Tool::program);
  }

  private int env(Process self, Options options) {
    if (options.has('i') || options.operands().contains("-")) {
      self.environment().clear();
    }
    options.values('u').forEach(self.environment()::remove);
    List<String> command = new ArrayList<>(options.operands());
    command.remove("-");
    while (!command.isEmpty() && command.get(0).indexOf('=') > 0) {
      String[] parts = command.remove(0).split("=", 2);
      self.environment().put(parts[0], parts[1]);
    }
    if (command.isEmpty()) {
      self.environment().forEach((name, value) -> self.stdout().println(name + "=" + value));
      return 0;
    }
    Optional<Program> program = find(self, command.get(0));
    if (program.isEmpty()) {
      String gnu = "'" + command.get(0) + "'";
      String busybox = "can't execute '" + command.get(0) + "'";
      String what = flavour == Flavour.GNU ? gnu : busybox;
      return self.stderr()
          .println(self.name() + ": " + what + ": No such file or directory", NOT_FOUND);
    }
    self.exec(program.get(), command);
    return 0;
  }

  private int nohup(Process self, Options options) throws ToolFailure {
    if (options.operands().isEmpty()) {
      throw TextTool.usage(flavour, self.name(), "missing operand", CANNOT);
    }
    Optional<Program> program = find(self, options.operands().get(0));
    if (program.isEmpty()) {
      return self.stderr()
          .println(
              "nohup: failed to run command '"
                  + options.operands().get(0)
                  + "': No such file or directory",
              NOT_FOUND);
    }
    if (self.stdout().isTerminal()) {
      String file = self.path("nohup.out");
      String input = self.stdin().isTerminal() ? "ignoring input and " : "";
      try {
        Sink out = self.files().openForWriting(file, true);
        self.stderr().println("nohup: " + input + "appending output to 'nohup.out'");
        self.stdout().redirect(out);
      } catch (FileError error) {
        String text = "nohup: failed to open 'nohup.out': " + error.getMessage();
        return self.stderr().println(text, CANNOT);
      }
    }
    self.signalHandlers().ignore(Signal.HUP);
    self.exec(program.get(), options.operands());
    return 0;
  }

  /** BusyBox's {@code time}: computing takes no time in the lab. */
  private int time(Process self, Options options) throws ToolFailure {
    if (options.operands().isEmpty()) {
      throw TextTool.usage(flavour, self.name(), "", 1);
    }
    Optional<Program> program = find(self, options.operands().get(0));
    if (program.isEmpty()) {
      String text = "time: can't execute '" + options.operands().get(0) + "': ";
      return self.stderr().println(text + "No such file or directory", NOT_FOUND);
    }
    long start = self.now();
    Process child = self.spawn(program.get(), options.operands()).create();
    child.runHere();
    int status = self.awaitEnd(child);
    long minutes = (self.now() - start) / (60 * EventLoop.SECOND);
    double seconds = (self.now() - start) / (double) EventLoop.SECOND - 60 * minutes;
    String real = CNumber.fixed(seconds, 2);
    self.stderr()
        .print(
            options.has('p')
                ? "real " + CNumber.fixed(seconds + 60 * minutes, 2) + "\nuser 0.00\nsys 0.00\n"
                : "real\t" + minutes + "m " + real + "s\nuser\t0m 0.00s\nsys\t0m 0.00s\n");
    return status;
  }

  /** {@code busybox APPLET ARGS}. */
  private static int applet(Process self) {
    List<String> words = self.arguments();
    if (words.isEmpty() || words.get(0).equals("--help")) {
      return self.stdout().print(BusyboxBuild.TITLE + "\n", 0);
    }
    Optional<Program> program = find(self, words.get(0));
    if (program.isEmpty()) {
      return self.stderr().println(words.get(0) + ": applet not found", NOT_FOUND);
    }
    self.exec(program.get(), words);
    return 0;
  }

  private int timeout(Process self, Options options) throws ToolFailure {
    if (options.operands().size() < 2) {
      String hint =
          flavour == Flavour.GNU
              ? "Try 'timeout --help' for more information.\n"
              : TextTool.usage(flavour, self.name(), "", 1).getMessage();
      throw new ToolFailure(flavour == Flavour.GNU ? CANNOT : 1, hint);
    }
    String text = options.operands().get(0);
    Optional<Long> nanos = Durations.parse(text);
    Optional<Signal> signal = Signal.parse(options.value('s').orElse("TERM"));
    if (nanos.isEmpty() || signal.isEmpty()) {
      String gnu =
          nanos.isEmpty()
              ? "invalid time interval '" + text + "'"
              : options.value('s').orElse("") + ": invalid signal";
      throw flavour == Flavour.GNU
          ? TextTool.usage(flavour, self.name(), gnu.replace("''", ""), CANNOT)
          : new ToolFailure(1, "timeout: invalid number '" + text + "'\n");
    }
    List<String> argv = options.operands().subList(1, options.operands().size());
    Optional<Program> program = find(self, argv.get(0));
    if (program.isEmpty()) {
      String name = argv.get(0);
      return self.stderr()
          .println(
              flavour == Flavour.GNU
                  ? "timeout: failed to run command '" + name + "': No such file or directory"
                  : "timeout: can't execute '" + name + "': No such file or directory",
              NOT_FOUND);
    }
    return supervise(
        self, options, self.spawn(program.get(), argv).start(), nanos.get(), signal.get());
  }

  private int supervise(Process self, Options options, Process child, long nanos, Signal signal) {
    self.onSignal(Signal.TERM, () -> child.group().signalBranch(child, Signal.TERM));
    self.onSignal(Signal.INT, () -> child.group().signalBranch(child, Signal.INT));
    if (nanos > 0 && !self.await(() -> !child.isRunning(), nanos)) {
      child.group().signalBranch(child, signal);
      Optional<Long> grace = options.value('k').flatMap(Durations::parse);
      if (grace.isPresent() && !self.await(() -> !child.isRunning(), grace.get())) {
        child.group().signalBranch(child, Signal.KILL);
      }
      self.awaitEnd(child);
      boolean own = flavour == Flavour.GNU && !options.has('p') && signal != Signal.KILL;
      return own ? TIMED_OUT : flavour == Flavour.GNU ? child.status() : signal.status();
    }
    return self.awaitEnd(child);
  }

  private int xargs(Process self, Options options) throws ToolFailure {
    List<String> command = options.operands().isEmpty() ? List.of("echo") : options.operands();
    String input = ByteText.decode(self.stdin().readAll());
    Optional<String> replace = options.value('I');
    List<List<String>> batches = new ArrayList<>();
    if (replace.isPresent()) {
      for (String line : Words.lines(input)) {
        List<String> argv = new ArrayList<>();
        command.forEach(word -> argv.add(word.replace(replace.get(), line)));
        batches.add(argv);
      }
    } else {
      batches.addAll(batches(self, options, command, input));
    }
    int status = 0;
    for (List<String> argv : batches) {
      int result = runOne(self, options, argv);
      if (result == NOT_FOUND) {
        return NOT_FOUND;
      }
      status = result == 0 ? status : 123;
    }
    return status;
  }

  private List<List<String>> batches(
      Process self, Options options, List<String> command, String input) throws ToolFailure {
    List<String> words =
        options.has('0')
            ? Words.separated(input, "\0")
            : options.has('d')
                ? Words.separated(input, options.value('d').orElse("").replace("\\n", "\n"))
                : Words.quoted(input).orElseThrow(() -> unmatched(self));
    Optional<String> perCommand = options.value('n').or(() -> options.value('L'));
    if (perCommand.isPresent() && !perCommand.get().matches("[1-9]\\d{0,6}")) {
      throw TextTool.usage(
          flavour, self.name(), "invalid number \"" + perCommand.get() + "\" for -n option", 1);
    }
    int size = perCommand.map(Integer::parseInt).orElse(Math.max(1, words.size()));
    List<List<String>> batches = new ArrayList<>();
    for (int i = 0; i < words.size(); i += size) {
      List<String> argv = new ArrayList<>(command);
      argv.addAll(words.subList(i, Math.min(words.size(), i + size)));
      batches.add(argv);
    }
    if (words.isEmpty() && !options.has('r')) {
      batches.add(command);
    }
    return batches;
  }

  private static ToolFailure unmatched(Process self) {
    return new ToolFailure(
        1,
        self.name()
            + ": unmatched single quote; by default quotes are special to xargs unless you use the"
            + " -0 option\n");
  }

  private int runOne(Process self, Options options, List<String> argv) {
    Optional<Program> program = find(self, argv.get(0));
    if (options.has('t')) {
      self.stderr().println(String.join(" ", argv));
    }
    if (program.isEmpty()) {
      return self.stderr()
          .println(self.name() + ": " + argv.get(0) + ": No such file or directory", NOT_FOUND);
    }
    self.spend(500);
    Process child = self.spawn(program.get(), argv).stdin(Source.empty()).create();
    child.runHere();
    return self.awaitEnd(child);
  }
}
