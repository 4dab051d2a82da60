package passerelle.cli.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.ProgramAtTerminal;
import passerelle.effort.Waits;

/** Two panes in one terminal: two people at one lab. */
@Waits
class SplitTest {
  private static final String CTRL_B = "\u0002";
  private static final String CTRL_C = "\u0003";
  private static final String UP = "\u001bOA";
  private static final String DOWN = "\u001bOB";

  @TempDir private Path runtime;

  private ProgramAtTerminal program(String type) throws Exception {
    Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
    Map<String, String> variables = Map.of("TERM", type, "XDG_RUNTIME_DIR", runtime.toString());
    ProgramAtTerminal program = new ProgramAtTerminal(variables, "--no-history");
    program.await("host$");
    return program;
  }

  @Test
  void onePaneSeesWhatTheOtherSendsAndIsLeftAgain() throws Exception {
    try (ProgramAtTerminal program = program("xterm")) {
      program.type("split\r");
      program.await("Ctrl-B and an arrow");
      program.await("host$");
      program.type("tcpdump -ni any icmp\r");
      program.await("listening");
      program.type(CTRL_B + UP);
      program.type("ping -c1 192.0.2.1\r");
      program.await("1 received");
      program.type(CTRL_B + DOWN);
      program.type(CTRL_C);
      // How many it has handed over by then is chance.
      program.await("dropped by kernel");
      program.type("exit\r");
      // The terminal is one again.
      program.await("\u001b[?1049l");
      program.await("host$");
      // No key is lost to what read them for the panes.
      program.type("echo who''le\r");
      program.await("whole");
      program.type("exit 5\r");
      assertEquals(5, program.end());
    }
  }

  /** In tmux and screen letters are lines only once a terminal was told so (terminfo: enacs). */
  @Test
  void theLineBetweenIsALineInAScreenToo() throws Exception {
    try (ProgramAtTerminal program = program("screen")) {
      program.type("split\r");
      program.await("\u001b(B\u001b)0");
      program.await("Ctrl-B and an arrow");
    }
  }

  @Test
  void theFirstPaneTakesTheSecondWithIt() throws Exception {
    try (ProgramAtTerminal program = program("xterm")) {
      program.type("split -h\r");
      program.await("Ctrl-B and an");
      program.await("host$");
      program.type("ping 192.0.2.1\r");
      program.await("icmp_seq=1");
      program.type(CTRL_B + "\u001bOD");
      program.type("exit 6\r");
      program.await("1 other terminal");
      program.type("exit 6\r");
      assertEquals(6, program.end());
    }
  }

  @Test
  void aTerminalThatOnlyPrintsIsNotSplit() throws Exception {
    try (ProgramAtTerminal program = program("dumb")) {
      program.type("split\r");
      program.await("split needs a terminal of 40 columns");
      program.await("host$");
      program.type("exit\r");
      assertEquals(0, program.end());
    }
  }
}
