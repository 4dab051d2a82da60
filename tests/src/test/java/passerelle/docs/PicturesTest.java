package passerelle.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
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
    EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
    Path drawn = folder.resolve(name);
    Capture screen = new Capture();
    try (SimLab lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED))) {
      lab.run("host", "docker run -d --name web -p 8080:80 nginx", screen);
      LabCommands commands = new LabCommands(lab, language, new OwnFiles());
      String line = "trace --svg " + drawn + " laptop 192.0.2.10:8080/tcp";
      assertEquals(0, commands.run(line, screen), screen.text());
    }
    Path kept = Path.of("../docs").resolve(name);
    assertEquals(
        Files.readString(drawn),
        Files.readString(kept),
        "docs/" + name + " is old; draw it again with: trace --svg docs/" + name);
  }
}
