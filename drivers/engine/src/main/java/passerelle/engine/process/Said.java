package passerelle.engine.process;

import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServerProcess;
import passerelle.service.Template;

/** A line of a catalogue that says what a process prints, or that it ends. */
final class Said {
  /** Before a line that goes to standard error. */
  private static final String ERROR = "2> ";

  private static final String EXIT = "exit ";

  private Said() {}

  /** Does what a line says, where {@code $pid} is the number of the process. */
  static void perform(String line, Template.Values values, ServerProcess own) {
    if (line.startsWith(EXIT)) {
      own.exit(Integer.parseInt(line.substring(EXIT.length())));
    } else {
      print(line, values.with("pid", "" + own.pid()), own);
    }
  }

  /** Prints a line. */
  static void print(String line, Template.Values values, ProcessOutput own) {
    boolean error = line.startsWith(ERROR);
    String text = values.fill(error ? line.substring(ERROR.length()) : line) + "\n";
    if (error) {
      own.err(text);
    } else {
      own.out(text);
    }
  }
}
