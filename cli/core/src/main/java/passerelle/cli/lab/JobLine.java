package passerelle.cli.lab;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line says about jobs in the background of a place where no shell stays open. */
public final class JobLine {
  private static final Pattern KILL = Pattern.compile("\\s*kill\\s+%([0-9]{1,9})\\s*");

  private JobLine() {}

  /** Whether a line starts a job: {@code tcpdump ... &}. */
  public static boolean starts(String line) {
    String command = line.strip();
    return command.endsWith("&") && !command.endsWith("&&");
  }

  /** The number of the job that a line ends: {@code kill %1}. */
  public static OptionalInt kills(String line) {
    Matcher kill = KILL.matcher(line);
    return kill.matches() ? OptionalInt.of(Integer.parseInt(kill.group(1))) : OptionalInt.empty();
  }
}
