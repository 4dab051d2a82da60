package passerelle.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person types keys at a window, as at a terminal of a real machine. */
class WindowTest {
  private final Player player = Player.atHost();

  @AfterEach
  void close() {
    player.close();
  }

  @Test
  void controlCEndsAPingWithItsStatistics() {
    player.type("ping 192.0.2.1\r", 2500);
    assertTrue(
        player
            .type(Player.CTRL_C, 100)
            .startsWith(
                "^C\n--- 192.0.2.1 ping statistics ---\n"
                    + "3 packets transmitted, 3 received, 0% packet loss, time 2"));
    assertEquals("echo $?\n0\nhost$ ", player.line("echo $?"));
  }

  @Test
  void controlCThatComesAtOnceWithEnterGivesTheLineUp() {
    assertEquals("sleep 1000\n^C\nhost$ ", player.type("sleep 1000\r" + Player.CTRL_C, 100));
    assertEquals("echo $?\n130\nhost$ ", player.line("echo $?"));
  }

  @Test
  void aProgramReadsWhatIsTypedLineByLineUntilControlD() {
    assertEquals("cat\n", player.type("cat\r", 100));
    assertEquals("abc\nabc\n", player.type("abc\r", 100));
    assertEquals("no endno end", player.type("no end" + Player.CTRL_D, 100));
    assertEquals("\n\nhost$ ", player.type("\r" + Player.CTRL_D, 100));
    player.type("read -p 'name? ' x\r", 100);
    assertEquals("Ada\nhost$ ", player.type("Ada\r", 100));
    assertEquals("echo $x\nAda\nhost$ ", player.line("echo $x"));
    player.type("read y\r", 100);
    assertEquals("^C\nhost$ ", player.type(Player.CTRL_C, 100));
    assertEquals("echo $?\n130\nhost$ ", player.line("echo $?"));
  }

  /** Docker's client passes SIGTSTP on, and process 1 ignores it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "-ti ", "-i "})
  void controlZDoesNotStopADockerRun(String options) {
    player.type("docker run " + options + "--rm alpine ping 192.0.2.1\r", 1500);
    String shown = player.type("\u001a", 2000);
    assertTrue(shown.startsWith("^Z"), shown);
    assertFalse(shown.contains("Stopped"), shown);
    assertTrue(shown.contains("64 bytes from 192.0.2.1: seq=2"), shown);
    assertTrue(player.type(Player.CTRL_C, 300).endsWith("host$ "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sed s/bytes/octets/",
        "grep bytes",
        "awk '{print $1, $2}'",
        "tr a-z A-Z",
        "cut -d' ' -f1-4",
        "uniq",
        "head -n 9",
        "tee /tmp/x",
        "cat",
        "cat -n",
        "nl",
        "rev",
        "while read x; do echo $x; done",
      })
  void aFilterShowsEachLineAsItComes(String filter) {
    String shown = player.type("ping -c 5 192.0.2.1 | " + filter + "\r", 2500);
    int late = filter.equals("uniq") ? 1 : 0;
    assertEquals(1 + 1 + 3 - late, shown.lines().count(), shown);
    player.type(Player.CTRL_C, 100);
    player.type(filter + "\r", 100);
    int asked = filter.equals("uniq") || filter.startsWith("grep") ? 0 : 1;
    assertEquals(1 + asked, player.type("abcde abcde\r", 100).lines().count());
  }

  @Test
  void twoPeopleChatByNetcat() {
    Player laptop = player.another("laptop");
    player.type("nc -l 8000\r", 100);
    laptop.type("nc 192.0.2.10 8000\r", 100);
    assertEquals("hello\n", laptop.type("hello\r", 100));
    assertEquals("nc -l 8000\nhello\n", player.pause(1));
    player.type("good day\r", 100);
    assertEquals("hello\ngood day\n", laptop.pause(1));
    assertEquals("^C\nlaptop$ ", laptop.type(Player.CTRL_C, 100));
    assertTrue(player.pause(10).endsWith("host$ "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bash | 'host$ '",
        "su - | 'host$ '",
        "sudo -i | 'host$ '",
        "ip netns exec blue bash | 'host:blue$ '",
        "nsenter --net=/run/netns/blue | 'host:blue$ '",
        "docker exec -ti web sh | 'web# '",
        "docker run -ti --name box alpine sh | 'box# '",
      })
  void aShellOpensInItsPlaceAndExitGoesOneLevelBack(String command, String prompt) {
    player.line("ip netns add blue; docker run -d --name web nginx");
    String opened = player.line(command);
    assertEquals(command + "\n" + prompt, opened);
    assertEquals("X=1\n" + prompt, player.line("X=1"));
    String left = player.line("exit 7");
    assertTrue(left.endsWith("host$ "), left);
    assertEquals("echo $? $X\n7\nhost$ ", player.line("echo $? $X"));
  }

  @Test
  void aNamespaceThatNobodyIsInAnyLongerIsGone() {
    int before = player.lab().namespaces().size();
    player.line("unshare -n");
    assertEquals(before + 1, player.lab().namespaces().size());
    player.line("exit");
    assertEquals(before, player.lab().namespaces().size());
  }

  @Test
  void whatIsTypedBeforeItsTimeWaitsForThePrompt() {
    String shown = player.type("sleep 1\recho a\recho b\r", 2000);
    assertTrue(shown.endsWith("host$ echo a\na\nhost$ echo b\nb\nhost$ "), shown);
  }

  @Test
  void controlCThrowsAwayWhatWasTypedBefore() {
    player.type("ping 192.0.2.1\recho lost\r", 1500);
    String shown = player.type(Player.CTRL_C, 200);
    assertTrue(shown.endsWith("ms\nhost$ "), shown);
  }

  @Test
  void aLoopEndsWithTheCommandThatControlCKills() {
    player.type("while :; do sleep 1; done; echo on\r", 2100);
    assertEquals("^C\nhost$ ", player.type(Player.CTRL_C, 100));
  }

  @Test
  void aStoppedJobHoldsBackWhoLeavesOnce() {
    player.type("sleep 50\r", 300);
    assertEquals(
        "^Z\n[1]+  Stopped                 sleep 50\nhost$ ", player.type(Player.CTRL_Z, 100));
    assertEquals("\nexit\nThere are stopped jobs.\nhost$ ", player.type(Player.CTRL_D, 100));
    player.type(Player.CTRL_D, 100);
    assertTrue(player.window().isEnded());
  }

  @Test
  void aJobThatReadsTheTerminalInTheBackgroundStops() {
    player.line("cat &");
    assertEquals("jobs\n[1]+  Stopped                 cat\nhost$ ", player.line("jobs"));
    player.type("fg\r", 100);
    assertEquals("back\nback\n", player.type("back\r", 100));
  }

  @Test
  void whatListensInTheBackgroundIsSeen() {
    player.line("docker run -d --name web nginx");
    player.line("tcpdump -ni docker0 icmp &");
    String shown = player.line("ping -c 2 172.17.0.2");
    assertTrue(shown.contains("IP 172.17.0.1 > 172.17.0.2: ICMP echo request"), shown);
  }

  @Test
  void aShellIsHungUpWithItsWindow() {
    player.line("docker run -d --name web nginx");
    player.line("docker exec -ti web sh");
    player.window().hangUp();
    player.pause(500);
    assertTrue(player.window().isEnded());
    assertFalse(player.another("host").line("docker ps -q").equals("docker ps -q\nhost$ "));
  }
}
