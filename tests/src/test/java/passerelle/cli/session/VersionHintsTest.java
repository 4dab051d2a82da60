package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.image.ImageCatalogue;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;
import passerelle.text.Messages;

/** Whoever types what another version of Docker understands is told what to type instead. */
class VersionHintsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "29.1 | docker inspect -f '{{.Name}} {{.NetworkSettings.IPAddress}}' web"
            + " | docker inspect -f '{{.Name}} {{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' web",
        "29.1 | docker inspect -f '{{ .NetworkSettings.Gateway }}' web"
            + " | docker inspect -f '{{range .NetworkSettings.Networks}}{{.Gateway}}{{end}}' web",
        "29.1 | iptables -S DOCKER-ISOLATION-STAGE-1 | iptables -S DOCKER",
        "28.5 | iptables -S DOCKER-INTERNAL | iptables -S DOCKER-ISOLATION-STAGE-1",
        "26.1 | iptables -nvL DOCKER-FORWARD | iptables -nvL FORWARD",
        "26.1 | docker network ls --format '{{.Name}} {{.IPv4}}'"
            + " | docker network ls --format '{{.Name}}'",
        "29.1 | DOCKER_API_VERSION=1.43 docker ps | DOCKER_API_VERSION=1.44 docker ps"
      })
  void theLineToTypeInsteadIsToldAndWorks(String engine, String line, String instead)
      throws Exception {
    try (SimLab lab = lab(engine)) {
      String wrong = failing(lab, line);
      for (Language language : Language.values()) {
        String hint = hint(engine, line, wrong, language);
        assertEquals(instead, hint.substring(hint.length() - instead.length()), hint);
      }
      ByteArrayOutputStream screen = new ByteArrayOutputStream();
      assertEquals(0, lab.run("host", instead, new Terminal(80, screen::writeBytes)), instead);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "29.1 | docker inspect -f '{{.NetworkSettings.Bridge}}' web",
        "28.5 | docker run --network app --ip 172.18.0.50 alpine true",
        "26.1 | docker network connect --gw-priority 1 app web"
      })
  void whatHasNothingInItsPlaceIsExplained(String engine, String line) throws Exception {
    try (SimLab lab = lab(engine)) {
      String wrong = failing(lab, line);
      assertFalse(hint(engine, line, wrong, Language.EN).isEmpty());
      assertFalse(hint(engine, line, wrong, Language.FR).isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "28.5 | docker inspect -f '{{.NetworkSettings.NoSuch}}' web",
        "29.1 | docker inspect -f '{{.NoSuch}}' web",
        "29.1 | iptables -S NOSUCH",
        "28.5 | iptables -S DOCKER-ISOLATION-STAGE-3",
        "29.1 | docker run --ip 172.17.0.9 alpine true"
      })
  void otherMistakesAreLeftToDocker(String engine, String line) throws Exception {
    try (SimLab lab = lab(engine)) {
      assertEquals("", hint(engine, line, failing(lab, line), Language.EN));
    }
  }

  private static SimLab lab(String engine) throws Exception {
    EngineSettings settings =
        EngineSettings.defaults(EngineVersion.of(engine).orElseThrow().profile());
    SimLab lab = SimLab.open(new LabSettings(settings, ImageCatalogue.builtIn("stand-in"), 1));
    Terminal nowhere = new Terminal(80, bytes -> {});
    lab.run("host", "docker network create app", nowhere);
    lab.run("host", "docker run -d --name web nginx", nowhere);
    return lab;
  }

  private static String failing(SimLab lab, String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    assertNotEquals(0, lab.run("host", line, new Terminal(80, screen::writeBytes)), line);
    return screen.toString(StandardCharsets.UTF_8);
  }

  private static String hint(String engine, String line, String answer, Language language) {
    return VersionHints.of(
            EngineVersion.of(engine).orElseThrow(),
            line,
            answer,
            Messages.of(language, "passerelle/cli/messages"))
        .orElse("");
  }
}
