package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What waits, is lost and comes late on a line between two namespaces. The kernel that the other
 * recordings come from has no netem: how it is printed is what tc 6.15 prints of messages with
 * these settings, and which packets it loses is computed by the kernel's own generator.
 */
class TrafficControlTest {
  private final ToolLab lab = new ToolLab();

  @BeforeEach
  void wire() {
    for (String name : List.of("a", "b")) {
      lab.run("ip netns add " + name);
      // A device that announces itself in IPv6 sends packets of its own through what is measured.
      lab.run("ip netns exec " + name + " sysctl -qw net.ipv6.conf.default.disable_ipv6=1");
    }
    lab.run("ip link add v0 netns a type veth peer name v1 netns b");
    lab.run("ip -n a addr add 10.0.0.1/24 dev v0");
    lab.run("ip -n b addr add 10.0.0.2/24 dev v1");
    lab.run("ip -n a link set v0 up");
    lab.run("ip -n b link set v1 up");
    ping("-c 1");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void line(String settings) {
    assertEquals("", lab.run("tc -n a qdisc replace dev v0 root " + settings).output());
  }

  private String ping(String options) {
    return lab.run("ip netns exec a ping " + options + " 10.0.0.2").output();
  }

  private String shown(String options) {
    return lab.run("tc -n a " + options + " qdisc show dev v0").output();
  }

  private static List<Integer> answered(String output) {
    return Pattern.compile("icmp_seq=(\\d+)")
        .matcher(output)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .toList();
  }

  /** Minimum, average, maximum and deviation in milliseconds. */
  private static List<Double> times(String output) {
    Matcher found = Pattern.compile("= ([0-9.]+)/([0-9.]+)/([0-9.]+)/([0-9.]+) ms").matcher(output);
    assertTrue(found.find(), output);
    return List.of(1, 2, 3, 4).stream().map(i -> Double.valueOf(found.group(i))).toList();
  }

  @ParameterizedTest
  @DisplayName("netem's settings are printed as tc prints them")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "delay 100ms|limit 1000 delay 100ms seed 7",
        "delay 100ms 10ms 25% loss 10% 25%|limit 1000 delay 100ms  10ms 25% loss 10% 25% seed 7",
        "loss 0.1%|limit 1000 loss 0.1% seed 7",
        "loss random 33.333 ecn|limit 1000 loss 33.333% seed 7 ecn ",
        "loss 0.3% duplicate 1% 5%|limit 1000 loss 0.3% duplicate 1% 5% seed 7",
        "delay 10ms reorder 25% 50% gap 5|limit 1000 delay 10ms reorder 25% 50% seed 7 gap 5",
        "delay 10ms reorder 25%|limit 1000 delay 10ms reorder 25% seed 7 gap 1",
        "corrupt 0.1% 3%|limit 1000 corrupt 0.1% 3% seed 7",
        "rate 1mbit 20 100 5|limit 1000 rate 1Mbit packetoverhead 20 cellsize 100 celloverhead 5 seed 7",
        "rate 10mbit limit 50|limit 50 rate 10Mbit seed 7",
        "loss gemodel 1%|limit 1000 loss gemodel p 1% r 100% 1-h 100% 1-k 0% seed 7",
        "loss state 1%|limit 1000 loss state p13 1% p31 99% p32 0% p23 100% p14 0% seed 7",
        "delay 1500|limit 1000 delay 1.5ms seed 7",
        "delay 1234.567us|limit 1000 delay 1.23ms seed 7",
        "latency 10us|limit 1000 delay 10us seed 7",
        "delay 2s|limit 1000 delay 2s seed 7",
        "delay 1500ns|limit 1000 delay 1.5us seed 7"
      })
  void netemsSettingsArePrintedAsTcPrintsThem(String asked, String printed) {
    line("netem " + asked + " seed 7");
    assertEquals("qdisc netem 8001: root refcnt 3 " + printed + "\n", shown(""));
  }

  @Test
  void netemInJsonHasSharesAndSeconds() {
    line(
        "netem delay 100ms 10ms 25% loss 10% 25% duplicate 1% 5% corrupt 0.1% 3% reorder 25% 50%"
            + " gap 5 rate 1mbit 20 100 5 ecn seed 7");
    assertEquals(
        "[{\"kind\":\"netem\",\"handle\":\"8001:\",\"root\":true,\"refcnt\":3,\"options\":{"
            + "\"limit\":1000,\"delay\":{\"delay\":0.1,\"jitter\":0.01,\"correlation\":0.25},"
            + "\"loss-random\":{\"loss\":0.1,\"correlation\":0.25},"
            + "\"duplicate\":{\"duplicate\":0.01,\"correlation\":0.05},"
            + "\"reorder\":{\"reorder\":0.25,\"correlation\":0.5},"
            + "\"corrupt\":{\"corrupt\":0.001,\"correlation\":0.03},"
            + "\"rate\":{\"rate\":125000,\"packetoverhead\":20,\"cellsize\":100,\"celloverhead\":5},"
            + "\"seed\":7,\"ecn\":true,\"gap\":5}}]\n",
        shown("-j"));
    line("netem delay 1 seed 12345678901234567890");
    assertEquals(
        "[{\"kind\":\"netem\",\"handle\":\"8001:\",\"root\":true,\"refcnt\":3,\"options\":{"
            + "\"limit\":1000,\"delay\":{\"delay\":1e-06,\"jitter\":0,\"correlation\":0},"
            + "\"seed\":12345678901234567890,\"ecn\":false,\"gap\":0}}]\n",
        shown("-j"));
  }

  @Test
  void aDelayIsAddedToEveryPacketOneWay() {
    line("netem delay 100ms");
    assertTrue(times(ping("-c 3 -i 0.2")).stream().limit(3).allMatch(t -> t >= 100 && t < 101));
  }

  @Test
  @DisplayName("a seed loses the packets that it loses on Linux")
  void aSeedLosesThePacketsThatItLosesOnLinux() {
    line("netem loss 10% seed 1");
    assertEquals(
        List.of(3, 5, 6, 7, 8, 11, 12, 13, 14, 15, 17, 18, 19, 20),
        answered(ping("-c 20 -i 0.1 -W 0.1")));
    assertTrue(shown("-s").contains("(dropped 6, overlimits 0 requeues 0)"), shown("-s"));
  }

  @Test
  void delaysSpreadAsTheDistributionSays() {
    line("netem delay 100ms 20ms distribution normal seed 42");
    List<Double> normal = times(ping("-c 400 -i 0.3"));
    assertTrue(Math.abs(normal.get(1) - 100) < 4 && Math.abs(normal.get(3) - 20) < 3, "" + normal);
    line("netem delay 100ms 20ms seed 42");
    List<Double> uniform = times(ping("-c 400 -i 0.3"));
    assertTrue(uniform.get(0) >= 80 && uniform.get(2) <= 121, "" + uniform);
  }

  @Test
  void aPacketComesTwice() {
    line("netem duplicate 100%");
    assertTrue(ping("-c 2").contains("2 received, +2 duplicates, 0% packet loss"));
  }

  @Test
  void somePacketsOvertakeThoseThatWait() {
    line("netem delay 150ms reorder 100% gap 3");
    List<Integer> order = answered(ping("-c 6 -i 0.1"));
    assertTrue(order.indexOf(3) < order.indexOf(2), "" + order);
  }

  @Test
  void aDamagedPacketIsDroppedForItsChecksum() {
    line("netem corrupt 100%");
    assertTrue(ping("-c 1 -W 1").contains("100% packet loss"));
    String counted = lab.run("ip netns exec b nstat -az IpExtInCsumErrors").output();
    assertTrue(counted.matches("(?s).*IpExtInCsumErrors +[1-9].*"), counted);
  }

  @Test
  void aBucketLetsABurstThroughAndThenSoMuchASecond() {
    line("tbf rate 8kbit burst 1600 limit 6000");
    String output = ping("-c 3 -i 0.2 -s 972 -W 3");
    // 1014 octets cost 1.014 s: 586 are left for the second, which waits 0.428 s less 0.2 s.
    assertTrue(times(output).get(0) < 1, output);
    assertTrue(output.contains("icmp_seq=2 ttl=64 time=228 ms"), output);
    assertTrue(shown("-s").contains("overlimits 3"), shown("-s"));
  }

  @Test
  void whatIsLongerThanTheBurstNeverLeaves() {
    line("tbf rate 1mbit burst 1000 limit 3000");
    // ping is told that there is no room, and tries once more before it says so.
    assertTrue(ping("-c 1 -W 1 -s 1200 2>&1").contains("sendmsg: No buffer space available"));
    assertTrue(shown("-s").contains("dropped 2"), shown("-s"));
    assertTrue(
        lab.run("dmesg")
            .output()
            .contains("sch_tbf: burst 1000 is lower than device v0 mtu (1514)"));
  }

  @Test
  void aDelayMayHaveARateBelowIt() {
    line("handle 1: netem delay 50ms");
    lab.run(
        "tc -n a qdisc add dev v0 parent 1:1 handle 10: tbf rate 256kbit buffer 1600 limit 3000");
    List<Double> times = times(ping("-c 2 -i 0.01 -s 1400 -W 1"));
    assertTrue(times.get(0) >= 50 && times.get(0) < 51, "" + times);
    assertTrue(times.get(2) > 75, "the second has waited for tokens: " + times);
    assertEquals(
        "class netem 1:1 parent 1: leaf 10: \nclass tbf 10:1 parent 10: \n",
        lab.run("tc -n a class show dev v0").output());
  }

  @Test
  void whatWaitsIsGoneWithTheDeviceGoingDown() {
    line("netem delay 10s");
    ping("-c 1 -W 1");
    assertTrue(shown("-s").contains(" 1p requeues"), shown("-s"));
    lab.run("ip -n a link set v0 down");
    assertTrue(shown("-s").contains(" 0p requeues"), shown("-s"));
    lab.run("ip -n a link set v0 up");
    assertTrue(lab.run("ip -n a link show v0").output().contains("qdisc netem"));
  }

  @Test
  void aDeviceThatIsMovedLeavesItsQueueBehind() {
    line("netem delay 10s");
    lab.run("ip -n a link set v0 netns b");
    assertTrue(lab.run("ip -n b link show v0").output().contains("qdisc noop"));
  }

  @Test
  void kindsThatAreNotModelledSaySo() {
    ToolLab.Result refused = lab.run("tc -n a qdisc add dev v0 root hfsc default 10");
    assertEquals(
        "tc: Passerelle does not model queueing disciplines of kind hfsc\n", refused.output());
    assertEquals(2, refused.status());
  }
}
