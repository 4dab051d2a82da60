package passerelle.image;

import java.util.List;
import passerelle.kernel.Errno;

/**
 * The script of an image that does nothing but hand over to its arguments when the image's own
 * program is not among them: {@code exec "$@"}. It puts no program before options.
 *
 * @param shell whose words tell that it cannot: {@code dash}, or BusyBox's {@code ash}
 * @param line of the script on which it does so, from 1
 */
public record EntrypointScript(String shell, int line) {
  private static final int MISUSED = 2;
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  /** What the shell prints of a command that it cannot execute. */
  public String complaint(String script, List<String> argv, Errno errno) {
    String command = argv.get(0);
    String why = errno == Errno.ENOENT ? "not found" : "Permission denied";
    if (shell.equals("dash")) {
      return script + ": " + line + ": exec: " + command + ": " + why + "\n";
    }
    return "%s: exec: line %s: %s\n"
        .formatted(
            script,
            line,
            isOption(command) ? "illegal option " + command.substring(0, 2) : command + ": " + why);
  }

  /** The exit status that follows. */
  public int status(List<String> argv, Errno errno) {
    if (shell.equals("ash") && isOption(argv.get(0))) {
      return MISUSED;
    }
    return errno == Errno.ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") && word.length() > 1;
  }
}
