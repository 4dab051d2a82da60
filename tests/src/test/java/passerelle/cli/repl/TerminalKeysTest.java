package passerelle.cli.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.ProgramAtTerminal;
import passerelle.effort.Waits;

/** Keys at a terminal: for the program of the lab that runs, and not for Passerelle's end. */
@Waits
class TerminalKeysTest {
  private ProgramAtTerminal program;

  private void open(String type) throws IOException {
    program = new ProgramAtTerminal(Map.of("TERM", type), "--no-history");
    program.await("host$");
  }

  @AfterEach
  void close() {
    if (program != null) {
      program.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xterm", "dumb"})
  void ctrlCEndsWhatRunsAndNotTheProgram(String type) throws Exception {
    open(type);
    program.type("ping 192.0.2.1\r");
    program.await("icmp_seq=2");
    program.type("\u0003");
    program.await("0% packet loss");
    program.await("host$");
    program.type("echo \"status $?\"\r");
    program.await("status 0");
    program.type("exit 5\r");
    assertEquals(5, program.end());
  }

  @ParameterizedTest
  @ValueSource(strings = {"xterm", "dumb"})
  void ctrlCIsPressedOnce(String type) throws Exception {
    open(type);
    program.type("sh -c \"trap '' INT; echo begun; sleep 3; echo over\"; echo ended\r");
    program.await("begun\r");
    program.type("\u0003");
    program.await("^C");
    assertFalse(program.await("over\r").contains("^C"));
    program.await("ended\r");
    program.await("host$");
    program.type("exit\r");
    assertEquals(0, program.end());
  }

  /** As bash and ash show it, and Docker's client writes on behind the prompt that it leaves. */
  @Test
  void aLineThatIsGivenUpOrLeftEndsInTheKeysThatDidIt() throws Exception {
    open("xterm");
    program.type("echo abc");
    program.await("abc");
    program.type("\u0003");
    program.await("^C");
    program.await("host$");
    program.type("echo 'open\r");
    program.await("> ");
    program.type("\u0003");
    program.await("^C");
    program.await("host$");
    program.type("docker run -dti --name box alpine sh; docker attach box\r");
    program.await("box#");
    program.type("\u0010\u0011");
    String left = program.await("read escape sequence");
    assertFalse(left.contains("\n"), left);
    program.type("exit\rexit\r");
    program.end();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xterm", "dumb"})
  void ctrlDEndsAHereDocumentAndNoLineThatIsBegun(String type) throws Exception {
    open(type);
    program.type("cat <<A <<B; echo then\r");
    program.await("> ");
    program.type("abc\r");
    program.await("> ");
    program.type("\u0004");
    program.await("here-document at line 1 delimited by end-of-file (wanted `A')");
    program.await("(wanted `B')");
    program.await("then\r");
    program.await("host$");
    program.type("echo no\u0004list\r");
    program.await("nolist\r");
    program.await("host$");
    program.type("docker run -ti --rm nginx sh\r");
    program.await("#");
    program.type("cat <<A\rof dash\r");
    program.await("> ");
    program.await("> ");
    program.type("\u0004");
    assertFalse(program.await("of dash\r").contains("warning"));
    program.type("exit\r");
    program.await("host$");
    program.type("exit 0\r");
    assertEquals(0, program.end());
  }

  @Test
  void aLetterOfTwoBytesIsEchoedWhole() throws Exception {
    open("xterm");
    program.type("read -p 'name? ' x; echo \"so $x\"\r");
    program.await("name? ");
    program.type("Léa\r");
    String shown = program.await("so Léa");
    assertTrue(shown.startsWith("Léa\r"), shown);
    program.type("exit\r");
    program.end();
  }

  @Test
  void aPromptOfOnesOwnIsShownAsItIs() throws Exception {
    open("xterm");
    program.type("PS1='100% \\[\\e[31m\\]red\\[\\e[0m\\]>'\r");
    program.await("100% \u001b[31mred\u001b[0m>");
    program.type("exit 0\r");
    assertEquals(0, program.end());
  }

  @Test
  void aListThatEndsTheOutermostShellLeavesTheLabAsExitDoes() throws Exception {
    open("xterm");
    program.type("docker run -d nginx; sh -c 'exit 4'; echo \"inner $?\"\r");
    program.await("inner 4");
    program.type("echo x; exit 3\r");
    program.await("x\r");
    assertEquals(3, program.end());
  }

  /** As mysqld does: its manual says so of SIGINT; SIGQUIT ends it. */
  @Test
  void aServerThatIgnoresCtrlCStays() throws Exception {
    open("xterm");
    program.type("docker run --rm -ti -e MYSQL_ROOT_PASSWORD=x mysql\r");
    program.await("ready for connections");
    program.type("\u0003");
    program.await("^C");
    program.type("\u001c");
    String end = program.await("host$");
    assertTrue(end.startsWith("^\\"), end);
    program.type("exit 0\r");
    assertEquals(0, program.end());
  }

  @Test
  void whatIsTypedIsForTheProgramThatReads() throws Exception {
    open("dumb");
    program.type("echo \"kind $TERM\"\r");
    String shown = program.await("kind dumb\r");
    assertFalse(shown.contains("\u001b"), shown);
    program.type("docker run -ti --name d1 alpine sh\r");
    program.await("d1# ");
    program.type("grep -n o\r");
    program.await("grep -n o");
    program.type("one\r");
    program.await("1:one");
    program.type("no\r\u0004");
    program.await("2:no");
    program.await("d1# ");
    program.type("exit 4\r");
    program.await("host$");
    program.type("exit\r");
    assertEquals(4, program.end());
  }
}
