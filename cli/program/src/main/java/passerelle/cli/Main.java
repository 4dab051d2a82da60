package passerelle.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import passerelle.text.Language;
import passerelle.text.Messages;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its status. */
  public static void main(String[] args) {
    // From Java 22 to 24 the default console is another library's, which takes long to load.
    System.setProperty("jdk.console", "java.base");
    Map<String, String> environment = Map.copyOf(System.getenv());
    PrintStream err = utf8(new FileOutputStream(FileDescriptor.err));
    Language language = Languages.wanted(List.of(args), environment);
    PrintStream out =
        utf8(
            new StandardOutput(
                err, why -> Messages.of(language, Program.BUNDLE).get("output.unwritable", why)));
    int status = new Program(environment, System.in, out, err).run(args);
    out.flush();
    err.flush();
    System.exit(status);
  }

  /** UTF-8 whatever the platform thinks: what is printed holds arrows, ellipses and accents. */
  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(new BufferedOutputStream(stream), false, StandardCharsets.UTF_8);
  }
}
