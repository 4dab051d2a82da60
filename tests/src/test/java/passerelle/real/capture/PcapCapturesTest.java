package passerelle.real.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.capture.Packets;
import passerelle.capture.file.CapturedPacket;
import passerelle.effort.Patience;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.CapturedFrame;
import passerelle.kernel.Kernel;
import passerelle.real.clock.RealClock;
import passerelle.real.exec.Command;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;

/** Live captures in namespaces of their own: a client, a bridge between, a server. */
@Tag("real")
class PcapCapturesTest {
  private static final int IPV4_PROTOCOL = 23;
  private static final int IGMP = 2;

  /** Octets of pcap's header of a file, and of a packet. */
  private static final int FILE_HEADER = 24;

  private static final int HEADER = 16;

  private static final Predicate<CapturedDevice> ALL = device -> true;

  private final Namespaces namespaces = new Namespaces();
  private final RealClock clock = new RealClock();
  private final PcapCaptures captures = new PcapCaptures(namespaces, clock, ear -> {});
  private final List<CapturedFrame> frames = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void buildsTheNetwork() throws Exception {
    for (String name : List.of("client", "middle", "server")) {
      in(namespaces.create(name), "sysctl -qw net.ipv6.conf.default.disable_ipv6=1");
      in(name, "ip link set lo up");
    }
    in("middle", "ip link add br0 type bridge");
    in("middle", "ip link set br0 up");
    plug("client", "10.0.0.1/24");
    plug("server", "10.0.0.2/24");
  }

  private void plug(String name, String address) throws Exception {
    Netns netns = namespaces.get(name);
    in("middle", "ip link add to-" + name + " type veth peer name eth0 netns " + netns.path());
    in("middle", "ip link set to-" + name + " master br0 up");
    in(name, "ip address add " + address + " dev eth0");
    in(name, "ip link set eth0 up");
  }

  @AfterEach
  void takesItDown() {
    namespaces.close();
    clock.close();
  }

  private String in(String netns, String command) throws Exception {
    return in(namespaces.get(netns), command);
  }

  private static String in(Netns netns, String command) throws Exception {
    Command.Result result = Command.of(command.split(" ")).in(netns).run();
    assertTrue(result.succeeded(), command + ": " + result.err());
    return result.out();
  }

  @Test
  void tellsAPingOnAllDevicesInTheOrderAndDirectionOfItsWay() throws Exception {
    in("client", "ping -c 1 10.0.0.2");
    try (Kernel.Capture capture = captures.open(ALL, frames::add)) {
      in("client", "ping -c 1 10.0.0.2");
      assertEquals(0, capture.missed());
    }
    List<String> way =
        frames.stream().filter(PcapCapturesTest::isIcmp).map(PcapCapturesTest::place).toList();
    assertEquals(
        List.of(
            "client/eth0 out",
            "middle/to-client in",
            "middle/to-server out",
            "server/eth0 in",
            "server/eth0 out",
            "middle/to-server in",
            "middle/to-client out",
            "client/eth0 in"),
        way);
    long now = clock.now();
    assertTrue(frames.stream().allMatch(f -> f.at() > 0 && f.at() < now), "times of the lab");
  }

  @Test
  void seesTheFramesThatTcpdumpWrites(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("eth0.pcap");
    List<String> argv =
        new ArrayList<>(List.of("nsenter", "--net=" + namespaces.get("client").path()));
    argv.addAll(
        List.of(
            "tcpdump",
            "-p",
            "-i",
            "eth0",
            "-U",
            "-Z",
            "root",
            "--nano",
            "-w",
            file.toString(),
            "arp",
            "or",
            "icmp"));
    Process tcpdump = new ProcessBuilder(argv).redirectErrorStream(true).start();
    tcpdump.inputReader().readLine();
    try (Kernel.Capture capture =
        captures.open(d -> d.netns().equals("client") && d.name().equals("eth0"), frames::add)) {
      in("client", "ping -c 3 -i 0.01 -s 4000 10.0.0.2");
      assertEquals(0, capture.missed());
    }
    dropMembershipReports();
    assertEquals(2 + 2 * 3 * 3, frames.size());
    long size = FILE_HEADER + frames.stream().mapToLong(f -> HEADER + f.bytes().length).sum();
    Patience.until(() -> Files.size(file) >= size);
    tcpdump.destroy();
    tcpdump.waitFor();
    List<CapturedPacket> expected = Packets.readAll(Files.readAllBytes(file));
    for (int i = 0; i < frames.size(); i++) {
      assertArrayEquals(expected.get(i).bytes(), frames.get(i).bytes(), "frame " + i);
    }
  }

  /** The bridge's group membership is reported at a random time. */
  private void dropMembershipReports() {
    frames.removeIf(
        frame ->
            frame.bytes()[IPV4_PROTOCOL] == IGMP
                && frame.bytes()[12] == 8
                && frame.bytes()[13] == 0);
  }

  @Test
  void showsOnceWhatGoesOverTheLoopbackDevice() throws Exception {
    try (Kernel.Capture capture = captures.open(d -> d.netns().equals("client"), frames::add)) {
      in("client", "ping -c 1 127.0.0.1");
      assertEquals(0, capture.missed());
    }
    dropMembershipReports();
    assertEquals(
        List.of("client/lo in", "client/lo in"),
        frames.stream().map(PcapCapturesTest::place).toList());
  }

  @Test
  void followsDevicesAsTheyComeGoAndAreRenamed() throws Exception {
    try (Kernel.Capture capture =
        captures.open(d -> d.name().matches("v1|v2|again"), frames::add)) {
      in("client", "ip link add name v1 type veth peer name v2");
      in("client", "ip link set v1 up");
      in("client", "ip link set v2 up");
      in("client", "ip link set v1 name again");
      in("client", "ip address add 10.1.0.1/24 dev again");
      // A new name is heard of a moment later.
      assertTrue(
          Patience.until(
              () -> {
                frames.clear();
                return asked().containsAll(List.of("client/again out", "client/v2 in"));
              }));
      in("client", "ip link delete again");
      assertEquals(0, capture.missed());
    }
  }

  /** Where a question for an address that nobody has was seen. */
  private List<String> asked() throws Exception {
    Command.of("arping", "-c", "1", "-w", "1", "-i", "again", "10.1.0.9")
        .in(namespaces.get("client"))
        .run();
    return frames.stream().map(PcapCapturesTest::place).distinct().toList();
  }

  @Test
  void letsGoOfANamespaceSoThatItCanBeDeleted() throws Exception {
    Kernel.Capture capture = captures.open(ALL, frames::add);
    in("client", "ping -c 1 10.0.0.2");
    captures.release("server");
    namespaces.delete("server");
    assertTrue(Patience.until(() -> !in("middle", "ip -br link").contains("to-server")));
    capture.close();
    String links = in("middle", "ip -br link");
    assertTrue(links.contains("to-client"), links);
    assertTrue(frames.stream().map(PcapCapturesTest::place).anyMatch("server/eth0 in"::equals));
  }

  @Test
  void leavesNoDescriptorBehind() throws Exception {
    captures.open(ALL, frames::add).close();
    long before = descriptors();
    for (int i = 0; i < 3; i++) {
      captures.open(ALL, frames::add).close();
    }
    assertEquals(before, descriptors());
  }

  private static long descriptors() throws Exception {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static boolean isIcmp(CapturedFrame frame) {
    return Arrays.equals(new byte[] {8, 0}, Arrays.copyOfRange(frame.bytes(), 12, 14))
        && frame.bytes()[23] == 1;
  }

  private static String place(CapturedFrame frame) {
    return frame.device().netns() + "/" + frame.device().name() + (frame.out() ? " out" : " in");
  }
}
