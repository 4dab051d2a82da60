package passerelle.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.lab.LabTopology;
import passerelle.scenarios.replay.LabException;

/** Debian's tcpdump gives up root, as 4.99.5-2 was seen to. */
class TcpdumpPrivilegesTest {
  private SimLab lab;

  @BeforeEach
  void open() throws LabException {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.V29_1.profile());
    lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
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
  void itRunsAsItsOwnUserWhoseTheFileOfPacketsIs() {
    run("tcpdump -i docker0 -w t.pcap 2> t.log & sleep 1");
    assertEquals(
        "tcpdump 1\n", run("ps -ef | grep -v grep | grep -c '^tcpdump ' | sed 's/^/tcpdump /'"));
    run("kill %1; sleep 1");
    assertEquals("tcpdump tcpdump\n", run("stat -c '%U %G' t.pcap"));
    assertEquals("root root\n", run("stat -c '%U %G' t.log"));
  }

  @Test
  void itStaysRootWhereItIsToldTo() {
    run("tcpdump -Z root -i docker0 -w t.pcap 2> t.log & sleep 1; kill %1; sleep 1");
    assertEquals("root\n", run("stat -c %U t.pcap"));
  }

  @Test
  void whomItDoesNotKnowItCannotBecome() {
    assertEquals(
        "tcpdump: Couldn't find user 'nosuch'\n", run("tcpdump -Z nosuch -i docker0 2>&1"));
  }

  @Test
  void alpinesIsBuiltToStayRoot() {
    run("docker run -d --name shoot nicolaka/netshoot tcpdump -i eth0");
    assertEquals("root\n", run("docker top shoot | tail -1 | cut -d ' ' -f 1"));
  }

  @Test
  void thePackageOfDebianBringsItsUser() {
    run("docker run -d --name plain debian sleep 1000");
    run("docker exec plain sh -c 'apt-get update -qq; apt-get install -y tcpdump' > /dev/null");
    assertEquals(
        "tcpdump:x:100:101::/nonexistent:/usr/sbin/nologin\n",
        run("docker exec plain grep tcpdump /etc/passwd"));
    run("docker exec -d plain tcpdump -i eth0");
    assertEquals("100\n", run("docker top plain | tail -1 | cut -d ' ' -f 1"));
  }
}
