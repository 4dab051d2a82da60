package passerelle.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import passerelle.text.Language;
import passerelle.text.Messages;

/** The program. */
public final class Main {
  /** What Java puts where it cannot read an octet of a word. */
  private static final String UNREAD = "\ufffd";

  /** The command line, each word ended by NUL ({@code proc(5)}). */
  private static final Path WORDS = Path.of("/proc/self/cmdline");

  private Main() {}

  /** Runs the command line and exits with its status. */
  public static void main(String[] words) {
    String[] args = utf8(words);
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

  /** The words as the kernel has them, where Java cannot read them: in the locale POSIX. */
  private static String[] utf8(String[] words) {
    if (Arrays.stream(words).noneMatch(word -> word.contains(UNREAD))) {
      return words;
    }
    try {
      String all = new String(Files.readAllBytes(WORDS), StandardCharsets.UTF_8);
      List<String> read = List.of(all.split("\0", -1));
      int end = read.size() - 1;
      return read.subList(end - words.length, end).toArray(String[]::new);
    } catch (IOException elsewhere) {
      return words;
    }
  }

  /** UTF-8 whatever the platform thinks: what is printed holds arrows, ellipses and accents. */
  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(new BufferedOutputStream(stream), false, StandardCharsets.UTF_8);
  }
}
