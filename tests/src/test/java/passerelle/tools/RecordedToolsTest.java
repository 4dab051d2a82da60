package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions recorded with Debian 13's own tools in fresh namespaces of Linux 6.18, on a terminal of
 * 80 columns: each line {@code $ COMMAND}, what it printed, and its exit status in brackets when it
 * is not 0.
 */
class RecordedToolsTest {

  @ParameterizedTest
  @DisplayName("a recorded session replays byte for byte")
  @ValueSource(
      strings = {
        "addresses",
        "routes",
        "links",
        "namespaces",
        "bridges",
        "nettools",
        "busybox",
        "sysctls",
        "counters",
        "queues",
        "kinds",
        "ethtool",
        "odds",
        "empty",
        "trie"
      })
  void aRecordedSessionReplaysByteForByte(String name) throws IOException {
    String recorded = read(name);
    try (ToolLab lab = new ToolLab()) {
      assertEquals(recorded, replay(lab, recorded));
    }
  }

  private static String read(String name) throws IOException {
    try (InputStream in = RecordedToolsTest.class.getResourceAsStream("/tools/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static String replay(ToolLab lab, String session) {
    StringBuilder out = new StringBuilder();
    for (String command : commands(session)) {
      out.append("$ ").append(command).append('\n');
      if (command.startsWith("sleep ")) {
        lab.pass(Double.parseDouble(command.substring(6)));
        continue;
      }
      ToolLab.Result result = lab.run(command);
      out.append(result.output());
      if (result.status() != 0) {
        out.append('[').append(result.status()).append("]\n");
      }
      lab.pass(0.03);
    }
    return out.toString();
  }

  private static List<String> commands(String session) {
    List<String> commands = new ArrayList<>();
    session
        .lines()
        .filter(line -> line.startsWith("$ "))
        .forEach(line -> commands.add(line.substring(2)));
    return commands;
  }
}
