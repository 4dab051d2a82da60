package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.engine.Settings;
import passerelle.lab.LabTopology;
import passerelle.scenarios.replay.LabException;

/** What containers use, and how a fresh machine reaches a registry. */
class DockerUsageTest {
  private SimLab lab;

  private void open(String images, EngineSettings settings) throws LabException {
    lab = SimLab.open(new LabSettings(settings, images, LabSettings.DEFAULT_SEED));
  }

  private static EngineSettings engine() {
    return EngineSettings.defaults(EngineVersion.V26_1.profile());
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String run(String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    lab.run(
        LabTopology.HOST,
        line,
        bytes -> {
          screen.writeBytes(bytes);
          return true;
        });
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void statsCountsOctetsOfTheContainersDevice() throws LabException {
    open("stand-in", engine());
    run("docker run -d --name web nginx; docker run -d --name idle --network none alpine sleep 99");
    String before = run("docker stats --no-stream --format {{.NetIO}} web");
    run("curl -s http://172.17.0.2/ > /dev/null");
    String device = run("docker exec web cat /sys/class/net/eth0/statistics/tx_bytes").strip();
    String after = run("docker stats --no-stream --format {{.NetIO}} web");
    assertTrue(!after.equals(before), after);
    assertTrue(Integer.parseInt(device) > 300 && after.endsWith(" / " + device + "B\n"), after);
    assertEquals(
        "idle 0B / 0B 1\n",
        run("docker stats --no-stream --format '{{.Name}} {{.NetIO}} {{.PIDs}}' idle"));
  }

  @Test
  void topShowsTheProcessesOfTheContainerAndNoOthers() throws LabException {
    open("stand-in", engine());
    run("docker run -d --name web nginx; docker exec -d web sleep 100");
    assertEquals(
        "CMD\nhttpd -f -p 80 -h /www\nsleep 100\n",
        run("docker top web -o pid,cmd | sed 's/^[^ ]* *//; s/ *$//'"));
    assertTrue(run("docker top web").startsWith("UID                 PID                 PPID"));
  }

  @Test
  void theToolThatServesInAnImageIsAClientForWhoeverRunsIt() throws LabException {
    open("stand-in", engine());
    run("docker run -d --name cache redis");
    assertEquals("nc -ll", run("docker top cache | grep -o 'nc -ll'").strip());
    assertEquals("0\n", run("docker exec cache nc -w 1 198.51.100.80 80 < /dev/null; echo $?"));
  }

  @Test
  void diskUsageCountsWhatContainersAndVolumesHold() throws LabException {
    open("stand-in", engine());
    run("docker run -d --name web -v v1:/data nginx");
    run("docker exec web sh -c 'echo 1234 > /data/x; echo 1 > /f'");
    assertEquals(
        "Containers 1 1 2B 0B (0%)\nLocal Volumes 1 1 5B 0B (0%)\nBuild Cache 0 0 0B 0B\n",
        run(
            "docker system df --format '{{.Type}} {{.TotalCount}} {{.Active}} {{.Size}}"
                + " {{.Reclaimable}}' | tail -3"));
    assertTrue(run("docker system df -v").contains("\nv1            1         5B\n"));
  }

  @Test
  void aFreshMachinePullsThroughTheLabsNetwork() throws LabException {
    open("course", Settings.withEmptyStore(engine()));
    String answer = run("docker pull nginx 2>&1");
    assertTrue(answer.contains("Status: Downloaded newer image for nginx:latest\n"), answer);
    run("echo 192.0.2.77 registry-1.docker.io >> /etc/hosts");
    assertTrue(
        run("docker pull redis 2>&1")
            .contains(
                "Get \"https://registry-1.docker.io/v2/\": dial tcp 192.0.2.77:443: connect: no"
                    + " route to host"));
  }

  @Test
  void aPullThatFailsSaysWhereTheNetworkEnds() throws LabException {
    open("course", Settings.withEmptyStore(engine()));
    run("ip route del default");
    assertEquals(
        "Error response from daemon: Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup"
            + " registry-1.docker.io on 198.51.100.53:53: dial udp 198.51.100.53:53: connect:"
            + " network is unreachable\n",
        run("docker pull nginx:1.29 2>&1"));
    run("ip route add default via 192.0.2.1; echo nameserver 192.0.2.20 > /etc/resolv.conf");
    assertTrue(
        run("docker pull nginx:1.29 2>&1")
            .matches(
                "(?s).*lookup registry-1.docker.io on 192.0.2.20:53: read udp"
                    + " 192.0.2.10:\\d+->192.0.2.20:53: read: connection refused\n"));
  }

  @Test
  void aDirectoryOfTheHostIsServedInThePlaceOfTheImages() throws LabException {
    open("course", engine());
    run("mkdir /site; echo hello > /site/index.html");
    run("docker run -d --name web -v /site:/usr/share/nginx/html:ro -p 8080:80 nginx");
    assertEquals("hello\n", run("curl -s http://localhost:8080/"));
    run("docker run -d --name plain -p 8081:80 nginx");
    assertTrue(run("curl -s http://localhost:8081/").contains("Welcome to nginx!"));
    run("docker run -d --name apache -p 8082:80 httpd");
    assertTrue(run("curl -s http://localhost:8082/").contains("It works!"));
  }
}
