package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** systemctl, journalctl, daemon.json and dockerd on the Docker host. */
class DockerServiceTest {
  private static final String UNREACHABLE =
      "Cannot connect to the Docker daemon at unix:///var/run/docker.sock."
          + " Is the docker daemon running?";
  private static final String JOB_FAILED =
      "Job for docker.service failed because the control process exited with error code.\n"
          + "See \"systemctl status docker.service\" and \"journalctl -xeu docker.service\""
          + " for details.\n[1]\n";

  private final HostLab lab = new HostLab(EngineVersion.V26_1);

  @AfterEach
  void close() {
    lab.close();
  }

  private void configure(String json) {
    lab.run("echo '" + json + "' > /etc/docker/daemon.json");
  }

  @Test
  void aClientWakesADaemonWhoseSocketIsListenedOn() {
    assertEquals(
        "Warning: Stopping docker.service, but it can still be activated by:\n  docker.socket\n",
        lab.run("systemctl stop docker"));
    assertEquals("inactive\n[3]\n", lab.run("systemctl is-active docker"));
    assertTrue(lab.run("docker ps").startsWith("CONTAINER ID"));
    assertEquals("active\n", lab.run("systemctl is-active docker"));
  }

  @Test
  void theJournalOfTheKernelHasWhatItsRulesLog() {
    lab.run("iptables -I OUTPUT -p icmp -j LOG --log-prefix 'OUT: '; ping -c 1 192.0.2.1");
    String line = lab.run("journalctl -k -n 1 --no-pager");
    assertTrue(line.matches("Jan 01 12:00:\\d\\d host kernel: OUT: IN= OUT=eth0 SRC=.*\n"), line);
    assertTrue(line.endsWith(lab.run("dmesg -t | tail -1")), line);
    assertEquals("Docker Compose version 2.26.1-4\n", lab.run("docker-compose --version"));
  }

  @Test
  void withoutItsSocketNobodyReachesTheDaemon() {
    assertEquals("", lab.run("systemctl stop docker docker.socket"));
    assertEquals(UNREACHABLE + "\n[1]\n", lab.run("docker ps"));
    assertEquals(
        "docker: " + UNREACHABLE + ".\nSee 'docker run --help'.\n[125]\n",
        lab.run("docker run alpine"));
    assertEquals(UNREACHABLE + "\n" + UNREACHABLE + "\n[1]\n", lab.run("docker rm x y"));
    assertEquals("[]\n" + UNREACHABLE + "\n[1]\n", lab.run("docker inspect x"));
    assertEquals("Docker version 26.1.5+dfsg1, build a72d7cd\n", lab.run("docker --version"));
    assertEquals("", lab.run("systemctl start docker"));
    assertTrue(lab.run("docker ps").startsWith("CONTAINER ID"));
  }

  @Test
  void stoppingTheDaemonStopsContainersAndLeavesRules() {
    String rules = lab.run("iptables -S");
    lab.run("docker run -d --name web --restart always -p 8080:80 nginx; docker run -d redis");
    lab.run("systemctl stop docker docker.socket");
    assertEquals(rules, lab.run("iptables -S"));
    assertEquals("[7]\n", lab.run("curl -s http://localhost:8080/"));
    lab.run("systemctl start docker");
    assertEquals("web\n", lab.run("docker ps --format '{{.Names}}'"));
    assertTrue(lab.run("curl -s http://localhost:8080/").contains("Welcome to nginx!"));
  }

  @Test
  void withLiveRestoreContainersGoOnMeanwhile() {
    configure("{\"live-restore\": true}");
    lab.run("systemctl restart docker");
    lab.run("docker run -d --name web nginx");
    lab.run("systemctl stop docker docker.socket");
    assertTrue(lab.run("curl -s http://172.17.0.2/").contains("Welcome to nginx!"));
    lab.run("systemctl start docker");
    assertEquals("web\n", lab.run("docker ps --format '{{.Names}}'"));
  }

  @Test
  void aRestartTakesTheSettingsOfTheFile() {
    lab.run("docker run -d --name web --restart always nginx");
    configure(
        "{\"bip\": \"172.26.0.1/16\", \"dns\": [\"192.0.2.53\"], \"mtu\": 1400,"
            + " \"default-address-pools\": [{\"base\": \"10.66.0.0/16\", \"size\": 24}],"
            + " \"debug\": true, \"log-driver\": \"local\"}");
    assertEquals("", lab.run("systemctl restart docker"));
    assertTrue(lab.run("ip -br addr show docker0").contains("172.26.0.1/16"));
    assertTrue(lab.run("docker exec web cat /etc/resolv.conf").contains("nameserver 192.0.2.53"));
    assertEquals("1400\n", lab.run("docker exec web cat /sys/class/net/eth0/mtu"));
    assertEquals(
        "10.66.0.0/24\n",
        lab.run(
            "docker network create n >/dev/null; docker network inspect n -f"
                + " '{{(index .IPAM.Config 0).Subnet}}'"));
    lab.run("rm /etc/docker/daemon.json");
    assertEquals("", lab.run("service docker restart"));
    // A bridge that is there keeps its address when nothing says another.
    assertTrue(lab.run("ip -br addr show docker0").contains("172.26.0.1/16"));
    assertEquals("1500\n", lab.run("docker exec web cat /sys/class/net/eth0/mtu"));
  }

  @Test
  void aDaemonThatRefusesItsFileFailsThreeTimes() {
    configure("{\"foo\": 1}");
    assertEquals(JOB_FAILED, lab.run("systemctl restart docker"));
    assertEquals("activating\n[3]\n", lab.run("systemctl is-active docker"));
    lab.run("sleep 10");
    assertEquals("failed\n[3]\n", lab.run("systemctl is-active docker"));
    assertEquals(
        "3\n",
        lab.run(
            "journalctl -u docker | grep -c 'unable to configure the Docker daemon with file"
                + " /etc/docker/daemon.json: the following directives don.t match any"
                + " configuration option: foo'"));
    assertTrue(
        lab.run("journalctl -u docker -n 3 --no-pager")
            .contains("systemd[1]: docker.service: Start request repeated too quickly.\n"));
    assertEquals(UNREACHABLE + "\n[1]\n", lab.run("docker ps"));
    configure("{}");
    assertEquals("active\n", lab.run("systemctl start docker; systemctl is-active docker"));
  }

  @Test
  void theUnitsCommandLineIsHeldAgainstTheFile() {
    configure("{\"hosts\": [\"tcp://0.0.0.0:2375\"]}");
    assertEquals(JOB_FAILED, lab.run("systemctl restart docker"));
    assertTrue(
        lab.run("journalctl -u docker").contains("hosts: (from flag: [fd://], from file: [tcp://"));
    lab.run("mkdir -p /etc/systemd/system/docker.service.d");
    lab.run(
        "printf '[Service]\\nExecStart=\\nExecStart=/usr/sbin/dockerd\\n'"
            + " > /etc/systemd/system/docker.service.d/override.conf");
    assertEquals("", lab.run("systemctl daemon-reload; systemctl start docker"));
    assertTrue(lab.run("systemctl status docker").contains("└─override.conf\n"));
  }

  @Test
  void theStatusTellsSinceWhenAndTheLastLines() {
    String status = lab.run("systemctl status docker");
    assertTrue(
        status.startsWith(
            "● docker.service - Docker Application Container Engine\n"
                + "     Loaded: loaded (/usr/lib/systemd/system/docker.service; enabled; preset:"
                + " enabled)\n     Active: active (running) since Thu 2026-01-01 12:00:03 UTC; "),
        status);
    assertTrue(
        status.endsWith(
            "Started " + "docker.service - Docker Application Container" + " Engine.\n"),
        status);
    assertEquals("Unit foo.service could not be found.\n[4]\n", lab.run("systemctl status foo"));
    assertEquals(
        "Failed to start foo.service: Unit foo.service not found.\n[5]\n",
        lab.run("systemctl start foo"));
  }

  @Test
  void dockerdTypedByHandTellsItsVersionAndChecksItsFile() {
    assertEquals("Docker version 26.1.5+dfsg1, build 411e817\n", lab.run("dockerd --version"));
    assertEquals("configuration OK\n", lab.run("dockerd --validate"));
    configure("{\"mtu\": -5}");
    assertEquals(
        "unable to configure the Docker daemon with file /etc/docker/daemon.json: merged"
            + " configuration validation from file and command line flags failed: invalid default"
            + " MTU: -5\n[1]\n",
        lab.run("dockerd --validate"));
    assertEquals(
        "Status: unknown flag: --foo\nSee 'dockerd --help'., Code: 125\n[1]\n",
        lab.run("dockerd --foo"));
  }

  @Test
  void infoTellsWhatTheFileSays() {
    configure(
        "{\"debug\": true, \"log-driver\": \"local\", \"insecure-registries\": [\"r:5000\"],"
            + " \"registry-mirrors\": [\"https://m\"], \"live-restore\": true}");
    lab.run("systemctl restart docker; docker create --name web nginx");
    assertEquals("local\n", lab.run("docker inspect -f '{{.HostConfig.LogConfig.Type}}' web"));
    assertEquals(
        "local true true\n",
        lab.run("docker info -f '{{.LoggingDriver}} {{.LiveRestoreEnabled}} {{.Debug}}'"));
    assertEquals(
        " Insecure Registries:\n  r:5000\n", lab.run("docker info 2>&1 | grep -A1 Insecure"));
    assertEquals(
        " Registry Mirrors:\n  https://m/\n", lab.run("docker info 2>&1 | grep -A1 Mirrors"));
    assertEquals("26.1.5+dfsg1\n", lab.run("docker version -f '{{.Server.Version}}'"));
  }

  @Test
  void whoConnectsWhileADaemonOfSomebodysStartsWaitsForThatOne() {
    lab.run("systemctl stop docker");
    String icc =
        "docker network inspect -f '{{index .Options \"com.docker.network.bridge.enable_icc\"}}'"
            + " bridge";
    assertEquals("false\n", lab.run("dockerd --icc=false 2>/dev/null & sleep 0.1; " + icc));
    assertEquals("inactive\n[3]\n", lab.run("systemctl is-active docker"));
  }
}
