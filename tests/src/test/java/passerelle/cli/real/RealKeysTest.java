package passerelle.cli.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.ProgramAtTerminal;
import passerelle.effort.Waits;

/** Keys that leave and end what runs in a lab on the real kernel. */
@Waits
@Tag("real")
class RealKeysTest {
  private static final String DETACH = "\u0010\u0011";

  /** The keyboard is the program's no more, and bash says this. */
  private static final String ENDS = "\033[?2004lexit\r";

  private ProgramAtTerminal program;

  @BeforeEach
  void open() throws Exception {
    program = new ProgramAtTerminal(Map.of("TERM", "xterm"), "--no-history", "--kernel", "real");
    program.await("host$");
  }

  @AfterEach
  void close() {
    program.close();
  }

  private String line(String typed, String awaited) throws Exception {
    program.type(typed + "\r");
    return program.await(awaited);
  }

  private void wasStatus(int status) throws Exception {
    line("echo \"was $?\"", "was " + status);
    program.await("host$");
  }

  @Test
  void aShellGoesOnAtItsPromptAndIsTheSameOneLater() throws Exception {
    line("docker run -ti --name box alpine sh", "box#");
    line("x=1; echo set", "set\r");
    program.await("box#");
    program.type(DETACH);
    assertFalse(program.await("host$").contains("escape"));
    wasStatus(0);
    line("docker attach box", "box#");
    line("echo \"x is $x\"", "x is 1");
    program.await("box#");
    program.type(DETACH);
    program.await("read escape sequence");
    wasStatus(1);
    line("docker exec -ti box sh", "box#");
    line("exit 7", "host$");
    wasStatus(7);
    line("exit 0", "");
    assertEquals(0, program.end());
  }

  @Test
  void whatRunsThereGoesOnAndIsSeenAgain() throws Exception {
    line("docker run -ti --name box alpine sh", "box#");
    line("ping 192.0.2.1", "seq=1 ");
    program.type(DETACH);
    program.await("host$");
    line("docker exec box ps", "ping 192.0.2.1");
    program.await("host$");
    line("docker attach box", "seq=");
    program.type("\u0003");
    program.await("0% packet loss");
    program.await("box#");
    line("exit 3", "host$");
    wasStatus(3);
    line("exit 0", "");
    assertEquals(0, program.end());
  }

  @Test
  void aPromptOfOnesOwnIsShown() throws Exception {
    line("PS1='\\u@\\h:\\w 100% '", "root@host:~ 100%");
    line("echo \"[$PS1]\"; cd /etc", "[\\u@\\h:\\w 100% ]");
    program.await("root@host:/etc 100%");
    line("docker run -ti --name box alpine sh", "box#");
    line("PS1='\\w in> '", "/ in>");
    line("cd /tmp", "/tmp in>");
    line("ping 192.0.2.1", "seq=0 ");
    program.type("\u0003");
    program.await("0% packet loss");
    program.await("/tmp in>");
    line("exit", "root@host:/etc 100%");
    line("unset PS1", "host$");
    line("exit 0", "");
    assertEquals(0, program.end());
  }

  @Test
  void theyNestAndSayWhereTheyAre() throws Exception {
    line("ip netns add blue", "host$");
    line("docker run -d --name web nginx", "host$");
    line("bash", "host$ ");
    line("ip netns exec blue bash", "host:blue$ ");
    line("sh", "host:blue$ ");
    assertFalse(line("exit", "host:blue$ ").contains("exit\r\nexit"));
    line("exit", "host$ ");
    line("echo \"depth $SHLVL\"", "depth 2\r");
    program.await("host$ ");
    line("nsenter -n -t $(docker inspect -f '{{.State.Pid}}' web) sh", "host:web$ ");
    program.type("\u0004");
    program.await("host$ ");
    line("su -", "host$ ");
    line("PS1='mine> '", "mine> ");
    line("exit", "host$ ");
    line("exit 4", "exit\r");
    program.await("host$");
    wasStatus(4);
    line("exit 0", "");
    assertEquals(0, program.end());
  }

  @Test
  void shInAContainerEndsInSilenceAndBashDoesNot() throws Exception {
    line("docker run -d --name web nginx", "host$");
    line("docker exec -ti web sh", "web#");
    line("echo \"$0 [$PS1]\"", "sh [# ]\r");
    program.await("web#");
    line("nosuch", "sh: 1: nosuch: not found");
    program.await("web#");
    assertFalse(line("exit 4", "host$").contains(ENDS));
    wasStatus(4);
    line("docker exec -ti web bash", "web#");
    assertTrue(line("exit", "host$").contains(ENDS));
    line("exit 0", "");
    assertEquals(0, program.end());
  }

  /** As in bytes that are no text and are pasted: before the line has begun, and behind its end. */
  @ParameterizedTest
  @ValueSource(strings = {"now:", "n''ow:"})
  void ctrlCLetsATerminalGoOnThatCtrlSHasStopped(String prompt) throws Exception {
    line("true; echo ready", "ready\r");
    program.await("host$");
    line("read -rsn1 -p " + prompt + " x; sleep 0.2", "now:");
    program.type("x\u0013echo never\r");
    Thread.sleep(1500);
    program.type("\u0003");
    program.await("host$");
    line("echo on", "on\r");
    line("exit 0", "");
    assertEquals(0, program.end());
  }

  @Test
  void aListThatEndsTheShellLeavesTheLab() throws Exception {
    line("echo x; exit 3", "x\r");
    assertEquals(3, program.end());
  }

  @Test
  void aLineThatIsGivenUpIsSeenInTheStatus() throws Exception {
    line("true; echo ready", "ready\r");
    program.await("host$");
    program.type("echo abc\u0003");
    program.await("host$");
    wasStatus(130);
    line("exit 0", "");
    assertEquals(0, program.end());
  }

  @Test
  void ctrlCRightBehindALineIsHeard() throws Exception {
    line("true; echo ready", "ready\r");
    program.await("host$");
    for (int tried = 0; tried < 10; tried++) {
      program.type("sleep 60; echo not reached\r\u0003");
      program.await("^C");
      program.await("host$");
      wasStatus(130);
    }
    line("exit 0", "");
    assertEquals(0, program.end());
  }

  /** Whichever shell is coming or going at that moment, the next one reads it. */
  @Test
  void whatIsTypedWhileShellsComeAndGoIsNotLost() throws Exception {
    line("docker run -d --name box nginx", "host$");
    for (int pause : List.of(0, 30, 100, 200, 300)) {
      program.type("docker exec -ti box bash\r");
      Thread.sleep(pause);
      program.type("echo in $HOSTNAME\r");
      Thread.sleep(pause);
      program.type("exit\r");
      Thread.sleep(pause);
      program.type("echo back one$((1))\r");
      program.type("echo back two$((2))\r");
      program.await("in 14d7973c5c2a");
      program.await("back one1");
      program.await("back two2");
      program.await("host$");
    }
    line("exit 0", "");
    assertEquals(0, program.end());
  }

  /** However soon a line comes after the one before. */
  @Test
  void whatIsTypedWhileCommandsRunIsReadInItsOrder() throws Exception {
    line("true; echo ready", "ready\r");
    program.await("host$");
    for (int pause : List.of(0, 10, 30, 100, 200, 300)) {
      line("sleep 100 &", "host$");
      program.type("kill %1\r");
      for (int number = 1; number <= 4; number++) {
        Thread.sleep(pause);
        program.type("echo line$((" + number + "))\r");
      }
      for (int number = 1; number <= 4; number++) {
        program.await("line" + number + "\r");
      }
      program.await("host$");
    }
    line("exit 0", "");
    assertEquals(0, program.end());
  }

  @Test
  void aDumbTerminalGoesBackToTheFirstColumn() throws Exception {
    try (ProgramAtTerminal dumb =
        new ProgramAtTerminal(Map.of("TERM", "dumb"), "--no-history", "--kernel", "real")) {
      dumb.await("host$");
      dumb.type("echo one$((1)); ping 192.0.2.1\r");
      dumb.await("one1\r\n");
      assertTrue(dumb.await("icmp_seq=2").contains(" bytes of data.\r\n"));
      dumb.type("\u0003");
      dumb.await("0% packet loss");
      dumb.await("host$");
      dumb.type("exit 3\r");
      assertEquals(3, dumb.end());
    }
    line("exit 0", "");
  }
}
