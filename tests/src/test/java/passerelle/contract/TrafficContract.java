package passerelle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.CapturedFrame;
import passerelle.kernel.Errno;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.NameService;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.PlanException;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ResolverPorts;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.op.ChainOp;
import passerelle.kernel.op.ConntrackFilter;
import passerelle.kernel.op.KernelOp;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/** Packets: who answers, what is captured, what the kernel remembers of them. */
abstract class TrafficContract extends KernelContract {
  /** A question and an answer of ARP, and of ICMP. */
  private static final int PING_FRAMES = 4;

  private static final CapturedDevice V0 = new CapturedDevice(A, "v0");
  private static final CapturedDevice V1 = new CapturedDevice(B, "v1");

  private final List<CapturedFrame> heard = new CopyOnWriteArrayList<>();

  TrafficContract(Supplier<Kernel> maker) {
    super(maker);
  }

  @BeforeEach
  void twoMachines() throws PlanException, KernelException {
    network();
    machine(A);
    machine(B);
  }

  private Kernel.Capture listen() throws KernelException {
    return kernel.captures().open(device -> true, heard::add);
  }

  /** What passed a device: direction and kind of each frame of ARP and of IPv4 but IGMP. */
  private List<String> seen(CapturedDevice device) {
    return heard.stream()
        .filter(frame -> frame.device().equals(device) && !kind(frame).isEmpty())
        .map(frame -> (frame.out() ? "out " : "in ") + kind(frame))
        .toList();
  }

  private static String kind(CapturedFrame frame) {
    byte[] bytes = frame.bytes();
    int type = (bytes[12] & 0xff) << 8 | bytes[13] & 0xff;
    if (type == 0x0806) {
      return "ARP " + bytes[21];
    }
    return type == 0x0800 && bytes[23] == 1 ? "ICMP " + bytes[34] : "";
  }

  @Test
  void aPingIsSeenAtBothEndsInOrder() throws KernelException {
    try (Kernel.Capture capture = listen()) {
      assertEquals(0, run(A, "ping", "-c", "1", "10.0.0.2").status());
      eventually(() -> seen(V0).size() >= PING_FRAMES && seen(V1).size() >= PING_FRAMES);
      assertEquals(0, capture.missed());
    }
    assertEquals(List.of("out ARP 1", "in ARP 2", "out ICMP 8", "in ICMP 0"), seen(V0));
    assertEquals(List.of("in ARP 1", "out ARP 2", "in ICMP 8", "out ICMP 0"), seen(V1));
    assertEquals(frames(V0), frames(V1));
  }

  /** {@code icmp_xmit_lock}: the answer is on its way, and nothing can be sent about it. */
  @Test
  void anAnswerThatOutputRejectsCausesNoErrorOfItsOwn() throws KernelException {
    assertEquals(0, run(B, "iptables", "-A", "OUTPUT", "-p", "icmp", "-j", "REJECT").status());
    try (Kernel.Capture capture = listen()) {
      run(A, "ping", "-c", "1", "-W", "1", "10.0.0.2");
      eventually(() -> seen(V1).size() >= 3);
      assertEquals(0, capture.missed());
    }
    assertEquals(List.of("in ARP 1", "out ARP 2", "in ICMP 8"), seen(V1));
    CapturedDevice loopback = new CapturedDevice(B, "lo");
    assertEquals(List.of(), seen(loopback));
  }

  /** {@code nf_nat_icmp_reply_translation}: of a first fragment, too. */
  @Test
  void anErrorAboutATranslatedFragmentQuotesThePortThatWasAskedFor() throws KernelException {
    run(B, "sysctl", "-w", "net.ipv4.ip_forward=1");
    String[] to = {"-p", "udp", "-j", "DNAT", "--to", "10.0.0.77:7000"};
    Stream<String> rule =
        Stream.concat(Stream.of("iptables", "-t", "nat", "-A", "PREROUTING"), Stream.of(to));
    run(B, rule.toArray(String[]::new));
    try (Kernel.Capture capture = listen()) {
      run(A, "sh", "-c", "printf %2000d 0 | nc -u -w 5 10.0.0.2 9999");
      eventually(() -> seen(V0).contains("in ICMP 3"));
      assertEquals(0, capture.missed());
    }
    String quoted =
        heard.stream()
            .filter(f -> f.device().equals(V0) && kind(f).equals("ICMP 3"))
            .map(f -> HexFormat.of().formatHex(f.bytes(), 58, 66))
            .findFirst()
            .orElseThrow();
    assertEquals("0a000002", quoted.substring(0, 8));
    assertEquals("270f", quoted.substring(12));
  }

  /** {@code __mkroute_output}, after the destination was translated. */
  @Test
  void nothingLeavesTheMachineFromTheLoopbacksAddress() throws KernelException {
    assertEquals(2, run(A, "ip", "route", "get", "10.0.0.2", "from", "127.0.0.1").status());
    String to = "10.0.0.2";
    run(A, "iptables", "-t", "nat", "-A", "OUTPUT", "-o", "lo", "-j", "DNAT", "--to", to);
    try (Kernel.Capture capture = listen()) {
      assertEquals(1, run(A, "ping", "-c", "1", "-W", "1", "127.0.0.1").status());
      assertEquals(0, capture.missed());
    }
    assertEquals(List.of(), seen(V0));
  }

  /** {@code nf_conntrack_attach}: NOTRACK finds that something is noted of it already. */
  @Test
  void anErrorAboutAnUntrackedPacketIsInvalidAndNotUntracked() throws KernelException {
    run(B, "iptables", "-t", "raw", "-A", "OUTPUT", "-p", "icmp", "-j", "NOTRACK");
    String[] rule = {"-m", "conntrack", "!", "--ctstate", "INVALID", "-j", "REJECT"};
    run(
        B,
        Stream.concat(Stream.of("iptables", "-A", "OUTPUT"), Stream.of(rule))
            .toArray(String[]::new));
    String said = run(B, "ping", "-c", "1", "-W", "1", "10.0.0.1").text();
    assertTrue(said.contains("From 10.0.0.2 icmp_seq=1 Destination Port Unreachable"), said);
  }

  private List<String> frames(CapturedDevice device) {
    return heard.stream()
        .filter(frame -> frame.device().equals(device) && !kind(frame).isEmpty())
        .map(frame -> HexFormat.of().formatHex(frame.bytes()))
        .toList();
  }

  @Test
  void aCaptureHearsOfDevicesThatComeLater() throws KernelException, PlanException {
    try (Kernel.Capture capture =
        kernel.captures().open(device -> device.name().equals("w1"), heard::add)) {
      apply(
          KernelOp.AddLink.veth(A, "w0", Optional.empty(), 1500, QUEUE, B, "w1", Optional.empty()),
          address(A, "w0", "10.1.0.1/24"),
          address(B, "w1", "10.1.0.2/24"),
          up(A, "w0"),
          up(B, "w1"));
      assertEquals(0, run(A, "ping", "-c", "1", "10.1.0.2").status());
      CapturedDevice later = new CapturedDevice(B, "w1");
      eventually(() -> seen(later).size() >= PING_FRAMES);
      assertEquals(List.of("in ARP 1", "out ARP 2", "in ICMP 8", "out ICMP 0"), seen(later));
      assertEquals(List.of(), seen(V1));
      assertEquals(0, capture.missed());
    }
  }

  @Test
  void anAnnouncementIsBroadcast() throws KernelException, PlanException {
    try (Kernel.Capture capture = listen()) {
      apply(new KernelOp.AnnounceAddress(A, "v0", IpAddress.of("10.0.0.1")));
      eventually(() -> !frames(V1).isEmpty());
      assertEquals(0, capture.missed());
    }
    String mac = MAC_A.toHex();
    assertEquals(
        List.of(
            "ffffffffffff"
                + mac
                + "0806"
                + "0001080006040001"
                + mac
                + "0a000001"
                + "000000000000"
                + "0a000001"),
        frames(V1));
  }

  @Test
  void neighboursAreRemembered() throws KernelException {
    assertEquals(List.of(), snapshot(A).neighbours());
    run(A, "ping", "-c", "1", "10.0.0.2");
    assertEquals(
        List.of(new NetnsSnapshot.Neighbour(IpAddress.of("10.0.0.2"), "v0", MAC_B, "REACHABLE")),
        snapshot(A).neighbours());
    run(A, "ping", "-c", "1", "-W", "1", "10.0.0.9");
    eventually(() -> snapshot(A).neighbours().get(1).state().equals("FAILED"));
  }

  @Test
  void connectionsAreTrackedWhereARuleAsksForIt() throws KernelException, PlanException {
    run(A, "ping", "-c", "1", "10.0.0.2");
    assertEquals(List.of(), snapshot(A).conntrack());
    apply(
        new ChainOp.AppendRule(
            A,
            Family.IPV4,
            Table.FILTER,
            "OUTPUT",
            Rule.of("-m conntrack --ctstate INVALID -j DROP")));
    run(A, "ping", "-c", "1", "10.0.0.2");
    assertEquals(
        List.of(
            "icmp     1 src=10.0.0.1 dst=10.0.0.2 type=8 code=0 id=N"
                + " src=10.0.0.2 dst=10.0.0.1 type=0 code=0 id=N mark=0"),
        snapshot(A).conntrack().stream().map(c -> c.line().replaceAll("id=\\d+", "id=N")).toList());
    assertEquals("1", snapshot(A).sysctls().get("net.netfilter.nf_conntrack_count"));
    apply(
        new KernelOp.ForgetConnections(
            A, new ConntrackFilter.ReplyAddress(IpAddress.of("10.0.0.2"))));
    assertEquals(List.of(), snapshot(A).conntrack());
  }

  private static ServiceSpec web(int port) {
    Map<String, String> settings = Map.of("server", "python", "body:/", "Hello\n");
    return new ServiceSpec("tcp", "0.0.0.0", port, 5, "http", settings, "python3");
  }

  @Test
  void aServiceAnswersFromAnotherNamespace() throws KernelException {
    kernel.spaces().startServices(B, List.of(web(80)), ProcessOutput.none());
    assertEquals(new Output("Hello\n", 0), run(A, "curl", "-s", "http://10.0.0.2/"));
    assertEquals(7, run(A, "curl", "-s", "http://10.0.0.2:81/").status(), "nobody listens there");
    assertEquals(
        List.of("tcp 0.0.0.0:80"),
        snapshot(B).sockets().stream()
            .map(s -> s.protocol() + " " + s.address() + ":" + s.port())
            .toList());
  }

  @Test
  void aPortIsServedOnce() throws KernelException {
    kernel.spaces().startServices(B, List.of(web(80)), ProcessOutput.none());
    KernelException taken =
        assertThrows(
            KernelException.class,
            () -> kernel.spaces().startServices(B, List.of(web(80)), ProcessOutput.none()));
    assertEquals(Errno.EADDRINUSE, taken.errno());
    ServiceSpec elsewhere = new ServiceSpec("tcp", "10.9.9.9", 80, 5, "sink", Map.of(), "sink");
    KernelException foreign =
        assertThrows(
            KernelException.class,
            () -> kernel.spaces().startServices(B, List.of(elsewhere), ProcessOutput.none()));
    assertEquals(Errno.EADDRNOTAVAIL, foreign.errno());
  }

  @Test
  void aServiceEndsWithItsProcess() throws KernelException {
    var process = kernel.spaces().startServices(B, List.of(web(80)), ProcessOutput.none());
    process.signal("KILL");
    assertEquals(128 + 9, status(process));
    assertEquals(List.of(), snapshot(B).sockets());
  }

  @Test
  void aBridgeThatGoesDownForgetsWhatItHasLearnt() throws Exception {
    apply(bridge("br0"), pair("p0", "02:00:00:00:00:03", "q0"), master("p0", "br0"));
    apply(new KernelOp.MoveLink(A, "q0", B, "q0"), address(B, "q0", "10.9.0.2/24"));
    apply(address(A, "br0", "10.9.0.1/24"), up(A, "br0"), up(A, "p0"), up(B, "q0"));
    eventually(() -> link(A, "br0").carrier());
    assertEquals(0, run(A, "ping", "-c", "1", "10.9.0.2").status());
    assertEquals(1, learnt());
    apply(down(A, "br0"));
    assertEquals(0, learnt());
  }

  private long learnt() {
    return snapshot(A).fdb().stream().filter(e -> !e.permanent()).count();
  }

  @Test
  void aFinWaitsForItsAcknowledgmentLikeAnOctet() throws KernelException {
    start(B, new StringBuilder(), "timeout", "9", "nc", "-l", "80");
    String client = "{ sleep 1; printf abc; } | timeout 9 nc -q 0 10.0.0.2 80";
    start(A, new StringBuilder(), "sh", "-c", client);
    eventually(() -> queues("ESTAB").equals("0 0"));
    start(B, new StringBuilder(), "ip", "link", "set", "v1", "down");
    eventually(() -> queues("FIN-WAIT-1").equals("0 4"));
  }

  @Test
  void theInsideOfAConnectionIsToldByWhatHasPassed() throws KernelException {
    start(B, new StringBuilder(), "timeout", "99", "sh", "-c", "nc -l 80 > /dev/null");
    eventually(() -> !snapshot(B).sockets().isEmpty());
    String client = "{ echo hello; sleep 90; } | timeout 99 nc 10.0.0.2 80";
    start(A, new StringBuilder(), "sh", "-c", client);
    String common = "wscale:10,10 mss:1448 pmtu:1500 rcvmss:536 advmss:1448 ";
    String sender =
        common
            + "bytes_sent:6 bytes_acked:7 segs_out:3 segs_in:2 data_segs_out:1 delivered:2"
            + " rcv_ssthresh:64088 snd_wnd:65536 rcv_wnd:64512";
    String receiver =
        common
            + "bytes_received:6 segs_out:1 segs_in:3 data_segs_in:1 delivered:1"
            + " rcv_ssthresh:64088 snd_wnd:64512 rcv_wnd:65536";
    eventually(() -> inside(A).equals(sender));
    assertEquals(receiver, inside(B));
    assertTrue(ssOf(A, "-tiHO").matches(".* send [0-9.]+[MG]bps lastsnd:\\d+ .*\n"));
    assertTrue(ssOf(A, "-tieHO").contains(" <-> ts sack "));
  }

  /** What {@code ss -i} says but times, and what hangs on the congestion control. */
  private String inside(String machine) {
    List<String> names =
        List.of("wscale mss pmtu rcvmss advmss delivered rcv_ssthresh snd_wnd rcv_wnd".split(" "));
    return Stream.of(ssOf(machine, "-tinHO").strip().split(" +"))
        .filter(
            word ->
                names.contains(word.replaceFirst(":.*", ""))
                    || word.matches("(bytes|segs|data_segs)_.*"))
        .collect(Collectors.joining(" "));
  }

  private String ssOf(String machine, String options) {
    try {
      return run(machine, "ss", options).text();
    } catch (KernelException e) {
      throw new AssertionError(e);
    }
  }

  /** Recv-Q and Send-Q of the connection in a state. */
  private String queues(String state) {
    try {
      String one = "ss -tan | awk '$1 == \"" + state + "\" {print $2, $3}'";
      return run(A, "sh", "-c", one).text().strip();
    } catch (KernelException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theEmbeddedServerAnswersByWhatItIsTold() throws KernelException, PlanException {
    apply(new KernelOp.AddNetns("host"));
    machine("host");
    NameService names =
        (name, type) ->
            new NameService.Known(
                type.equals("A") && name.equals("web") ? List.of("10.0.0.7") : List.of());
    kernel.spaces().startNames(A, new ResolverPorts(5353, 5354), names);
    assertEquals("10.0.0.7\n", run(A, "dig", "+short", "-p", "5353", "@127.0.0.11", "web").text());
    assertTrue(
        run(A, "dig", "-p", "5353", "@127.0.0.11", "AAAA", "web").text().contains("ANSWER: 0"));
  }
}
