package passerelle.sim.shell;

import java.util.Locale;
import passerelle.sim.process.Process;
import passerelle.sim.process.ProcessGroup;
import passerelle.sim.process.Signal;

/** A pipeline that its shell does not wait for. */
public final class Job {
  private final int number;
  private final Process process;
  private final String command;
  private boolean stopTold;

  /**
   * A job.
   *
   * @param number as in {@code %1}
   * @param process the last of the pipeline, whose status is the job's
   * @param command its text
   */
  Job(int number, Process process, String command) {
    this.number = number;
    this.process = process;
    this.command = command;
  }

  /** As in {@code %1}. */
  public int number() {
    return number;
  }

  /** The last process of the pipeline. */
  public Process process() {
    return process;
  }

  /** All its processes. */
  public ProcessGroup group() {
    return process.group();
  }

  String command() {
    return command;
  }

  boolean isStopped() {
    return group().isStopped();
  }

  boolean isEnded() {
    return group().isEnded() || !process.isRunning();
  }

  /** Whether it has stopped since somebody was told so. */
  boolean hasNewlyStopped() {
    boolean news = isStopped() && !stopTold;
    stopTold = isStopped();
    return news;
  }

  /** Somebody has been told how it is. */
  void told() {
    stopTold = isStopped();
  }

  /**
   * Running, stopped, done or killed, as {@code jobs} says ({@code jobs.c:printable_job_status},
   * {@code ash.c:showjob}).
   */
  String state(Dialect dialect) {
    if (!isEnded()) {
      return isStopped() ? "Stopped" : "Running";
    }
    if (process.killedBy().isPresent()) {
      return description(process.killedBy().get());
    }
    if (process.status() == 0) {
      return "Done";
    }
    return dialect == Dialect.BASH ? "Exit " + process.status() : "Done(" + process.status() + ")";
  }

  /** {@code strsignal(3)}. */
  static String description(Signal signal) {
    return switch (signal) {
      case KILL -> "Killed";
      case INT -> "Interrupt";
      case HUP -> "Hangup";
      case QUIT -> "Quit";
      case PIPE -> "Broken pipe";
      case SEGV -> "Segmentation fault";
      case USR1 -> "User defined signal 1";
      case USR2 -> "User defined signal 2";
      case ALRM -> "Alarm clock";
      case XCPU -> "CPU time limit exceeded";
      default -> "Terminated";
    };
  }

  /** Its line in {@code jobs} and in the news before a prompt. */
  String line(Dialect dialect, String mark, boolean withPid) {
    boolean bash = dialect == Dialect.BASH;
    String pid = withPid ? "%6s ".formatted(process.pid()) : bash ? "  " : "  ";
    String tail = bash && !isEnded() && !isStopped() ? " &" : "";
    String shape = dialect.choose("[%d]%s%s%-24s%s%s", "[%d]%s%s%-26s %s%s", "[%d] %s%s%-26s %s%s");
    if (dialect == Dialect.DASH) {
      pid = withPid ? " %s ".formatted(process.pid()) : " ";
    }
    return String.format(Locale.ROOT, shape, number, mark, pid, state(dialect), command, tail)
        + "\n";
  }
}
