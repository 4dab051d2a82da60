package passerelle.sim.process;

import java.nio.charset.StandardCharsets;

/** What the lab itself says on a process's standard error. */
final class Messages {
  /** {@code EX_SOFTWARE} of {@code sysexits.h}. */
  static final int BUG_STATUS = 70;

  private Messages() {}

  static byte[] deadlock() {
    return line("passerelle: nothing is left to happen that could end this command: Ctrl-C");
  }

  static byte[] late() {
    return line("passerelle: this command has taken too much of the lab's time: Ctrl-C");
  }

  static byte[] exhausted(String name) {
    return line(name + ": stopped: it computes without end and no time passes in the lab");
  }

  static byte[] bug(String name, Throwable bug) {
    return line(name + ": Passerelle has a defect here, please report it: " + bug);
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
