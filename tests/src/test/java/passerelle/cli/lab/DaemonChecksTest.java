package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.engine.EngineVersion;

/** What client and daemon refuse, as Docker's own tests expect it. */
class DaemonChecksTest {
  private static final String DAEMON = "docker: Error response from daemon: ";

  private final HostLab lab = new HostLab(EngineVersion.DEFAULT);

  @AfterEach
  void close() {
    lab.close();
  }

  private String first(String line) {
    return lab.run(line).lines().findFirst().orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-m 1m | Minimum memory limit allowed is 6MB",
        "-m 100m --memory-swap 50m | Minimum memoryswap limit should be larger than memory limit,"
            + " see usage",
        "--memory-swap 50m | You should always set the Memory limit when using Memoryswap limit,"
            + " see usage",
        "-m 100m --memory-reservation 200m | Minimum memory limit can not be less than memory"
            + " reservation limit, see usage",
        "--cpus 100 | range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available",
        "--cpu-period 5 | CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s"
            + " (i.e. 1000000)",
        "--cpuset-cpus 7 | Requested CPUs are not available - requested 7, available: 0-1",
        "--cpuset-cpus 9000 | Invalid value 9000 for cpuset cpus: value of out range, maximum is"
            + " 8192",
        "--blkio-weight 5 | Range of blkio weight is from 10 to 1000",
        "--oom-score-adj 2000 | Invalid value 2000, range for oom score adj is [-1000, 1000]",
        "--isolation hyperv | invalid isolation (hyperv): linux only supports 'default'",
        "--stop-signal FOO | invalid signal: FOO",
        "--security-opt foo=bar | invalid --security-opt 2: \"foo=bar\"",
        "--group-add nosuch | unable to find group nosuch: no matching entries in group file",
        "--workdir /etc/passwd | Cannot mkdir: /etc/passwd is not a directory",
        "--ipc nonsense | invalid IPC mode: nonsense",
        "--health-cmd true --health-interval 500us | Interval in Healthcheck cannot be less than"
            + " 1ms",
        "--cap-add CHPASS | invalid CapAdd: unknown capability: \"CAP_CHPASS\"",
        "--cap-drop cap_chpass | invalid CapDrop: unknown capability: \"CAP_CHPASS\"",
        "--log-driver nosuch | error looking up logging plugin nosuch: plugin \"nosuch\" not found",
        "--log-opt nosuch=1 | unknown log opt 'nosuch' for json-file log driver",
        "--link-local-ip 169.253.5.5 | failed to set up container networking: invalid link local IP"
            + " address: 169.253.5.5"
      })
  void limitsThatCannotBe(String options, String refusal) {
    assertEquals(DAEMON + refusal, first("docker run " + options + " alpine true"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--pid container: | docker: --pid: invalid PID mode",
        "-m -1 | invalid argument \"-1\" for \"-m, --memory\" flag: invalid size: '-1'",
        "--security-opt seccomp=/nosuch | docker: opening seccomp profile (/nosuch) failed: open"
            + " /nosuch: no such file or directory",
        "--uts container: | docker: --uts: invalid UTS mode",
        "--cgroupns x | docker: --cgroupns: invalid CGROUP mode",
        "--ulimit foo=1 | invalid argument \"foo=1\" for \"--ulimit\" flag: invalid ulimit type:"
            + " foo",
        "--ulimit nofile=10:5 | invalid argument \"nofile=10:5\" for \"--ulimit\" flag: ulimit soft"
            + " limit must be less than or equal to hard limit: 10 > 5"
      })
  void optionsThatTheClientRefuses(String options, String refusal) {
    assertEquals(refusal, first("docker run " + options + " alpine true"));
  }

  @Test
  void aDirectoryIsNoCommand() {
    String answer = lab.run("docker run --rm alpine /etc");
    assertTrue(
        answer.contains("exec: \"/etc\": is a directory: unknown: permission denied\n"), answer);
    assertTrue(answer.endsWith("[126]\n"), answer);
  }

  @Test
  void whoIsOnNoNetworkCanBeConnectedToNone() {
    lab.run("docker run -d --name box alpine sleep 100; docker network disconnect bridge box");
    assertEquals("", lab.run("docker network connect none box"));
    assertEquals(
        "none \n",
        lab.run(
            "docker inspect -f '{{range $n, $e := .NetworkSettings.Networks}}{{$n}} {{end}}' box"));
  }

  /** BR_MAX_PORTS of linux/if_bridge.h, of which the first number is given to no port. */
  @Test
  void aBridgeTakesThousandAndTwentyThreePorts() {
    lab.run("docker run -d --name first alpine sleep 100; ip link add pattern type dummy");
    lab.run(
        "for i in $(seq 1022); do echo link add p$i type dummy; echo link set p$i master docker0;"
            + " done > /tmp/ports; ip -batch /tmp/ports");
    assertEquals("1023\n", lab.run("ip -o link show master docker0 | wc -l"));
    String refused = first("docker run -d --name last alpine sleep 100 | grep -v '^[0-9a-f]*$'");
    assertTrue(
        refused.matches(
            DAEMON
                + "failed to set up container networking: failed to create endpoint last on"
                + " network bridge: adding interface veth[0-9a-f]{7} to bridge docker0 failed:"
                + " exchange full"),
        refused);
    assertEquals("Created\n", lab.run("docker ps -a --filter name=last --format '{{.Status}}'"));
    lab.run("ip link del p7");
    assertEquals("last\n", lab.run("docker start last"), "one has gone, and none was kept");
    assertTrue(lab.run("ip link set pattern master docker0").contains("Exchange full"));
  }

  @Test
  void optionsOfAnEndpointAreRecords() {
    lab.run("docker run -d --name box alpine sleep 100; docker network create net");
    lab.run("docker network connect --driver-opt a=b,c=d --driver-opt '\"e=f,g\"' net box");
    assertEquals(
        "{\"a\":\"b\",\"c\":\"d\",\"e\":\"f,g\"}\n",
        lab.run("docker inspect -f '{{json .NetworkSettings.Networks.net.DriverOpts}}' box"));
    assertEquals(
        "invalid argument \"a=\\\"b\" for \"--driver-opt\" flag: parse error on line 1, column 3:"
            + " bare \" in non-quoted field",
        first("docker network connect --driver-opt 'a=\"b' net box"));
  }

  @Test
  void attachChoosesStreams() {
    String both = "busybox sh -c 'echo out; echo err >&2'";
    assertEquals("out\n", lab.run("docker run -a stdout " + both));
    assertEquals("err\n", lab.run("docker run -a stderr " + both));
    assertEquals("", lab.run("echo blah | docker run -i -a stdin busybox cat"));
    assertEquals("blah\n", lab.run("docker logs $(docker ps -lq)"));
    lab.run("docker create --name again busybox echo out");
    assertEquals("out\n", lab.run("docker start --attach again"));
  }

  @Test
  void updatesAreChecked() {
    lab.run("docker run -d --name box -m 100m alpine sleep 100");
    assertEquals(
        "Error response from daemon: Minimum memory limit allowed is 6MB",
        first("docker update -m 1m box"));
    assertTrue(
        first("docker update -m 1g box")
            .endsWith(
                ": Memory limit should be smaller than already set memoryswap limit, update the"
                    + " memoryswap at the same time"));
    assertEquals("box", first("docker update -m 150m box"));
    assertEquals("box", first("docker update -m 1g --memory-swap 2g box"));
  }

  @Test
  void momentsThatAreNone() {
    lab.run("docker run --name box alpine true");
    assertEquals(
        "invalid value for \"since\": failed to parse value as time or duration: \"foo\"",
        first("docker logs --since foo box"));
    assertTrue(lab.run("docker --foo").contains("Usage:  docker [OPTIONS] COMMAND [ARG...]\n"));
  }

  @Test
  void inspectMeasures() {
    lab.run("docker run -d --name box alpine sleep 100");
    assertEquals("<nil>,<nil>\n", lab.run("docker inspect -f '{{.SizeRw}},{{.SizeRootFs}}' box"));
    assertTrue(
        lab.run("docker inspect -s -f '{{.SizeRw}},{{.SizeRootFs}}' box").matches("\\d+,\\d+\n"));
  }

  @Test
  void pruneKnowsAges() {
    lab.run("docker create --name older alpine; sleep 100; docker create --name newer alpine");
    lab.run("docker container prune -f --filter until=50s");
    assertEquals("newer\n", lab.run("docker ps -a --format '{{.Names}}'"));
    assertEquals(
        "Error response from daemon: invalid filter 'foo'\n[1]\n",
        lab.run("docker network prune -f --filter foo=1"));
  }

  @Test
  void aMachineInNoSwarmSaysSo() {
    String refusal =
        "Error response from daemon: This node is not a swarm manager. Use \"docker swarm init\" or"
            + " \"docker swarm join\" to connect this node to swarm and try again.\n[1]\n";
    assertEquals(refusal, lab.run("docker service ls"));
    assertEquals(refusal, lab.run("docker node ls"));
    assertEquals(refusal, lab.run("docker network create -d overlay net"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.1", "28.5", "29.1"})
  void anAddressOfOnesOwnIsIgnoredInAnothersNetwork(String version) {
    try (HostLab other = new HostLab(EngineVersion.of(version).orElseThrow())) {
      String run = "docker run --rm --mac-address 92:d0:c6:0a:29:33 ";
      assertEquals("", other.run(run + "--net host alpine true"));
      other.run("docker run -d --name own alpine sleep 1000");
      assertEquals("", other.run(run + "--net container:own alpine true"));
    }
  }

  @Test
  void untilZeroIsNoLimit() {
    lab.run("docker run -d --name hi alpine sh -c 'echo hi; sleep 100'; sleep 2");
    assertEquals("hi\n", lab.run("docker logs --until 0 hi"));
    assertEquals("hi\n", lab.run("docker logs --until 1s hi"));
    assertEquals("", lab.run("docker logs --until 1h hi"));
  }
}
