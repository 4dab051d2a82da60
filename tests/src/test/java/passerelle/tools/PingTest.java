package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** Both are there when the question has been sent, and a socket tells of its errors first. */
  @ParameterizedTest
  @CsvSource({"1, ''", "2, From 192.0.2.1: icmp_seq=1 Redirect Host(New nexthop: 192.0.2.10)"})
  void anErrorComesBeforeARedirectThatWasThereEarlier(int probes, String redirect) {
    on("host", "docker run -d nginx; iptables -t raw -F");
    on("host", "iptables -I DOCKER-USER -p icmp -j REJECT");
    on("router", "ip route add 172.17.0.0/16 via 192.0.2.10");
    List<String> said = on("laptop", "ping -c " + probes + " -W 1 172.17.0.2").lines().toList();
    assertEquals("From 192.0.2.10 icmp_seq=1 Destination Port Unreachable", said.get(1));
    assertEquals(redirect, said.get(2));
  }

  /** A rule sends a bridged packet to somebody else, for whom the host asks in vain. */
  @Test
  void whatOnlyPassesABridgeIsAnsweredByNobody() {
    on("host", "for i in 1 2; do docker run -d --name c$i alpine sleep 1000; done");
    on("host", "iptables -t nat -I PREROUTING -d 172.17.0.3 -j DNAT --to-destination 172.17.0.9");
    on("host", "tcpdump -lni docker0 >/tmp/t 2>/dev/null &");
    on("host", "docker exec c1 ping -c 1 -W 4 172.17.0.3");
    String seen = on("host", "cat /tmp/t");
    assertTrue(seen.contains("who-has 172.17.0.9 tell 172.17.0.1"), seen);
    assertTrue(!seen.contains("unreachable"), seen);
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
