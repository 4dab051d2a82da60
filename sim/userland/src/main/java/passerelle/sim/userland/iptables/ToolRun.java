package passerelle.sim.userland.iptables;

import passerelle.sim.process.Process;

/** What a tool printed and how it ended. */
public final class ToolRun {
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder err = new StringBuilder();
  private int status;

  /** Standard output. */
  public String out() {
    return out.toString();
  }

  /** Standard error. */
  public String err() {
    return err.toString();
  }

  /** The exit status, 0 for success. */
  public int status() {
    return status;
  }

  /** Prints a line. */
  public void println(String line) {
    out.append(line).append('\n');
  }

  /** Prints a line on standard error. */
  public void complain(String line) {
    err.append(line).append('\n');
  }

  /** Prints all of it as the process; returns the exit status. */
  public int finish(Process self) {
    self.stdout().useStdioBuffer();
    self.stdout().print(out());
    return self.stderr().print(err(), status);
  }

  /** Ends unsuccessfully; the reason has been told. */
  public ToolRun fail() {
    status = 1;
    return this;
  }

  /** Ends unsuccessfully with a message. */
  public ToolRun fail(int exitStatus, String message) {
    complain(message);
    status = exitStatus;
    return this;
  }
}
