package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.sim.process.Terminal;

/** What ping sends, and what it says of answers that are none. */
class PingTest {
  private final SimLab lab = Labs.open();

  @AfterEach
  void close() {
    lab.close();
  }

  private String on(String machine, String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    lab.run(machine, line, new Terminal(80, screen::writeBytes));
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aRedirectIsToldThoughItQuotesOnlyAFragmentOfTheQuestion() {
    on("host", "docker run -d nginx");
    on("router", "ip route add 172.17.0.0/16 via 192.0.2.10");
    String said = on("laptop", "ping -c 1 -W 1 -s 3000 172.17.0.2");
    assertTrue(
        said.contains("From 192.0.2.1: icmp_seq=1 Redirect Host(New nexthop: 192.0.2.10)\n"), said);
  }

  @Test
  void anErrorIsToldThoughItQuotesOnlyAFragmentOfTheQuestion() {
    String said = on("laptop", "ping -c 1 -W 1 -t 1 -s 3000 198.51.100.80");
    assertTrue(said.contains("From 192.0.2.1 icmp_seq=1 Time to live exceeded\n"), said);
  }

  @Test
  void theIdentifierOfBusyBoxIsItsNumberInTheContainer() {
    on("host", "docker run -d --name box alpine sleep 1000");
    on("host", "tcpdump -c 1 -lni docker0 icmp >/tmp/t 2>/dev/null &");
    on("host", "sleep 1");
    on("host", "docker exec box sh -c 'echo $$ >/pid; exec ping -c 1 192.0.2.10'");
    String pid = on("host", "docker exec box cat /pid").strip();
    on("host", "sleep 1");
    String seen = on("host", "cat /tmp/t");
    assertTrue(seen.contains("ICMP echo request, id " + pid + ", seq 0,"), pid + ": " + seen);
  }
}
