package passerelle.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.approvaltests.Approvals;
import org.approvaltests.core.Options;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.cli.Folded;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.Session;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.OwnFiles;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** {@code diff --engine}: what another version would make of the same lab. */
class DiffCommandTest {
  private static final String UNPROTECTED =
      "-o com.docker.network.bridge.gateway_mode_ipv4=nat-unprotected";

  private final SimLab lab = open();

  private static SimLab open() {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.V29_1.profile());
    try {
      return SimLab.open(new LabSettings(engine, "stand-in", LabSettings.DEFAULT_SEED));
    } catch (LabException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void type(String place, String line) {
    assertEquals(0, lab.run(place, line, bytes -> true), line);
  }

  private String diff(int status, String line, String language) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    LabCommands commands =
        Session.commands(lab, Language.of(language).orElseThrow(), new OwnFiles());
    assertEquals(status, commands.run(line, new Terminal(80, screen::writeBytes)), line);
    return screen.toString(StandardCharsets.UTF_8);
  }

  /** Networks of all kinds, a published port, and a laptop that knows a way to the containers. */
  private void furnish() {
    type("laptop", "ip route add 172.16.0.0/12 via 192.0.2.10");
    type("host", "docker network create front");
    type("host", "docker network create --internal back");
    type("host", "docker network create " + UNPROTECTED + " open");
    type("host", "docker run -d --name web --network front -p 8080:80 nginx");
    type("host", "docker run -d --name db --network back redis");
    type("host", "docker run -d --name door --network open alpine sleep 1000");
  }

  @ParameterizedTest
  @CsvSource({"28.5,en", "26.1,en", "28.5,fr", "26.1,fr"})
  void rulesAndWaysThatChangeWithTheVersionAreTold(String version, String language) {
    furnish();
    String told = diff(0, "diff --engine " + version, language);
    assertTrue(told.lines().allMatch(line -> line.length() <= 80), told);
    Options options = Approvals.NAMES.withParameters(version, language);
    Approvals.verify(told, options);
  }

  @Test
  void theLabItselfStaysAsItIs() {
    furnish();
    String before = String.join("\n", lab.kernel().view().snapshot("host").rules().lines());
    int deeds = lab.history().size();
    long now = lab.kernel().clock().now();
    diff(0, "diff --engine=28.5", "en");
    assertEquals(before, String.join("\n", lab.kernel().view().snapshot("host").rules().lines()));
    assertEquals(deeds, lab.history().size());
    assertEquals(now, lab.kernel().clock().now());
  }

  @Test
  void ofARangeOfPublishedPortsTheEndsAreTried() {
    type("host", "docker run -d --name web -p 8000-8099:8000-8099 nginx");
    String told = diff(0, "diff --engine 28.5", "en");
    // A ping and 16 exposed ports from four machines, 8 published ports (their IPv6 twins are not
    // tried) from these and from web.
    assertTrue(told.strip().endsWith("the same on all 108 ways"), told);
  }

  @Test
  void anEngineThatWasRestartedIsRestartedUnderItsOwnVersion() throws Exception {
    type("host", "docker run -d --name web -p 8080:80 --restart always nginx");
    lab.restartEngine(lab.engine().settings());
    String told = diff(0, "diff --engine 28.5", "en");
    assertTrue(told.contains("host: filter DOCKER-ISOLATION-STAGE-2  (28.5 only)"), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "diff | usage: diff --engine 26.1/28.5/29.1 (the program diff: \"diff FILE FILE\")",
        "diff a b | usage: diff --engine 26.1/28.5/29.1 (the program diff: \"diff FILE FILE\")",
        "diff --engine 27 | there is no engine 27; there are 26.1, 28.5, 29.1",
        "diff --engine 29.1 | the lab runs Docker 29.1 already"
      })
  void wrongUsageIsToldInALine(String line, String answer) {
    assertEquals("diff: " + answer.replace('/', '|') + "\n", Folded.undo(diff(2, line, "en")));
  }
}
