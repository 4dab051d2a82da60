package passerelle.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.driver.DriverSettings;

/** What the daemon or the machine refuses, in the words of moby's sources and tests. */
class MachineRefusesTest {
  private static final String NO_TASK = "failed to create task for container: ";

  private static String docker(String version, String line) {
    return new Session(version).run(line);
  }

  private static void startsWith(String expected, String text) {
    assertTrue(text.startsWith(expected), text);
  }

  @Test
  void aNameLongerThanSixtyFourOctetsIsNone() {
    String longest = "h".repeat(64);
    startsWith(
        "docker: Error response from daemon: "
            + NO_TASK
            + "failed to create shim task: OCI runtime create failed: runc create failed: unable to"
            + " start container process: error during container init: sethostname: invalid"
            + " argument: unknown\n",
        docker("29.1", "run --hostname " + longest + "x alpine true"));
    assertEquals("", docker("29.1", "run --hostname " + longest + " alpine true"));
  }

  @Test
  void aDeviceIsThere() {
    String refused = docker("29.1", "run --device /dev/nosuch:/dev/x alpine true");
    startsWith(
        "docker: Error response from daemon: error gathering device information while adding"
            + " custom device \"/dev/nosuch\": no such file or directory\n",
        refused);
    assertTrue(refused.endsWith("[127]\n"), refused);
    assertEquals("", docker("29.1", "run --device /dev/net/tun alpine true"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "26.1|could not select device driver \"cdi\" with capabilities: [].",
        "28.5|CDI device injection failed: unresolvable CDI devices a.b/c=d, a.b/c=e:1",
        "29.1|CDI device injection failed: unresolvable CDI devices a.b/c=d, a.b/c=e:1"
      })
  void devicesByNameNeedSpecifications(String version, String words) {
    String options = " --device a.b/c=d --device /dev/null --device a.b/c=e:1 alpine true";
    String refused = docker(version, "run" + options);
    startsWith("docker: Error response from daemon: " + words + "\n", refused);
    assertTrue(refused.endsWith("[125]\n"), refused);
    Session session = new Session(version);
    session.run("create --name xx" + options);
    assertEquals(
        "[{\"Driver\":\"cdi\",\"Count\":0,\"DeviceIDs\":[\"a.b/c=d\",\"a.b/c=e:1\"],"
            + "\"Capabilities\":null,\"Options\":null}] 1\n",
        session.run(
            "inspect -f '{{json .HostConfig.DeviceRequests}} {{len .HostConfig.Devices}}' xx"));
    startsWith(
        "docker: a.b/= is not an absolute path", docker(version, "run --device a.b/= alpine"));
  }

  @Test
  void nobodyTakesASyslog() {
    startsWith(
        "docker: Error response from daemon: "
            + NO_TASK
            + "failed to initialize logging driver: Unix syslog delivery error\n",
        docker("29.1", "run --log-driver syslog alpine true"));
    String elsewhere = " --log-opt syslog-address=udp://192.0.2.20:514 alpine true";
    assertEquals("", docker("29.1", "run --log-driver syslog" + elsewhere));
  }

  @Test
  void aLinkNamesSomebody() {
    startsWith(
        "docker: Error response from daemon: could not get container for : invalid name or ID"
            + " supplied: \"\"\n",
        docker("29.1", "run --link :x alpine true"));
  }

  @ParameterizedTest
  @CsvSource({
    "26.1, Error response from daemon: page not found",
    "28.5, invalid container name or ID: value is empty",
    "29.1, invalid container name or ID: value is empty"
  })
  void anEmptyNameIsRefusedByTheClientSince28(String version, String answer) {
    for (String command : new String[] {"stop ''", "kill ''", "logs ''", "exec '' true"}) {
      assertEquals(answer + "\n[1]\n", docker(version, command), command);
    }
  }

  @Test
  void signalsInRealTimeHaveNames() {
    Session session = new Session("29.1");
    session.run("run -d --name c1 alpine sleep 1000");
    assertEquals("c1\n", session.run("kill -s RTMIN+3 c1"));
    assertEquals("c1\n", session.run("kill -s SIGRTMAX-14 c1"));
    for (String none : new String[] {"RTMIN-1", "RTMIN+16", "RTMAX+1", "RTMAX-15", "sig15"}) {
      assertEquals(
          "Error response from daemon: cannot kill container: c1: invalid signal: "
              + none
              + "\n[1]\n",
          session.run("kill -s " + none + " c1"));
    }
  }

  @Test
  void itIsToldThatTheHostDoesNotForward() {
    EngineSettings usual = EngineSettings.defaults(EngineProfile.of("29.1").orElseThrow());
    var off =
        Settings.withDriver(
            usual, new DriverSettings(true, false, true, true, false, Optional.empty()));
    Session session = new Session(off);
    String warning = "WARNING: IPv4 forwarding is disabled. Networking will not work.\n";
    startsWith(warning, session.run("create --name c1 alpine"));
    assertTrue(!session.run("create --network host alpine").contains("forwarding"));
    assertTrue(!session.run("create --network none alpine").contains("forwarding"));
    assertTrue(session.run("info").endsWith("WARNING: IPv4 forwarding is disabled\n"));
    assertEquals("false\n", session.run("info -f '{{.IPv4Forwarding}}'"));
  }
}
