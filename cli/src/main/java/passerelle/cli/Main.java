package passerelle.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its status. */
  public static void main(String[] args) {
    // From Java 22 to 24 the default console is another library's, which takes long to load.
    System.setProperty("jdk.console", "java.base");
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    int status = new Program(Map.copyOf(System.getenv()), System.in, out, err).run(args);
    out.flush();
    err.flush();
    System.exit(status);
  }

  /** UTF-8 whatever the platform thinks: what is printed holds arrows, ellipses and accents. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }
}
