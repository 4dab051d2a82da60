package passerelle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import passerelle.effort.Effort;
import passerelle.effort.Waits;
import passerelle.engine.EngineVersion;
import passerelle.kernel.op.KernelOp;
import passerelle.kernel.op.Plan;
import passerelle.kernel.op.PlanScript;
import passerelle.kernel.op.Why;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.scenarios.canon.Canon;
import passerelle.scenarios.match.UnifiedDiff;
import passerelle.text.Language;

/**
 * A script made of a lab's plans leaves the real kernel as the plans leave the simulated one: every
 * day those of today's engine, in a campaign those of the others.
 */
@Waits
class PlanScriptTest {
  private static final List<String> ENCLOSURE =
      List.of("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc");
  private static final long LIMIT_SECONDS = 300;

  /** What a namespace is looked at with, on both kernels. */
  private static final List<String> LOOKS =
      List.of(
          "ip addr",
          "ip -4 route show table all",
          "iptables-save",
          "ip6tables-save",
          "bridge link",
          "sysctl net.ipv4.ip_forward net.ipv4.conf.all.forwarding net.ipv4.conf.lo.rp_filter"
              + " net.ipv4.conf.default.rp_filter net.ipv4.conf.default.promote_secondaries"
              + " net.ipv4.conf.all.accept_redirects net.bridge.bridge-nf-call-iptables");

  @TempDir Path directory;

  /** All that an engine makes, and takes away again. */
  private static final List<String> SESSION =
      List.of(
          "docker network create -o com.docker.network.driver.mtu=1400 front",
          "docker run -d --name app --network front -p 8081:80 -p 53:53/udp nginx",
          "docker run -d --name web -p 127.0.0.1:8080:80 nginx",
          "docker run -d --name lone --network none alpine sleep 1000",
          "docker run -d --name guest --network host alpine sleep 1000",
          "docker run -d --name side --network container:web alpine sleep 1000",
          "docker run -d --name other --sysctl net.ipv4.ip_forward=1 alpine sleep 1000",
          "docker network create --internal back",
          "docker network connect back other",
          "docker network disconnect bridge other",
          "docker rm -f web");

  static Stream<Arguments> sessions() {
    return Effort.engines()
        .flatMap(
            engine ->
                Stream.of(List.<String>of(), SESSION)
                    .filter(s -> !s.isEmpty() || engine.equals(EngineVersion.DEFAULT.label()))
                    .map(session -> Arguments.of(engine, session)));
  }

  @Tag("real")
  @Tag("campaign")
  @ParameterizedTest
  @MethodSource("sessions")
  void aScriptRunByHandLeavesTheStateOfTheLab(String engine, List<String> session)
      throws Exception {
    try (PlannedLab lab = PlannedLab.boot(engine)) {
      session.forEach(lab::docker);
      String script = new PlanScript(Language.EN).of("host", lab.chapters());
      Map<String, String> real = realState(script, lab.namespaces());
      Map<String, String> simulated = new LinkedHashMap<>();
      lab.settle();
      lab.namespaces().forEach(netns -> simulated.put(netns, lab.look(netns, LOOKS)));
      String difference =
          UnifiedDiff.of("simulated", canonical(simulated), "real", canonical(real));
      assertEquals("", difference, script);
    }
  }

  @Test
  void everyReasonIsACommentAboveItsCommand() throws Exception {
    try (PlannedLab lab = PlannedLab.boot("28.5")) {
      lab.docker("docker run -d --name web -p 8080:80 nginx");
      String french = new PlanScript(Language.FR).of("host", lab.chapters());
      assertTrue(french.contains("# ---- docker run -d --name web -p 8080:80 nginx\n"), french);
      assertTrue(french.contains("# Le port 8080 de l'hôte mène à 172.17.0.2:80.\n"), french);
      assertTrue(french.contains("# Un câble à deux bouts\u00a0: veth"), french);
    }
  }

  @Test
  void namesThatAShellWouldActOnAreQuoted() {
    Plan plan =
        Plan.of(
            new KernelOp.SetSysctl("host", "net.x", "1 2; reboot 'now'"),
            Why.of("sysctl", "net.x\nreboot"));
    String script =
        new PlanScript(Language.EN).of("host", List.of(new PlanScript.Chapter("a\nb", plan)));
    assertTrue(script.contains("sysctl -w 'net.x=1 2; reboot '\\''now'\\'''\n"), script);
    assertTrue(script.lines().noneMatch(line -> line.startsWith("reboot")), script);
  }

  @Tag("real")
  @Test
  void aScriptRefusesTheMachinesOwnNetwork() throws Exception {
    String plan = new PlanScript(Language.EN).of("host", List.of(lab()));
    Files.writeString(directory.resolve("plan.sh"), plan);
    // A device that is up stands for the machine's.
    Ran ran = run(List.of("sh", "-c", "ip link set lo up; sh plan.sh ip netns list"));
    assertEquals(1, ran.status());
    assertTrue(ran.output().startsWith("plan.sh: this is not for the machine's own"), ran.output());
  }

  private static PlanScript.Chapter lab() {
    return new PlanScript.Chapter("the lab", LabTopology.plan(LabWorld.RECORDED));
  }

  private record Ran(int status, String output) {}

  /** What the looks show after the script, by namespace. */
  private Map<String, String> realState(String script, List<String> namespaces) throws Exception {
    Files.writeString(directory.resolve("plan.sh"), script);
    StringBuilder look = new StringBuilder("sleep 3\n");
    for (String netns : namespaces) {
      String tentative = "ip netns exec %s ip -6 addr show tentative | grep -q .".formatted(netns);
      look.append("while ").append(tentative).append("; do sleep 0.1; done\n");
    }
    for (String netns : namespaces) {
      look.append("echo '=== ").append(netns).append("'\n");
      LOOKS.forEach(
          line ->
              look.append("ip netns exec ").append(netns).append(' ').append(line).append('\n'));
    }
    Files.writeString(directory.resolve("look.sh"), look);
    Ran ran = run(List.of("sh", "plan.sh", "sh", "look.sh"));
    assertEquals(0, ran.status(), ran.output());
    Map<String, String> state = new LinkedHashMap<>();
    for (String part : ran.output().split("(?m)^=== ")) {
      int end = part.indexOf('\n');
      state.put(part.substring(0, end), part.substring(end + 1));
    }
    state.keySet().retainAll(namespaces);
    return state;
  }

  private Ran run(List<String> command) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(ENCLOSURE);
    argv.addAll(command);
    File output = directory.resolve("output").toFile();
    Process process =
        new ProcessBuilder(argv)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    try {
      assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "still running: " + argv);
      return new Ran(
          process.exitValue(), Files.readString(output.toPath(), StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Without what no two runs share, and without the names of namespaces, which a lab has not. */
  private static String canonical(Map<String, String> state) {
    StringBuilder out = new StringBuilder();
    state.forEach(
        (netns, text) ->
            text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll(" link-netns(id)? \\S+", ""))
                .map(line -> line.replaceAll("\\[\\d+:\\d+\\]", ""))
                .map(line -> netns.equals(LabTopology.ROUTER) ? withoutMacs(line) : line)
                .forEach(line -> out.append(netns).append(": ").append(line).append('\n')));
    return String.join("\n", Canon.lines(out.toString()));
  }

  /** The router's are drawn at random, and its bridge has the lowest one of its ports. */
  private static String withoutMacs(String line) {
    return line.replaceAll("link/ether \\S+|inet6 fe80\\S+", "");
  }
}
