package passerelle.sim.userland.text;

import java.util.List;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;

/** Reading one file after the other, and saying which could not be read. */
final class Complaining {
  private Complaining() {}

  /** What is done with one input. */
  @FunctionalInterface
  interface Reader {
    /** Reads it. */
    void read(String operand) throws FileError;
  }

  /**
   * Reads all operands, or standard input if there is none.
   *
   * @param wording of an error: {@code %s} is the operand, {@code %e} the reason
   * @return 1 if one could not be read, else 0
   */
  static int each(Process self, List<String> operands, String wording, Reader reader) {
    int status = 0;
    for (String operand : operands.isEmpty() ? List.of("-") : operands) {
      try {
        reader.read(operand);
      } catch (FileError error) {
        status = 1;
        say(self, wording, operand, error);
      }
    }
    return status;
  }

  static void say(Process self, String wording, String operand, FileError error) {
    self.stdout().flush(); // As error(3) does, and BusyBox's bb_error_msg.
    String text =
        wording.replace("%s", operand).replace("%e", self.place().libc().strerror(error.errno()));
    self.stderr().println(self.name() + ": " + text);
  }
}
