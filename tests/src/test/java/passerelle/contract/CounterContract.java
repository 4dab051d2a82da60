package passerelle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.KernelOp;

/**
 * What a namespace counts ({@code /proc/net/snmp}, {@code /proc/net/netstat}), field by field: two
 * machines a and b with a router r between them, and after each command what {@code nstat} says has
 * gone up. {@code counters.txt} was recorded on Linux 6.18.
 */
abstract class CounterContract extends KernelContract {
  private static final String ROUTER = "r";
  private static final List<String> MACHINES = List.of(A, ROUTER, B);

  /**
   * What hangs on memory and on who comes first, or on an IPv6 that greets its network; the
   * simulated kernel does not count it.
   */
  private static final String CHANCE = "Ip6|Icmp6|TcpExtTCP(RcvCoalesce|HPHits|AutoCorking)";

  private static final int TRIES = 5;
  private static final int LOOKS = 100;
  private static final long BETWEEN_LOOKS = 30_000_000L;

  CounterContract(Supplier<Kernel> maker) {
    super(maker);
  }

  /**
   * Commands and what they raise.
   *
   * @param title what it is about
   * @param hurried it comes out otherwise when a program answers late, and is tried again then
   * @param lines commands, {@code a$ ping...}, each followed by what each machine has counted
   */
  record Episode(String title, boolean hurried, List<String> lines) {
    @Override
    public String toString() {
      return title;
    }
  }

  static List<Episode> episodes() throws IOException {
    try (InputStream in = CounterContract.class.getResourceAsStream("counters.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Episode> episodes = new ArrayList<>();
      for (String part : text.strip().split("\n\n")) {
        List<String> lines = part.lines().toList();
        String title = lines.get(0);
        episodes.add(
            new Episode(title.substring(2), title.startsWith("@"), lines.subList(1, lines.size())));
      }
      return episodes;
    }
  }

  @BeforeEach
  void twoMachinesAndARouter() throws PlanException, KernelException {
    network();
    apply(
        new KernelOp.AddNetns(ROUTER),
        noAddress(B, "v1", "10.0.0.2/24"),
        new KernelOp.MoveLink(B, "v1", ROUTER, "r0"),
        KernelOp.AddLink.veth(
            B, "v1", Optional.empty(), 1500, QUEUE, ROUTER, "r1", Optional.empty()));
    apply(
        address(ROUTER, "r0", "10.0.0.254/24"),
        address(ROUTER, "r1", "10.1.0.254/24"),
        address(B, "v1", "10.1.0.2/24"),
        up(ROUTER, "r0"),
        up(ROUTER, "r1"),
        up(B, "v1"),
        new KernelOp.AddRoute(A, via("0.0.0.0/0", "10.0.0.254", "v0")),
        new KernelOp.AddRoute(B, via("0.0.0.0/0", "10.1.0.254", "v1")),
        new KernelOp.SetSysctl(ROUTER, "net.ipv4.ip_forward", "1"));
    for (String name : MACHINES) {
      machine(name);
    }
    eventually(() -> link(A, "v0").carrier() && link(B, "v1").carrier());
  }

  private String sh(String machine, String line) throws KernelException {
    return run(machine, "sh", "-c", line).text();
  }

  @ParameterizedTest
  @MethodSource("episodes")
  void whatPassesIsCounted(Episode episode) throws KernelException {
    counted("");
    String expected = String.join("\n", episode.lines()) + "\n";
    String actual = play(episode.lines());
    for (int i = 1; episode.hurried() && i < TRIES && !actual.equals(expected); i++) {
      actual = play(episode.lines());
    }
    assertEquals(expected, actual);
  }

  /** Types the commands, and adds to each what has been counted. */
  private String play(List<String> lines) throws KernelException {
    StringBuilder actual = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int next = i + 1;
      while (next < lines.size() && lines.get(next).charAt(1) == ' ') {
        next++;
      }
      type(line);
      String expected = String.join("\n", lines.subList(i + 1, next));
      actual.append(line).append('\n').append(counted(expected));
      i = next - 1;
    }
    return actual.toString();
  }

  /** Runs a command of {@code counters.txt}; {@code a& } begins one that goes on. */
  private void type(String line) throws KernelException {
    String machine = line.substring(0, 1);
    String command = line.substring(3);
    if (line.charAt(1) == '&') {
      String before = sockets(machine);
      start(machine, new StringBuilder(), "timeout", "60", "sh", "-c", command);
      eventually(() -> !sockets(machine).equals(before));
    } else {
      sh(machine, command);
    }
  }

  private String sockets(String machine) {
    return snapshot(machine).sockets().toString();
  }

  /** What has gone up since, once it is what was expected or has had time enough. */
  private String counted(String expected) throws KernelException {
    String counted = "";
    for (int i = 0; i < LOOKS; i++) {
      StringBuilder all = new StringBuilder();
      for (String machine : MACHINES) {
        all.append(increments(machine));
      }
      counted = all.toString();
      if (counted.strip().equals(expected)) {
        break;
      }
      kernel.clock().advance(BETWEEN_LOOKS);
    }
    for (String machine : MACHINES) {
      sh(machine, "NSTAT_HISTORY=/tmp/counted." + machine + " nstat -n");
    }
    return counted;
  }

  private String increments(String machine) throws KernelException {
    String text = sh(machine, "NSTAT_HISTORY=/tmp/counted." + machine + " nstat -s");
    String counters =
        text.lines()
            .filter(line -> !line.startsWith("#") && !line.matches("(" + CHANCE + ").*"))
            .map(line -> line.replaceAll(" +0.0$", "").replaceAll(" +", " "))
            .collect(Collectors.joining(", "));
    return counters.isEmpty() ? "" : machine + " " + counters + "\n";
  }
}
