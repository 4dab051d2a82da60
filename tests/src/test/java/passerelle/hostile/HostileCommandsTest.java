package passerelle.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.cli.session.SimLabFactory;
import passerelle.effort.Effort;
import passerelle.scenarios.Requests;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;
import passerelle.sim.SimKernel;

/**
 * Commands that would never end, or eat the machine: each is ended by a bound of the lab, which is
 * told in Linux's own words where it has some, and the lab answers afterwards. The lab's processor
 * is a fiftieth of the usual one, so that the whole table takes seconds.
 */
@Tag("campaign")
class HostileCommandsTest {
  private static final long BUDGET = 100_000;

  /** Enough to make as many processes as there may be. */
  private static final long FORKING = 1_500_000;

  /** Nanoseconds of the lab's time: a script's patience, and the pauses around it. */
  private static final long LONGEST = 620_000_000_000L;

  private static final int ANY = -1;
  private static final int CPU = 152;
  private static final String CPU_TIME = "CPU time limit exceeded";
  private static final String LATE = "too much of the lab's time";
  private static final String CRASH = "Segmentation fault";
  private static final String NO_FORK = "Resource temporarily unavailable";

  private static final String BRIDGES =
      "ip link add b1 type bridge; ip link add b2 type bridge; for i in %s; do"
          + " ip link add v$i type veth peer name w$i; ip link set v$i master b1 up;"
          + " ip link set w$i master b2 up; done; ip link set b1 up; ip link set b2 up;"
          + " ip addr add 10.9.9.1/24 dev b1; ping -c 2 10.9.9.2";

  /**
   * A command.
   *
   * @param status its exit status, or {@link #ANY}
   * @param says what stands in its output
   */
  record Hostile(String line, int status, String says, long budget) {
    Hostile withBudget(long other) {
      return new Hostile(line, status, says, other);
    }

    @Override
    public String toString() {
      return line;
    }
  }

  private static Hostile says(String line, int status, String says) {
    return new Hostile(line, status, says, BUDGET);
  }

  private static Hostile ends(String line) {
    return new Hostile(line, ANY, "", BUDGET);
  }

  /** Every day one of five, in a campaign the others. */
  static Stream<Hostile> commands() {
    List<Hostile> all =
        Stream.of(loops(), text(), memory(), recursion(), processes(), network(), docker())
            .flatMap(List::stream)
            .toList();
    return IntStream.range(0, all.size()).filter(i -> Effort.tries(i % 5 == 0)).mapToObj(all::get);
  }

  private static List<Hostile> loops() {
    return List.of(
        says("while :; do :; done", CPU, CPU_TIME),
        says("until false; do :; done; echo not reached", CPU, CPU_TIME),
        says("bash -c 'while :; do :; done'", CPU, CPU_TIME),
        says("while :; do while :; do /bin/true; done; done", CPU, CPU_TIME),
        says("for ((;;)); do :; done", ANY, ""),
        says("while sleep 0; do :; done", CPU, CPU_TIME),
        says("while sleep 1; do :; done", 130, LATE),
        says("timeout 2 bash -c 'while :; do :; done'", CPU, CPU_TIME),
        says("while :; do :; done & sleep 0.1; kill %1; echo on", 0, "on"),
        says("until ip addr >/dev/null && false; do :; done", CPU, CPU_TIME),
        says("echo 'exec sh /tmp/s' >/tmp/s; sh /tmp/s", CPU, CPU_TIME),
        says("awk 'BEGIN { while (1) x++ }'", CPU, CPU_TIME),
        says("awk 'BEGIN { while (1) print \"x\" }' | tail -n 1", ANY, CPU_TIME),
        says("echo a | sed ':a;s/^/x/;ta'", ANY, ""),
        says("echo a | sed ':a;N;ba'", 0, "a"),
        says("cat /dev/null | while :; do read x; done", ANY, CPU_TIME));
  }

  private static List<Hostile> text() {
    return List.of(
        says("yes >/dev/null", CPU, CPU_TIME),
        says("yes | wc -l", 0, CPU_TIME),
        ends("yes | head -n 1"),
        ends("yes | sort | head -n 1"),
        ends("yes | tac | head -n 1"),
        says("seq 1 100000000 >/dev/null", CPU, CPU_TIME),
        says("seq 1 100000000 | tail -n 1", ANY, CPU_TIME),
        ends("seq 1 0.0000001 2 | tail -n 1"),
        ends("echo {1..100000000} | wc -c"),
        ends("echo {1..1000}{1..1000}{1..1000} | wc -c"),
        ends("printf '%1000000000d' 1 | wc -c"),
        ends("printf 'a%.0s' {1..10000000} | wc -c"),
        says("echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaab | grep -E '^(a+)+(a+)+\\1c$'", CPU, CPU_TIME),
        says("printf %09999d 0 | sed -E 's/(0|1)*x/y/'", ANY, ""),
        says("[[ $(printf %099999d 0) =~ ^(0|1)*x$ ]]", 139, CRASH),
        ends("x=$(printf %099999d 0); case $x in *0*0*0*0*0*0*0*0*1) echo y;; esac"),
        ends("x=$(printf %099999d 0); echo ${x##*0*0*0*1} | wc -c"),
        ends("x=$(printf %099999d 0); echo ${x//0/0000000000000000000000000000} | wc -c"),
        ends("seq 1 100000 | xargs -n 1 echo | tail -n 1"),
        ends("bash -c \"$(yes 'echo x;' | head -n 20000)\" | wc -l"));
  }

  private static List<Hostile> memory() {
    return List.of(
        ends("x=a; for i in $(seq 30); do x=$x$x; done; echo ${#x}"),
        says("x=$(printf %099999d 0); for i in $(seq 9999); do eval y$i=$x; done", ANY, ""),
        says("echo a | sed ':a;H;G;ba'", ANY, ""),
        ends("awk 'BEGIN { x = \"a\"; while (1) x = x x }'"),
        ends("awk 'BEGIN { while (1) a[i++] = i }'"),
        ends("x=$(yes); echo ${#x}"),
        ends("yes $(seq 1 5000) > /tmp/full; ls -l /tmp/full"),
        ends("set -- $(seq 1 300000); echo $#"));
  }

  private static List<Hostile> recursion() {
    return List.of(
        says("f() { f; }; f", 1, "maximum function nesting level exceeded"),
        says("f() { (f); }; f", ANY, "maximum function nesting level exceeded"),
        says("x=x; echo $((x))", 1, "expression recursion level exceeded"),
        says("trap 'kill -TERM $$' TERM; kill -TERM $$", 139, CRASH),
        says("x='eval \"$x\"'; eval \"$x\"", 139, CRASH),
        says("echo 'sh /tmp/s' >/tmp/s; sh /tmp/s", 2, "/tmp/s: 1: Cannot fork")
            .withBudget(FORKING),
        ends("echo '. /tmp/s' >/tmp/s; . /tmp/s"),
        ends("eval \"$(printf '(%.0s' $(seq 2000))true$(printf ')%.0s' $(seq 2000))\""),
        ends("eval \"$(printf '{ %.0s' $(seq 2000))true$(printf ';}%.0s' $(seq 2000))\""),
        ends("eval \"echo $(printf '$(echo %.0s' $(seq 2000))x$(printf ')%.0s' $(seq 2000))\""),
        ends("echo $(( $(printf '(%.0s' $(seq 2000))1$(printf ')%.0s' $(seq 2000)) ))"));
  }

  private static List<Hostile> processes() {
    return List.of(
        ends(":() { :|:& }; :"),
        ends(":() { :|:& }; :; sleep 1").withBudget(FORKING),
        says("f() { f | f; }; f", ANY, ""),
        says("for i in $(seq 1 3000); do sleep 1000 & done", 254, NO_FORK).withBudget(FORKING),
        ends("for i in $(seq 1 100); do ping 192.0.2.1 >/dev/null & done; sleep 1"),
        ends("for i in $(seq 1 50); do while :; do :; done & done; sleep 1"));
  }

  private static List<Hostile> network() {
    return List.of(
        says(BRIDGES.formatted("1 2 3"), 1, "frames go round b"),
        says(BRIDGES.formatted("1 2"), 1, "2 packets transmitted"),
        says("ping 192.0.2.20 | tail -n 2", ANY, "does not end by itself"),
        ends("ip link set eth0 mtu 68; ping -c 20 -s 65507 192.0.2.20 | tail -n 2"),
        ends("ip link set eth0 mtu 68; ping -f -c 40 -s 65507 192.0.2.20 | tail -n 2"),
        ends("ping -f -c 30000 192.0.2.20 | tail -n 2"),
        ends("for i in $(seq 1 20000); do ip addr add 10.9.$((i/256)).$((i%256))/32 dev lo; done"),
        ends("for i in $(seq 1 5000); do ip route add 10.9.$((i/256)).$((i%256)) dev lo; done"),
        ends("for i in $(seq 1 5000); do ip link add v$i type veth peer name w$i; done"),
        ends("for i in $(seq 1 5000); do ip netns add n$i; done"),
        ends("for i in $(seq 1 5000); do iptables -A INPUT -s 10.0.0.1 -j DROP; done"),
        ends("for i in $(seq 1 5000); do echo x | nc -u -w 0 192.0.2.20 $i; done"),
        ends("traceroute -m 255 -q 10 198.51.100.80"),
        ends("nc -l -p 99"),
        ends("tcpdump -i any -w /tmp/x >/dev/null 2>&1 & ping -f -c 20000 192.0.2.20 | tail -n 1"));
  }

  private static List<Hostile> docker() {
    return List.of(
        says("docker run --rm alpine sh -c 'while :; do :; done'", CPU, CPU_TIME),
        says("docker run --rm alpine ping 192.0.2.10 | head -n 2", 0, "broken pipe"),
        ends("docker run --rm alpine yes | tail -n 1"),
        ends("docker run -d alpine yes; sleep 2; docker logs $(docker ps -lq) | tail -n 1"),
        ends("docker run --rm alpine sh -c ':() { :|:& }; :; sleep 2'"),
        ends("docker run -d --restart always alpine false; sleep 500"),
        ends("for i in $(seq 1 50); do docker run -d alpine yes >/dev/null; done; sleep 1"),
        says("for i in $(seq 1 60); do docker network create n$i; done", 1, "all predefined"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  @Timeout(600)
  void isEndedByABoundAndTheLabAnswers(Hostile hostile) throws LabException {
    LabRequest request = Requests.simulated("28.5", "stand-in", "hostile");
    Place host = new Place.Host("host");
    try (LabSession lab = new SimLabFactory().open(request)) {
      ((SimKernel) lab.kernel()).scheduler().setBudget(hostile.budget());
      long start = lab.kernel().clock().now();
      Output output = lab.run(host, hostile.line());
      long took = lab.kernel().clock().now() - start;
      assertTrue(took < LONGEST, () -> "took " + took / 1_000_000_000 + " s of the lab");
      String text = output.text();
      assertTrue(text.contains(hostile.says()), () -> start(text));
      assertFalse(text.contains("has a defect"), () -> start(text));
      if (hostile.status() != ANY) {
        assertEquals(hostile.status(), output.status(), () -> start(text));
      }
      assertEquals("on\n", lab.run(new Place.Host("laptop"), "echo on").text());
      String docker = lab.run(host, "docker network ls -q").text();
      assertTrue(docker.contains(NO_FORK) || docker.matches("(?s).*[0-9a-f]{12}\n"), docker);
    }
  }

  private static String start(String text) {
    return text.substring(0, Math.min(2000, text.length()));
  }
}
