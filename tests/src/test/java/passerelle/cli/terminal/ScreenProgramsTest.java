package passerelle.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs that draw on the whole screen of a terminal. */
class ScreenProgramsTest {
  private final Player player = Player.atHost();
  private final ScreenTerminal screen = new ScreenTerminal(80, 24);

  ScreenProgramsTest() {
    player.window().show(bytes -> screen.write(new String(bytes, UTF_8)));
    shows("\f", 20);
  }

  @AfterEach
  void close() {
    player.close();
  }

  private String shows(String keys, int milliseconds) {
    player.type(keys, milliseconds);
    return screen.toString().replaceAll(" +(?=\n|$)", "").stripTrailing();
  }

  @Test
  void watchRunsACommandAgainAndAgainAndGivesTheScreenBack() {
    String first = shows("watch -n1 date\r", 500);
    assertTrue(
        first.matches("(?s)Every 1\\.0s: date {34}host: (.{24})\n\nThu Jan  1 .*UTC 2026"), first);
    assertFalse(shows("q", 1000).equals(first));
    assertEquals("host$ watch -n1 date\nhost$", shows(Player.CTRL_C, 100));
    assertEquals("host$ watch -n1 date\nhost$ echo $?\n0\nhost$", shows("echo $?\r", 100));
  }

  @Test
  void watchFoldsLongLinesAndCutsLongOutput() {
    String shown = shows("watch -t 'seq 30; echo'\r", 500);
    assertTrue(shown.endsWith("\n23\n24"), shown);
    shows(Player.CTRL_C, 100);
    String folded = shows("watch -t printf %090d 7\r", 500);
    assertEquals("0".repeat(80) + "\n" + "0".repeat(9) + "7", folded);
  }

  @Test
  void watchEndsWhenTheOutputChanges() {
    assertEquals(
        "host$ watch -gt -n1 'date +%M'; echo end\nend\nhost$",
        shows("watch -gt -n1 'date +%M'; echo end\r", 61_000));
  }

  @Test
  void onATerminalThatNobodyKnowsTheySayWhatIsWrong() {
    assertEquals("'foo': unknown terminal type.\n1\n", said("TERM=foo clear; echo $?"));
    assertEquals("Error opening terminal: foo.\n1\n", said("TERM=foo watch date; echo $?"));
    assertEquals("1\n", said("TERM=foo top; echo $?"));
    assertEquals(
        "TERM environment variable not set.\nError opening terminal: unknown.\n",
        said("unset TERM; clear; watch date"));
  }

  /** What a line prints before the next prompt. */
  private String said(String line) {
    String shown = player.another("host").line(line);
    return shown.replaceFirst("^[^\n]*\n", "").replaceFirst("host\\$ $", "");
  }

  @Test
  void topIsLeftByQ() {
    String shown = shows("top\r", 500);
    assertTrue(shown.startsWith("top - 12:00:0"), shown);
    assertTrue(shown.contains("\n    PID USER      PR  NI"), shown);
    assertTrue(shows("q", 100).endsWith("host$"));
    assertTrue(shows("stty | grep -c echo\r", 100).endsWith("\n0\nhost$"));
  }

  @Test
  void lessOfBusyboxGoesThroughATextPageByPage() {
    shows("docker run --rm -ti alpine sh\r", 500);
    shows("seq 100 > n; less n\r", 100);
    assertTrue(shows("", 0).endsWith("23\nn"), shows("", 0));
    assertTrue(shows(" ", 100).startsWith("24\n25\n"), shows("", 0));
    assertTrue(shows("G", 100).endsWith("100\n\n(END)"), shows("", 0));
    assertTrue(shows("q", 100).endsWith("#"), shows("", 0));
  }

  @Test
  void lessBeginsAtALineOrAtTheEnd() {
    assertTrue(shows("seq 100 > n; less +40 n\r", 500).startsWith("40\n41\n"), shows("", 0));
    shows("q", 100);
    assertTrue(shows("less +/60 n\r", 500).startsWith("60\n61\n"), shows("", 0));
    shows("q", 100);
    assertTrue(shows("less +G n\r", 500).endsWith("99\n100\nn (END)"), shows("", 0));
    assertTrue(shows("q", 100).endsWith("$"), shows("", 0));
  }

  /** As less 668 showed it at a terminal of kind dumb, and of one that is not known. */
  @Test
  void lessOnlyPrintsWhereTheCursorCannotBeMoved() {
    for (String kind : new String[] {"dumb", "nosuch"}) {
      String start = shows("seq 40 > n; TERM=" + kind + " less n\r", 500);
      assertTrue(start.startsWith("host$ seq"), start);
      assertTrue(
          start.endsWith("WARNING: terminal is not fully functional\nPress RETURN to continue"),
          start);
      assertTrue(shows("\r", 100).endsWith("\n22\n23\nn"), shows("", 0));
      assertTrue(shows("j", 100).endsWith("\n23\n24\n:"), shows("", 0));
      assertTrue(shows("b", 100).startsWith("1\n2\n3\n"), shows("", 0));
      assertTrue(shows("q", 100).endsWith("\n23\nhost$"), shows("", 0));
      shows("clear\r", 100);
    }
  }

  @Test
  void moreOverwritesItsPromptWhereItCannotBeErased() {
    assertTrue(shows("seq 40 > n; TERM=dumb more n\r", 500).endsWith("\n--More--(57%)"));
    assertTrue(shows(" ", 100).contains("\n24\n25\n"), shows("", 0));
  }

  @Test
  void mysqlAsksForAPasswordUnseenAndAnswersStatementByStatement() {
    try (Player course = Player.inCourse()) {
      course.line("docker run -d --name my -e MYSQL_ROOT_PASSWORD=x mysql");
      course.pause(9000);
      String password = course.type("docker exec -ti my mysql -p\r", 2000);
      assertTrue(password.endsWith("\nEnter password: "), password);
      String welcome = course.type("x\r", 1000);
      assertTrue(welcome.startsWith("\nWelcome to the MySQL monitor.  Commands end"), welcome);
      assertTrue(welcome.endsWith("\nmysql> "), welcome);
      String made = course.type("create database d;\r", 1000);
      assertTrue(made.contains("\nQuery OK, 1 row affected ("), made);
      assertEquals("use d\nDatabase changed\nmysql> ", course.type("use d\r", 1000));
      assertEquals("select 1,\n    -> ", course.type("select 1,\r", 1000));
      String asked = course.type("2;\r", 1000);
      assertTrue(asked.startsWith("2;\n+---+---+\n| 1 | 2 |\n+---+---+\n| 1 | 2 |\n"), asked);
      assertTrue(asked.contains("\n1 row in set ("), asked);
      String refused = course.type("select * from t;\r", 1000);
      assertTrue(refused.contains("\nERROR 1146 (42S02): Table 'd.t' doesn't exist\n"), refused);
      assertEquals("exit\nBye\nhost$ ", course.type("exit\r", 1000));
    }
  }
}
