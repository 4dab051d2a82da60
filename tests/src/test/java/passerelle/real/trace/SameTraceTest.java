package passerelle.real.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.effort.Waits;
import passerelle.trace.render.Depth;

/**
 * The same command on both kernels; its packets take the same steps.
 *
 * <p>Where nobody answers, the command ends half a second from the next SYN, which goes each second
 * at first ({@code tcp_syn_linear_timeouts}): on a busy machine neither overtakes the other.
 */
@Tag("real")
@Tag("unprivileged-campaign")
@Waits
class SameTraceTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a published port           | laptop   | nc -z -w 1 192.0.2.10 8080     |",
        "the host to its own port   | host     | nc -z -w 1 192.0.2.10 8080     |",
        "a container to the world   | web      | ping -c 1 -W 1 198.51.100.80   |",
        "the host to the world      | host     | ping -c 1 -W 1 198.51.100.80   |",
        "over the loopback device   | host     | ping -c 1 -W 1 127.0.0.1       |",
        "no route                   | laptop   | ping -c 1 -W 1 203.0.113.5     |",
        "no such neighbour          | laptop   | ping -c 1 -W 4 192.0.2.99      |",
        "the time to live ends      | laptop   | ping -c 1 -W 1 -t 1 198.51.100.80 |",
        "past the published port    | laptop   | curl -m 1.5 -s 172.17.0.2       | ip route add"
            + " 172.17.0.0/16 via 192.0.2.10 @laptop",
        "a rule drops it            | laptop   | curl -m 1.5 -s 192.0.2.10:8080  | iptables -I"
            + " DOCKER-USER -p tcp -j DROP @host",
        "a rule refuses it          | laptop   | ping -c 1 -W 1 192.0.2.10      | iptables -I INPUT"
            + " -p icmp -j REJECT @host",
        "the policy drops it        | laptop   | ping -c 1 -W 1 192.0.2.10      | iptables -P INPUT"
            + " DROP @host",
        "dropped on the way out     | host     | ping -c 1 -W 1 192.0.2.20      | iptables -I"
            + " OUTPUT -p icmp -j DROP @host",
        "forwarding is off          | laptop   | ping -c 1 -W 1 198.51.100.80   | sysctl -w"
            + " net.ipv4.ip_forward=0 @router",
        "no way back                | laptop   | ping -c 1 -W 1 198.51.100.80   | ip route del"
            + " 192.0.2.0/24 @internet",
      })
  void tellsTheSameSteps(String name, String machine, String command, String before)
      throws Exception {
    List<String> expected = rows(new SimTracedLab(), Depth.FULL, machine, command, before);
    List<String> actual = rows(new RealTracedLab(), Depth.FULL, machine, command, before);
    assertEquals(sorted(expected), sorted(actual));
  }

  @Test
  void tellsOfTheRulesThatDidNotMatch() throws Exception {
    String command = "nc -z -w 1 192.0.2.10 8080";
    List<String> expected = rows(new SimTracedLab(), Depth.RULES, "laptop", command, null);
    List<String> actual = rows(new RealTracedLab(), Depth.RULES, "laptop", command, null);
    assertEquals(sorted(expected), sorted(actual));
  }

  @Test
  void leavesNoTableBehind() throws Exception {
    try (RealTracedLab lab = new RealTracedLab()) {
      lab.trace(Depth.STORY, "laptop", "ping -c 1 192.0.2.10");
      assertFalse(lab.output("host", "nft list tables").contains(NftTrace.TABLE));
    }
  }

  /** What is dispensable for the order: two processors tell of two machines at the same time. */
  private static String sorted(List<String> rows) {
    return rows.stream().sorted().collect(Collectors.joining("\n"));
  }

  private static List<String> rows(
      TracedLab open, Depth depth, String machine, String command, String before) throws Exception {
    try (TracedLab lab = open) {
      if (before != null) {
        String[] words = before.split(" @");
        lab.run(words[1], words[0]);
      }
      return Rows.of(depth, lab.trace(depth, machine, command));
    }
  }
}
