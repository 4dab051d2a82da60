package passerelle.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Capability;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Capture;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Scheduler;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Toolset;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.tcpdump.Tcpdump;

class TcpdumpToolTest {
  private static final String LISTENING =
      "tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\n"
          + "listening on lo, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n";
  private final Machine machine = new Machine(1);
  private final Scheduler scheduler = new Scheduler(machine.loop());
  private final FileSystem files = new FileSystem().with("/etc/hosts", "127.0.0.1\tlocalhost\n");
  private Place place;
  private Capture out;
  private Capture err;

  @BeforeEach
  void boot() throws KernelException {
    Netns netns = new Namespaces(machine).add("host");
    place = Place.machine(scheduler, netns, "host", files, Toolset.builder().build());
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  private Process start(Set<Capability> capabilities, String... arguments) {
    out = new Capture();
    err = new Capture();
    List<String> argv = new ArrayList<>(List.of("tcpdump"));
    argv.addAll(List.of(arguments));
    Process process =
        place
            .spawn(new Tcpdump(), argv)
            .capabilities(capabilities)
            .stdout(out)
            .stderr(err)
            .create();
    process.start();
    scheduler.advance(EventLoop.SECOND);
    return process;
  }

  private Process tcpdump(String... arguments) {
    return start(Capability.all(), arguments);
  }

  /** A datagram to a port where nobody listens, and so an ICMP error. */
  private void knock(int port) {
    BlockingProgram knocking =
        self -> {
          try {
            UdpSocket socket = new Net(self).udp();
            socket.connect(new SocketAddress(Family.IPV4.loopback(), port));
            socket.send(Payload.of("hello"));
          } catch (KernelException e) {
            throw new IllegalStateException(e);
          }
          return 0;
        };
    place.spawn(knocking, List.of("knock")).start();
    scheduler.advance(EventLoop.SECOND / 2);
  }

  private void interrupt(Process process) {
    scheduler.advance(EventLoop.SECOND);
    process.signal(Signal.INT);
    scheduler.advance(EventLoop.SECOND);
  }

  @Test
  void aCaptureOnLoPrintsEachPacketOnceAndCountsItTwice() {
    Process tcpdump = tcpdump("-tni", "lo", "icmp or udp port 5000");
    knock(5000);
    interrupt(tcpdump);
    String printed = out.text().replaceAll("0\\.1\\.[0-9]{5}", "0.1.PORT");
    assertEquals(
        "IP 127.0.0.1.PORT > 127.0.0.1.5000: UDP, length 5\n"
            + "IP 127.0.0.1 > 127.0.0.1: ICMP 127.0.0.1 udp port 5000 unreachable, length 41\n\n",
        printed);
    assertEquals(
        LISTENING
            + "2 packets captured\n4 packets received by filter\n0 packets dropped by kernel\n",
        err.text());
    assertEquals(0, tcpdump.status());
  }

  @Test
  void namesStandForNumbersWithoutN() {
    Process tcpdump = tcpdump("-t", "-c1", "-i", "lo", "udp", "port", "53");
    knock(53);
    scheduler.advance(EventLoop.SECOND);
    assertTrue(out.text().matches("IP localhost\\.[0-9]+ > localhost\\.domain: .*\n"), out.text());
    assertEquals(0, tcpdump.status());
    assertTrue(err.text().contains("1 packet captured\n"));
  }

  @Test
  void whatIsWrittenCanBeReadBackAndFiltered() throws Exception {
    Process tcpdump = tcpdump("-i", "any", "-U", "-w", "/tmp/all.pcap");
    knock(5000);
    assertEquals(0, Packets.readAll(files.read("/tmp/all.pcap")).size());
    scheduler.advance(EventLoop.SECOND);
    assertEquals(2, Packets.readAll(files.read("/tmp/all.pcap")).size());
    interrupt(tcpdump);
    Process reading = tcpdump("-tnnr", "/tmp/all.pcap", "icmp");
    assertEquals(
        "lo    In  IP 127.0.0.1 > 127.0.0.1: ICMP 127.0.0.1 udp port 5000 unreachable, length 41\n",
        out.text());
    assertEquals(
        "reading from file /tmp/all.pcap, link-type LINUX_SLL2 (Linux cooked v2), snapshot length"
            + " 262144\nWarning: interface names might be incorrect\n",
        err.text());
    assertEquals(0, reading.status());
  }

  @Test
  void whoEndsItWithinASecondLosesTheLastPackets() {
    Process hasty = tcpdump("-ni", "lo", "udp port 5000");
    knock(5000);
    hasty.signal(Signal.INT);
    scheduler.advance(EventLoop.SECOND);
    assertTrue(err.text().contains("\n0 packets captured\n2 packets received"), err.text());
    Process immediate = tcpdump("-ni", "lo", "--immediate-mode", "udp port 5000");
    knock(5000);
    immediate.signal(Signal.INT);
    scheduler.advance(EventLoop.SECOND);
    assertTrue(err.text().contains("\n1 packet captured\n2 packets received"), err.text());
  }

  @Test
  void withoutUTheFileIsWrittenInBlocks() throws Exception {
    Process tcpdump = tcpdump("-i", "lo", "-w", "/tmp/late.pcap");
    knock(5000);
    assertEquals(0, files.read("/tmp/late.pcap").length);
    interrupt(tcpdump);
    assertEquals(2, Packets.readAll(files.read("/tmp/late.pcap")).size());
  }

  @Test
  void whatCannotBeDoneIsToldAsTcpdumpTellsIt() {
    files.with("/tmp/short.pcap", "abcdefgh");
    assertFailure("tcpdump: eth9: No such device exists\n(No such device exists)\n", "-i", "eth9");
    assertFailure("tcpdump: can't parse filter expression: syntax error\n", "-i", "lo", "foo bar");
    assertFailure("tcpdump: invalid packet count x\n", "-c", "x");
    assertFailure("tcpdump: nofile: No such file or directory\n", "-r", "nofile");
    assertFailure("tcpdump: unknown file format\n", "-r", "/tmp/short.pcap");
    assertFailure("tcpdump: /nodir/x: No such file or directory\n", "-i", "lo", "-w", "/nodir/x");
    assertFailure("tcpdump: unknown capture direction 'x'\n", "-Qx");
    assertFailure(
        "tcpdump: only -t, -tt, -ttt, -tttt and -ttttt are supported\n", "-tttttt", "-i", "lo");
    Process unknown = tcpdump("-C", "1");
    assertEquals("tcpdump: Passerelle does not model option -C\n", err.text());
    assertEquals(2, unknown.status());
    start(Set.of(), "-i", "lo");
    assertEquals(
        "tcpdump: lo: You don't have permission to perform this capture on that device\n"
            + "(socket: Operation not permitted)\n",
        err.text());
    tcpdump("--foo");
    assertTrue(err.text().startsWith("tcpdump: unrecognized option '--foo'\ntcpdump version"));
  }

  private void assertFailure(String message, String... arguments) {
    Process tcpdump = tcpdump(arguments);
    assertEquals(message, err.text());
    assertEquals(1, tcpdump.status());
  }
}
