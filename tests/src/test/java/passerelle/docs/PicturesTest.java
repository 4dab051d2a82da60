package passerelle.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.Session;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.OwnFiles;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Capture;
import passerelle.text.Language;

/** The pictures in the READMEs are drawn by the program as it is. */
class PicturesTest {
  @ParameterizedTest
  @CsvSource({"EN, trace.svg", "FR, trace.fr.svg"})
  void theReadmesPictureIsWhatTraceDrawsNow(Language language, String name, @TempDir Path folder)
      throws IOException, LabException {
    List<String> lines = List.of("docker run -d --name web -p 8080:80 nginx");
    isDrawnNow(language, lines, "trace --svg", " laptop 192.0.2.10:8080/tcp", folder, name);
  }

  @ParameterizedTest
  @CsvSource({"EN, ladder.svg", "FR, ladder.fr.svg"})
  void theLadderIsWhatTraceDrawsNow(Language language, String name, @TempDir Path folder)
      throws IOException, LabException {
    List<String> lines = List.of("docker run -d --name web -p 8080:80 nginx");
    isDrawnNow(language, lines, "trace --ladder", " laptop 192.0.2.10:8080/tcp", folder, name);
  }

  @ParameterizedTest
  @CsvSource({"EN, four-drivers.svg", "FR, four-drivers.fr.svg"})
  void theFourDriversAreAsGraphDrawsThemNow(Language language, String name, @TempDir Path folder)
      throws IOException, LabException {
    List<String> lines =
        List.of(
            "docker run -d --name web -p 8080:80 nginx",
            "docker run -d --name db redis",
            "docker run -d --name side --network container:web alpine sleep 1000",
            "docker run -d --name agent --network host alpine sleep 1000",
            "docker run -d --name lone --network none alpine sleep 1000");
    isDrawnNow(language, lines, "graph --svg", "", folder, name);
  }

  private static void isDrawnNow(
      Language language, List<String> lines, String command, String more, Path folder, String name)
      throws IOException, LabException {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
    Path drawn = folder.resolve(name);
    Capture screen = new Capture();
    try (SimLab lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED))) {
      lines.forEach(line -> lab.run("host", line, screen));
      LabCommands commands = Session.commands(lab, language, new OwnFiles());
      assertEquals(0, commands.run(command + " " + drawn + more, screen), screen.text());
    }
    Path kept = Path.of("../docs").resolve(name);
    assertEquals(
        Files.readString(drawn),
        Files.readString(kept),
        "docs/" + name + " is old; draw it again with: " + command + " docs/" + name);
  }
}
