package passerelle.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Command lines with what was recorded of them: {@code $} begins a command, {@code >} goes on with
 * it, {@code |} begins a line that was printed, a backslash says that the last line had no end, and
 * brackets hold an exit status that is not 0.
 */
final class ShellTable {
  /** One command line. */
  record Case(String command, String output, int status) {}

  private ShellTable() {}

  /** The cases of a file in resources. */
  static List<Case> table(String name) throws IOException {
    List<Case> cases = new ArrayList<>();
    String command = "";
    StringBuilder output = new StringBuilder();
    int status = 0;
    for (String line : read(name).split("\n")) {
      if (line.startsWith("$ ")) {
        if (!command.isEmpty()) {
          cases.add(new Case(command, output.toString(), status));
        }
        command = line.substring(2);
        output.setLength(0);
        status = 0;
      } else if (line.startsWith("> ")) {
        command += "\n" + line.substring(2);
      } else if (line.startsWith("|")) {
        output.append(line, 1, line.length()).append('\n');
      } else if (line.startsWith("\\")) {
        output.setLength(output.length() - 1);
      } else if (line.startsWith("[")) {
        status = Integer.parseInt(line.substring(1, line.length() - 1));
      }
    }
    cases.add(new Case(command, output.toString(), status));
    return cases;
  }

  private static String read(String name) throws IOException {
    try (InputStream stream = ShellTable.class.getResourceAsStream("/passerelle/shell/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
