package passerelle.sim.userland.ps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Resources;

/**
 * The programs {@code kill} of procps and of BusyBox, which run where no shell does, and BusyBox's
 * {@code killall}. A shell's own {@code kill} knows its jobs besides.
 */
public record KillTool(boolean busybox) implements LabKernel.Tool {
  private static final String USAGE = Resources.text(KillTool.class, "kill.txt");

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    Process self = kernel.process();
    List<String> targets = new ArrayList<>(self.arguments());
    boolean quiet = self.name().equals("killall") && targets.remove("-q");
    Optional<Signal> signal = Optional.of(Signal.TERM);
    if (!targets.isEmpty() && targets.get(0).matches("-.+")) {
      String option = targets.remove(0).substring(1);
      if (option.equals("l") || option.equals("L")) {
        throw ToolFailure.notModelled("kill", "option -" + option);
      }
      boolean apart = option.equals("s") && !targets.isEmpty();
      signal = signal(apart ? targets.remove(0) : option);
    }
    if (targets.isEmpty() && !busybox && self.name().equals("killall")) {
      throw new ToolFailure(1, "Usage: killall [OPTION]... [--] NAME...\n");
    }
    if (targets.isEmpty()) {
      throw new ToolFailure(
          1, busybox ? self.name() + ": you need to specify whom to kill\n" : USAGE);
    }
    int status = 0;
    for (String target : targets) {
      boolean reached =
          self.name().equals("killall")
              ? everyone(kernel, target, signal, quiet)
              : one(kernel, target, signal);
      status = reached ? status : 1;
    }
    return status;
  }

  /** Empty for 0, which only asks whether there is such a process. */
  private Optional<Signal> signal(String name) throws ToolFailure {
    Optional<Signal> signal = Signal.parse(name);
    if (signal.isEmpty() && !name.equals("0")) {
      throw new ToolFailure(
          1,
          busybox
              ? "kill: bad signal name '" + name + "'\n"
              : "kill: invalid argument " + name.charAt(0) + "\n" + USAGE);
    }
    return signal;
  }

  private boolean one(KernelView kernel, String target, Optional<Signal> signal)
      throws ToolFailure {
    if (!target.matches("[0-9]{1,9}")) {
      throw new ToolFailure(
          1,
          busybox
              ? "kill: invalid number '" + target + "'\n"
              : "kill: failed to parse argument: '" + target + "'\n");
    }
    Process self = kernel.process();
    Optional<Process> found = self.place().process(Integer.parseInt(target));
    if (found.isEmpty()) {
      kernel.err(
          busybox
              ? "kill: can't kill pid " + target + ": No such process\n"
              : "kill: (" + target + "): No such process\n");
      return false;
    }
    signal.ifPresent(what -> send(self, found.get(), what));
    return true;
  }

  private boolean everyone(KernelView kernel, String name, Optional<Signal> signal, boolean quiet) {
    List<Row> rows = new ArrayList<>(Row.seenBy(kernel.process()));
    rows.removeIf(row -> !row.name().equals(name) || row.process() == kernel.process());
    for (Row row : rows) {
      signal.ifPresent(what -> send(kernel.process(), row.process(), what));
    }
    if (rows.isEmpty() && !quiet) {
      kernel.err(
          busybox ? "killall: " + name + ": no process killed\n" : name + ": no process found\n");
    }
    return !rows.isEmpty();
  }

  /** From further out the first of a PID namespace can be killed (SIGNAL_UNKILLABLE). */
  static void send(Process self, Process to, Signal signal) {
    boolean first = self.place().number(to).equals(OptionalInt.of(1));
    if (!first || to.signalHandlers().has(signal)) {
      to.signal(signal);
    }
  }
}
