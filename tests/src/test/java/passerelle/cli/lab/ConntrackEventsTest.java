package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/**
 * {@code conntrack -E}: the life of connections, line by line as conntrack 1.4.8 told it on Linux
 * 6.18 of the same commands.
 */
class ConntrackEventsTest {
  private final HostLab lab = new HostLab(EngineVersion.V28_5);

  @AfterEach
  void close() {
    lab.close();
  }

  private List<String> events(String options, String commands) {
    String told =
        lab.run(
            "conntrack -E "
                + options
                + " > /root/e 2>&1 & "
                + commands
                + "; kill -INT $!; wait $!; cat /root/e");
    return told.lines()
        .filter(line -> !line.matches("\\[\\d+\\] .*|\\[\\d+\\]\\+.*"))
        .map(line -> line.replaceAll("(port|id)=\\d{5,}|(?<=[ =])id=\\d+", "$1=N"))
        .toList();
  }

  @Test
  void aTcpConnectionComesIsChangedAndGoes() {
    lab.run("python3 -m http.server 8080 >/dev/null 2>&1 &");
    List<String> told =
        events("-p tcp", "curl -s -o /dev/null 127.0.0.1:8080; sleep 1; conntrack -F 2>/dev/null");
    assertEquals(
        List.of(
            "    [NEW] tcp      6 120 SYN_SENT ",
            " [UPDATE] tcp      6 60 SYN_RECV ",
            " [UPDATE] tcp      6 432000 ESTABLISHED "),
        told.subList(0, 3).stream().map(l -> l.substring(0, l.indexOf("src="))).toList());
    assertTrue(told.get(0).contains("dport=8080 [UNREPLIED] src="), told.get(0));
    assertTrue(told.get(2).endsWith("[ASSURED]"), told.get(2));
    String last = told.get(told.size() - 2);
    assertTrue(last.startsWith("[DESTROY] tcp      6 1") && last.contains("TIME_WAIT"), last);
    assertTrue(last.contains("[ASSURED] [USERSPACE] portid="), last);
    assertEquals(
        "conntrack v1.4.8 (conntrack-tools): "
            + (told.size() - 1)
            + " flow events have been shown.",
        told.get(told.size() - 1));
  }

  @Test
  void whatExpiresIsToldWithoutATime() {
    List<String> told =
        events("-p icmp -e NEW,DESTROY", "ping -c 1 127.0.0.1 >/dev/null; sleep 35");
    assertEquals(3, told.size(), "" + told);
    assertTrue(
        told.get(0).startsWith("    [NEW] icmp     1 30 src=127.0.0.1 dst=127.0.0.1 type=8"));
    assertTrue(
        told.get(1).startsWith("[DESTROY] icmp     1 src=127.0.0.1 dst=127.0.0.1 type=8"),
        told.get(1));
  }

  @Test
  void aWrongEventIsAnError() {
    assertEquals(
        "conntrack v1.4.8 (conntrack-tools): Bad parameter `FOO'\n"
            + "Try `conntrack -h' or 'conntrack --help' for more information.\n[2]\n",
        lab.run("conntrack -E -e FOO"));
  }
}
