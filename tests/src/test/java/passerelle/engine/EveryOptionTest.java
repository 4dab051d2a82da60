package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No option is accepted in silence: each that Docker documents changes what can be observed here,
 * or is refused in one line.
 */
class EveryOptionTest {
  private static final List<String> ENGINES = EngineVersion.labels();
  private static final Pattern OPTION =
      Pattern.compile("^  (?:-\\w, |    )--([\\w-]+)(?: ([\\w-]+))?(?:  .*)?$", Pattern.MULTILINE);

  /**
   * Do nothing in Docker either: no image is pulled, and runc has no limit for the kernel's own
   * memory any more.
   */
  private static final Set<String> NOTHING =
      Set.of("disable-content-trust", "help", "kernel-memory");

  /** Means something to a client that stays attached only: see {@link BrokenPipeTest}. */
  private static final Set<String> OF_ATTACHED_CLIENTS = Set.of("sig-proxy", "detach-keys");

  /** Concern no network: inspect shows them, and that is all. */
  private static final Set<String> INSPECT_ONLY =
      Set.of(
          "annotation",
          "blkio-weight",
          "blkio-weight-device",
          "cgroup-parent",
          "cpu-period",
          "cpu-quota",
          "cpu-rt-period",
          "cpu-rt-runtime",
          "cpu-shares",
          "cpus",
          "cpuset-cpus",
          "cpuset-mems",
          "group-add",
          "init",
          "ipc",
          "log-driver",
          "log-opt",
          "memory",
          "memory-reservation",
          "memory-swap",
          "memory-swappiness",
          "no-healthcheck",
          "oom-kill-disable",
          "oom-score-adj",
          "pids-limit",
          "read-only",
          "security-opt",
          "shm-size",
          "tmpfs",
          "ulimit",
          "userns");

  /** Values by option, where the type alone does not say what a good one is. */
  private static final Map<String, String> VALUES = values();

  private static Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("add-host", "up:192.0.2.1");
    values.put("attach", "stdout");
    values.put("alias", "www");
    values.put("aux-address", "a=10.1.0.9");
    values.put("blkio-weight-device", "/dev/sda:100");
    values.put("cap-add", "NET_ADMIN");
    values.put("cap-drop", "NET_RAW");
    values.put("config-from", "conf");
    values.put("cpus", "1.5");
    values.put("detach-keys", "ctrl-x");
    values.put("dns", "192.0.2.53");
    values.put("dns-search", "example.com");
    values.put("driver", "nosuch");
    values.put("driver-opt", "com.docker.network.endpoint.ifname=lan");
    values.put("env", "A=b");
    values.put("expose", "81");
    values.put("gateway", "10.1.0.7");
    values.put("ip", "10.1.0.77");
    values.put("ip6", "fd00::7");
    values.put("ip-range", "10.1.0.128/25");
    values.put("ipam-driver", "nosuch");
    values.put("ipam-opt", "a=b");
    values.put("label", "a=b");
    values.put("link", "other:alias");
    values.put("link-local-ip", "169.254.3.4");
    values.put("log-opt", "max-size=1m");
    values.put("mac-address", "02:00:00:00:00:09");
    values.put("memory", "512m");
    values.put("memory-reservation", "256m");
    values.put("memory-swap", "1g");
    values.put("network", "n1");
    values.put("network-alias", "www");
    values.put("opt", "com.docker.network.bridge.name=br-x");
    values.put("platform", "linux/arm64");
    values.put("publish", "8080:80");
    values.put("pull", "always");
    values.put("restart", "always");
    values.put("runtime", "kata");
    values.put("scope", "swarm");
    values.put("security-opt", "no-new-privileges");
    values.put("shm-size", "1m");
    values.put("stop-signal", "INT");
    values.put("subnet", "10.3.0.0/24");
    values.put("sysctl", "net.ipv4.ip_forward=0");
    values.put("tmpfs", "/run");
    values.put("ulimit", "nofile=64:64");
    values.put("user", "nobody");
    values.put("userns", "host");
    values.put("mount", "type=volume,source=data,target=/data");
    values.put("volume", "data:/data");
    values.put("volume-driver", "nosuch");
    values.put("volumes-from", "other");
    values.put("workdir", "/tmp");
    return values;
  }

  static Stream<Arguments> optionsOfRun() {
    return options("run", "create");
  }

  static Stream<Arguments> optionsOfNetworks() {
    return options("network create", "network connect");
  }

  private static Stream<Arguments> options(String... commands) {
    List<Arguments> all = new ArrayList<>();
    for (String engine : ENGINES) {
      for (String command : commands) {
        String help = new Session(engine).run(command + " --help");
        Matcher m = OPTION.matcher(help);
        while (m.find()) {
          if (!NOTHING.contains(m.group(1))) {
            all.add(
                Arguments.of(engine, command, m.group(1), m.group(2) == null ? "" : m.group(2)));
          }
        }
      }
    }
    return all.stream();
  }

  private static String word(String option, String type) {
    if (type.isEmpty()) {
      return "--" + option + (Set.of("sig-proxy", "ipv4").contains(option) ? "=false" : "");
    }
    return "--" + option + "=" + VALUES.getOrDefault(option, type.startsWith("int") ? "7" : "9");
  }

  @ParameterizedTest
  @MethodSource("optionsOfRun")
  void anOptionOfRunShowsOrIsRefused(String engine, String command, String option, String type) {
    Seen without = container(engine, command, option, "");
    Seen with = container(engine, command, option, word(option, type));
    check(option, without, with);
    if (INSPECT_ONLY.contains(option)) {
      assertNotEquals(without.inspect(), with.inspect(), "inspect does not show --" + option);
    }
  }

  @ParameterizedTest
  @MethodSource("optionsOfNetworks")
  void anOptionOfNetworksShowsOrIsRefused(
      String engine, String command, String option, String type) {
    boolean create = command.endsWith("create");
    Seen without = create ? network(engine, option, "") : connection(engine, "");
    Seen with =
        create
            ? network(engine, option, word(option, type))
            : connection(engine, word(option, type));
    check(option, without, with);
  }

  private static void check(String option, Seen without, Seen with) {
    assertFalse(with.answer().contains("defect"), with.answer());
    if (with.answer().contains("Passerelle does not model")) {
      assertTrue(
          with.answer()
              .matches("docker: Passerelle does not model [^\n]*--" + option + "[^\n]*\n\\[2]\n"),
          with.answer());
      return;
    }
    if (!OF_ATTACHED_CLIENTS.contains(option)) {
      assertNotEquals(without, with, "--" + option + " is accepted and does nothing");
    }
  }

  /**
   * What can be observed.
   *
   * @param answer of the command
   * @param inspect of what it made
   * @param kernel what was asked of the kernel, and the files and processes that came of it
   */
  private record Seen(String answer, String inspect, String kernel) {}

  private static Seen seen(Session session, String answer, String inspect) {
    String kernel =
        session.kernel.operations + "\n" + session.kernel.files + "\n" + session.kernel.commands;
    return new Seen(answer, inspect, kernel);
  }

  private static Session prepared(String engine) {
    Session session = new Session(engine);
    session.run("network create --subnet 10.1.0.0/24 n1");
    session.run("network create --config-only --subnet 10.8.0.0/24 conf");
    session.run("run -d --name other -v shared:/shared nginx");
    return session;
  }

  private static Seen container(String engine, String command, String option, String word) {
    Session session = prepared(engine);
    boolean onNetwork =
        Set.of("ip", "link-local-ip", "network-alias", "mac-address").contains(option);
    boolean ends = command.equals("run") && option.matches("detach|attach");
    String image = option.matches("quiet|pull") ? "nosuch" : ends ? "alpine echo a" : "nginx";
    String volume = option.equals("volume-driver") ? " -v data:/data" : "";
    String words = word + volume + (onNetwork ? " --network n1 " : " ") + image;
    boolean foreground = command.equals("create") || option.matches("detach|attach");
    String answer = session.run(command + (foreground ? " " : " -d ") + words);
    if (command.equals("create") && answer.matches("[0-9a-f]{64}\n")) {
      answer += session.run("start " + answer.strip());
    }
    String id = session.run("ps -aql").strip();
    String inspect = session.run("inspect " + id) + session.run("ps -a");
    if (option.equals("stop-timeout") || option.equals("stop-signal")) {
      session.run("stop " + id);
    }
    if (option.equals("rm") || option.equals("restart")) {
      session.run("kill " + id);
    }
    return seen(session, answer, inspect + session.run("ps -aq"));
  }

  private static Seen network(String engine, String option, String word) {
    Session session = prepared(engine);
    boolean configured = Set.of("gateway", "ip-range", "aux-address").contains(option);
    String subnet = configured ? " --subnet 10.2.0.0/24 " : " ";
    String words = word.replace("10.1.0.", "10.2.0.") + subnet + "made";
    String answer = session.run("network create " + words);
    String inspect = session.run("network inspect made");
    session.run("run -d --name web --network made nginx");
    return seen(session, answer, inspect + session.run("inspect web"));
  }

  private static Seen connection(String engine, String word) {
    Session session = prepared(engine);
    session.run("network create --subnet 10.5.0.0/24 z1");
    session.run("run -d --name web --network z1 -p 8080:80 nginx");
    String answer = session.run("network connect " + word + " n1 web");
    return seen(session, answer, session.run("inspect web"));
  }

  @ParameterizedTest
  @CsvSource({
    "bridge.name=br-x, ''",
    "bridge.enable_ip_masquerade=false, ''",
    "bridge.enable_icc=false, ''",
    "bridge.host_binding_ipv4=127.0.0.1, ''",
    "bridge.inhibit_ipv4=true, ''",
    "driver.mtu=1400, ''",
    "container_iface_prefix=lan, ''",
    "host_ipv4=192.0.2.10, ''",
    "bridge.gateway_mode_ipv4=routed, 26.1",
    "bridge.trusted_host_interfaces=eth0, 26.1",
    "advertise_addr_nmsgs=1, 26.1",
    "advertise_addr_ms=500, 26.1"
  })
  void anOptionOfTheBridgeDriverChangesTheKernelWhereTheVersionKnowsIt(
      String option, String unknownTo) {
    for (String engine : ENGINES) {
      boolean same = bridge(engine, "").equals(bridge(engine, "-o com.docker.network." + option));
      assertEquals(engine.equals(unknownTo), same, option + " on " + engine);
    }
  }

  private static String bridge(String engine, String option) {
    Session session = new Session(engine);
    session.run("network create " + option + " made");
    session.run("run -d --name web --network made -p 8080:80 nginx");
    session.kernel.advance(1_200_000_000L);
    return session.kernel.operations + "\n" + session.kernel.commands;
  }
}
