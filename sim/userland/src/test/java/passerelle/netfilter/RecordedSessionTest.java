package passerelle.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import passerelle.sim.userland.iptables.ToolRun;

/**
 * A long session with iptables 1.8.11, command after command in one namespace. A line {@code $} is
 * a command, with the lines of its standard input behind {@code <<} and parted by bars; {@code O}
 * and {@code E} are what it printed, and the status follows.
 */
class RecordedSessionTest {

  @Test
  void everyCommandOfTheSessionAnswersAsRecorded() throws IOException {
    Shell shell = new Shell(1);
    List<String> wrong = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    String command = "";
    int commands = 0;
    for (String line : lines()) {
      if (line.startsWith("$ ")) {
        compare(shell, command, expected, wrong);
        command = line.substring(2);
        expected.clear();
        commands++;
      } else {
        expected.add(line);
      }
    }
    compare(shell, command, expected, wrong);
    assertTrue(commands > 200, "only " + commands + " commands");
    assertEquals("", String.join("\n", wrong), wrong.size() + " of " + commands + " differ");
  }

  private static void compare(
      Shell shell, String command, List<String> expected, List<String> wrong) {
    if (command.isEmpty()) {
      return;
    }
    int input = command.indexOf(" << ");
    String argv = input < 0 ? command : command.substring(0, input);
    String stdin = input < 0 ? "" : command.substring(input + 4).replace('|', '\n') + "\n";
    ToolRun run = shell.run(IptablesSyntax.words(argv.replace('\'', '"')), stdin);
    List<String> got = new ArrayList<>();
    run.out()
        .lines()
        .forEach(l -> got.add("O " + l.replaceAll(" on \\w{3} \\w{3} .*", " on DATE")));
    run.err().lines().forEach(l -> got.add("E " + l));
    if (run.status() != 0) {
      got.add("[" + run.status() + "]");
    }
    if (!got.equals(expected)) {
      wrong.add(
          "$ "
              + command
              + "\nexpected "
              + String.join("\n         ", expected)
              + "\ngot      "
              + String.join("\n         ", got));
    }
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                RecordedSessionTest.class.getResourceAsStream("iptables-session.txt"),
                StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }
}
