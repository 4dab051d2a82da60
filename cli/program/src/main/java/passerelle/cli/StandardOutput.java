package passerelle.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Standard output. A disk that is full, or anything else that cannot be written to, ends the
 * program at once with a line that says why. When nobody reads any more the program is not to
 * blame: it goes on silently, or ends early, with the status that it would have had.
 */
final class StandardOutput extends OutputStream {
  private static final int CANNOT_WRITE = 1;

  private final OutputStream file = new FileOutputStream(FileDescriptor.out);
  private final PrintStream err;
  private final UnaryOperator<String> complaint;

  /**
   * The standard output of this process.
   *
   * @param complaint makes a line of the system's reason
   */
  StandardOutput(PrintStream err, UnaryOperator<String> complaint) {
    this.err = err;
    this.complaint = complaint;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      file.write(bytes, offset, length);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      if (reason.contains("Broken pipe")) {
        throw e;
      }
      end(reason);
    }
  }

  private void end(String reason) {
    byte[] line = (complaint.apply(reason) + "\n").getBytes(StandardCharsets.UTF_8);
    err.write(line, 0, line.length);
    err.flush();
    // Not exit: whoever writes may hold what a shutdown would wait for.
    Runtime.getRuntime().halt(CANNOT_WRITE);
  }
}
