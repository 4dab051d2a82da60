package passerelle.sim.process;

import java.util.List;

/** Where somebody waits for a command: who is told of bounds, and how one presses Ctrl-C there. */
public interface Seat {
  /** The process that notices are written by, on its standard error. */
  Process process();

  /**
   * Ctrl-C.
   *
   * @param count how often it has been pressed while this command runs, from 1
   */
  void interrupt(int count);

  /**
   * Ctrl-C, and more than that, for a command that nobody waits for any longer.
   *
   * @param attempt from 1
   */
  void giveUp(int attempt);

  /** What somebody waits for here: the groups that run in the foreground. */
  List<ProcessGroup> groups();

  /** The seat of a shell whose commands run on the thread of the driver. */
  static Seat of(Process shell) {
    return new Seat() {
      @Override
      public Process process() {
        return shell;
      }

      @Override
      public void interrupt(int count) {
        shell.group().interruptAround(shell, Signal.INT);
      }

      @Override
      public void giveUp(int attempt) {
        shell.group().interruptAround(shell, attempt == 1 ? Signal.INT : Signal.KILL);
      }

      @Override
      public List<ProcessGroup> groups() {
        return shell
            .group()
            .job()
            .map(job -> List.of(shell.group(), job))
            .orElse(List.of(shell.group()));
      }
    };
  }
}
