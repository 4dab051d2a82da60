package passerelle.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.effort.Effort;
import passerelle.scenarios.compare.Difference;
import passerelle.scenarios.compare.KnownDifferences;
import passerelle.scenarios.compare.Observation;
import passerelle.scenarios.compare.Report;
import passerelle.scenarios.compare.Twins;
import passerelle.scenarios.format.Transcript;

/** Packets that differ are told from packets in which only what is drawn differs. */
@Tag("campaign")
class PacketComparisonTest {
  private static final Observation SIM = Runs.of(Runs.TRANSCRIPT, 1);
  private static final Observation REAL = Runs.of(Runs.TRANSCRIPT, 2);

  @Test
  void runsThatDrawOtherwiseAreTheSame() {
    Report report = Runs.compare(SIM, REAL);
    assertTrue(report.same(), report::toString);
    assertTrue(report.frames() > 200, "much was seen: " + report.frames());
  }

  @Test
  void aChangedTtlIsSaidWithDeviceAndNumber() {
    int at = find("host/docker0", f -> Octets.isTcp(f) && Octets.flags(f) == 2);
    Report report = Runs.compare(SIM, set(at, 22, 60));
    Difference.OfPacket first = only(report);
    assertEquals("host/docker0", first.where());
    assertEquals("ip.ttl", first.what());
    assertEquals("63", first.sim().value());
    assertEquals("60", first.real().value());
    assertEquals(4, first.command());
    assertEquals(number(at), first.real().number());
    assertTrue(first.real().printed().contains("ttl 60"), first.real().printed());
    assertTrue(first.real().printed().contains("> 172.17.0.2.80: Flags [S]"), first::toString);
  }

  @Test
  void aFrameThatOneSideLacksIsTheOnlyDifference() {
    int at = find("web/eth0", f -> Octets.isIcmp(f) && Octets.icmpType(f) == 0);
    List<Observation.Seen> frames = new ArrayList<>(REAL.frames());
    frames.remove(at);
    Difference.OfPacket lost = only(Runs.compare(SIM, Runs.withFrames(REAL, frames)));
    assertEquals(Difference.FRAME, lost.what());
    assertEquals("web/eth0", lost.where());
    assertEquals(0, lost.real().number());
    assertEquals(number(at), lost.sim().number());
    Difference.OfPacket more = only(Runs.compare(Runs.withFrames(REAL, frames), REAL));
    assertEquals(0, more.sim().number());
    assertEquals(number(at), more.real().number());
  }

  @Test
  void aFrameSeenTwiceIsOneTooMany() {
    int at = find("web/eth0", f -> Octets.isTcp(f) && Octets.flags(f) == 2);
    List<Observation.Seen> frames = new ArrayList<>(REAL.frames());
    frames.add(at, frames.get(at));
    assertEquals(Difference.FRAME, only(Runs.compare(SIM, Runs.withFrames(REAL, frames))).what());
  }

  /** A router sends both questions of a name back to the host that forwarded them. */
  @Test
  void aPacketMayBeBackBeforeTheNextOneLeaves() {
    Transcript transcript =
        Runs.parse(
            """
            ```console
            host$ docker run -d --name c1 redis
            router$ ip route add default via 192.0.2.10 table 100
            router$ ip rule add iif lan lookup 100
            c1# nc -w 2 example.com 80 < /dev/null
            ```
            """);
    Observation sim = Runs.of(transcript, 1);
    Observation real = Runs.of(transcript, 2);
    List<Observation.Seen> frames = new ArrayList<>(real.frames());
    List<Integer> questions = new ArrayList<>();
    for (int i = 0; i < frames.size() && questions.size() < 4; i++) {
      if (frames.get(i).where().equals("host/eth0") && Octets.isUdp(frames.get(i).bytes())) {
        questions.add(i);
      }
    }
    Collections.swap(frames, questions.get(1), questions.get(2));
    Observation.Seen second = frames.get(questions.get(1));
    assertTrue(!second.out(), "the first question is back");
    Report report =
        new Twins(Runs.drawing(1), Runs.drawing(2), KnownDifferences.NONE)
            .compare(transcript, "session", sim, Runs.withFrames(real, frames));
    assertTrue(report.same(), report::toString);
  }

  /** A seed draws the same ports in the lab after {@code reset}, a real kernel others. */
  @Test
  void portsThatAreDrawnAgainInAFreshLabAreOfAnotherConversation() {
    Transcript transcript =
        Runs.parse(
            """
            ```console
            laptop$ curl -s http://192.0.2.10:8080/
            lab> reset
            laptop$ curl -s http://192.0.2.10:8080/
            ```
            """);
    Observation real = Runs.of(transcript, 2);
    List<Observation.Seen> frames = new ArrayList<>();
    real.frames().stream().filter(f -> f.command() < 2).forEach(frames::add);
    Runs.of(transcript, 3).frames().stream().filter(f -> f.command() > 2).forEach(frames::add);
    Report report =
        new Twins(Runs.drawing(1), Runs.drawing(2), KnownDifferences.NONE)
            .compare(transcript, "session", Runs.of(transcript, 1), Runs.withFrames(real, frames));
    assertTrue(report.same(), report::toString);
  }

  /** What is carried has moments, ports and identifiers that are drawn, as without a tunnel. */
  @Test
  void framesInATunnelAreReadWithin() {
    Transcript transcript =
        Runs.parse(
            """
            ```console
            host$ ip link add vx0 type vxlan id 42 remote 192.0.2.20 dstport 4789
            laptop$ ip link add vx0 type vxlan id 42 remote 192.0.2.10 dstport 4789
            host$ ip addr add 10.42.0.1/24 dev vx0; ip link set vx0 address 02:00:00:00:42:01 up
            laptop$ ip addr add 10.42.0.2/24 dev vx0; ip link set vx0 address 02:00:00:00:42:02 up
            host$ sleep 3; ping -c 1 10.42.0.2; curl http://10.42.0.2/
            host$ ip link set vx0 down
            laptop$ ping -c 1 -W 1 10.42.0.1
            ```
            """);
    Observation sim = Runs.of(transcript, 1);
    Report report =
        new Twins(Runs.drawing(1), Runs.drawing(2), KnownDifferences.NONE)
            .compare(transcript, "session", sim, Runs.of(transcript, 2));
    assertTrue(report.same(), report::toString);
    assertTrue(sim.frames().stream().anyMatch(f -> Octets.isUdp(f.bytes())), "a tunnel's frames");
  }

  @Test
  void anAnnouncementThatIsRepeatedMayReachOthers() {
    int first = find("web/eth0", Octets::isAnnouncement);
    List<Observation.Seen> frames = new ArrayList<>(REAL.frames());
    Observation.Seen seen = frames.get(first);
    frames.add(new Observation.Seen(3, 0, "tools/eth0", false, seen.bytes(), seen.roles()));
    Report later = Runs.compare(SIM, Runs.withFrames(REAL, frames));
    assertTrue(later.same(), later::toString);
    frames.remove(first);
    assertEquals("web/eth0", first(Runs.compare(SIM, Runs.withFrames(REAL, frames))).where());
  }

  @Test
  void framesOfAConversationHaveAnOrder() {
    int first = find("tools/eth0", f -> Octets.isIcmp(f) && Octets.isFragment(f));
    int second = next(first, "tools/eth0");
    List<Observation.Seen> frames = new ArrayList<>(REAL.frames());
    Collections.swap(frames, first, second);
    Difference.OfPacket order = first(Runs.compare(SIM, Runs.withFrames(REAL, frames)));
    assertEquals("tools/eth0", order.where());
  }

  @Test
  void octetsThatTcpCarriesMayBeCutAndAcknowledgedOtherwise() {
    List<Observation.Seen> frames = new ArrayList<>();
    for (Observation.Seen seen : REAL.frames()) {
      byte[] f = seen.bytes();
      if (Octets.isTcp(f) && Octets.flags(f) == 24) {
        for (byte[] half : Octets.cut(f)) {
          frames.add(Runs.withBytes(seen, half));
        }
      } else {
        frames.add(seen);
      }
      if (Octets.isTcp(f) && Octets.flags(f) == 16) {
        frames.add(seen);
      }
    }
    Report report = Runs.compare(SIM, Runs.withFrames(REAL, frames));
    assertTrue(report.same(), report::toString);
  }

  @Test
  void anOctetLostFromAStreamIsFound() {
    int at = find("laptop/eth0", f -> Octets.isTcp(f) && Octets.flags(f) == 24);
    List<Observation.Seen> frames = new ArrayList<>(REAL.frames());
    frames.remove(at);
    assertEquals(
        "tcp.stream.length", first(Runs.compare(SIM, Runs.withFrames(REAL, frames))).what());
  }

  @Test
  void conversationsMayInterleaveOtherwise() {
    List<Observation.Seen> arpFirst = new ArrayList<>(REAL.frames());
    arpFirst.sort((a, b) -> Boolean.compare(Octets.isArp(b.bytes()), Octets.isArp(a.bytes())));
    Report report = Runs.compare(SIM, Runs.withFrames(REAL, arpFirst));
    assertTrue(report.same(), report::toString);
  }

  @Test
  void aPortThatNatDoesNotKeepIsFoundWhereItChanges() {
    List<Observation.Seen> frames = new ArrayList<>();
    for (Observation.Seen seen : REAL.frames()) {
      byte[] f = seen.bytes().clone();
      if (seen.where().equals("web/eth0") && Octets.isTcp(f)) {
        ByteBuffer ports = ByteBuffer.wrap(f);
        int port = Octets.word(f, 34) == 80 ? 36 : 34;
        ports.putShort(port, (short) (Octets.word(f, port) ^ 1));
      }
      frames.add(Runs.withBytes(seen, f));
    }
    Report report = Runs.compare(SIM, Runs.withFrames(REAL, frames));
    Set<String> fields = new TreeSet<>();
    report.differences().forEach(d -> fields.add(d.where() + " " + d.what()));
    assertEquals(Set.of("web/eth0 tcp.dport", "web/eth0 tcp.sport"), fields);
  }

  @Test
  void anotherMachinesMacAddressIsAnotherDevice() {
    int at = find("laptop/eth0", f -> Octets.isTcp(f) && Octets.flags(f) == 2);
    assertEquals("eth.dst", only(Runs.compare(SIM, set(at, 4, 3))).what());
  }

  @Test
  void checksumsThatACardWouldFillAreNoDifference() {
    List<Observation.Seen> frames = new ArrayList<>();
    for (Observation.Seen seen : REAL.frames()) {
      byte[] f = seen.bytes().clone();
      if ((Octets.isTcp(f) || Octets.isUdp(f)) && !Octets.isFragment(f)) {
        ByteBuffer.wrap(f).putShort(Octets.isTcp(f) ? 50 : 40, (short) 0x1234);
      }
      frames.add(Runs.withBytes(seen, f));
    }
    Report report = Runs.compare(SIM, Runs.withFrames(REAL, frames));
    assertTrue(report.same(), report::toString);
  }

  @Test
  void aStaleNeighbourMayBeAskedAgain() {
    int request = find("router/lan", f -> Octets.isArp(f) && f[21] == 1);
    byte[] question = REAL.frames().get(request).bytes().clone();
    System.arraycopy(Runs.mac(2), 0, question, 0, 6);
    byte[] answer = Octets.answer(question, REAL.frames().get(request).bytes());
    List<Observation.Seen> frames = new ArrayList<>(REAL.frames());
    Observation.Seen last = frames.get(frames.size() - 1);
    frames.add(
        new Observation.Seen(
            last.command(), last.since(), "router/lan", true, question, last.roles()));
    frames.add(
        new Observation.Seen(
            last.command(), last.since(), "router/lan", false, answer, last.roles()));
    Report report = Runs.compare(SIM, Runs.withFrames(REAL, frames));
    assertTrue(report.same(), report::toString);
    frames.add(frames.get(request));
    assertEquals(1, Runs.compare(SIM, Runs.withFrames(REAL, frames)).differences().size());
  }

  /** In a campaign every octet is looked at, else every third. */
  private static final int EVERY = Effort.of(7, 1);

  /** Of every kind of frame, every octet that no rule names makes a difference. */
  @Test
  void everyOctetCountsButThoseThatTheRulesName() {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    for (int i = 0; i < REAL.frames().size(); i++) {
      Observation.Seen seen = REAL.frames().get(i);
      boolean known = Octets.isArp(seen.bytes()) || Octets.isIpv4(seen.bytes());
      if (known && !seen.where().endsWith("/lo")) {
        kinds.putIfAbsent(Octets.kind(seen), i);
      }
    }
    assertTrue(kinds.size() > 12, kinds::toString);
    kinds.forEach(
        (kind, at) -> {
          Set<Integer> open = openOctets(at);
          open.removeAll(Octets.openInStreams(kind));
          Set<Integer> expected = new TreeSet<>(Octets.open(kind));
          expected.removeIf(offset -> offset % EVERY != 0);
          assertEquals(expected, open, kind);
        });
  }

  private static Set<Integer> openOctets(int at) {
    Observation.Seen seen = REAL.frames().get(at);
    Observation sim = only(SIM, seen.where());
    Observation real = only(REAL, seen.where());
    int index = real.frames().indexOf(seen);
    byte[] frame = seen.bytes();
    Set<Integer> open = new TreeSet<>();
    for (int offset = 0; offset < Math.min(frame.length, 100); offset += EVERY) {
      byte[] changed = Octets.with(frame, offset, frame[offset] ^ 1);
      if (Runs.compareFrames(sim, Runs.withFrame(real, index, changed)).same()) {
        open.add(offset);
      }
    }
    return open;
  }

  private static Observation only(Observation run, String where) {
    return new Observation(
        List.of(),
        run.frames().stream().filter(f -> f.where().equals(where)).toList(),
        Map.of(),
        run.roles(),
        run.pace(),
        run.lasted(),
        0);
  }

  private static Observation set(int at, int offset, int value) {
    return Runs.withFrame(REAL, at, Octets.with(REAL.frames().get(at).bytes(), offset, value));
  }

  private static Difference.OfPacket first(Report report) {
    return (Difference.OfPacket) report.first().orElseThrow();
  }

  private static Difference.OfPacket only(Report report) {
    assertEquals(1, report.differences().size(), report::toString);
    return (Difference.OfPacket) report.differences().get(0);
  }

  private static int find(String where, Predicate<byte[]> wanted) {
    for (int i = 0; i < REAL.frames().size(); i++) {
      Observation.Seen seen = REAL.frames().get(i);
      if (seen.where().equals(where) && wanted.test(seen.bytes())) {
        return i;
      }
    }
    throw new AssertionError("no such frame on " + where);
  }

  private static int next(int after, String where) {
    int i = after + 1;
    while (!REAL.frames().get(i).where().equals(where)) {
      i++;
    }
    return i;
  }

  private static int number(int at) {
    String where = REAL.frames().get(at).where();
    return (int)
        REAL.frames().subList(0, at + 1).stream().filter(f -> f.where().equals(where)).count();
  }
}
