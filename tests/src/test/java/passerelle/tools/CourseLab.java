package passerelle.tools;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.lab.LabTopology;
import passerelle.scenarios.replay.LabException;

/** The simulated lab of the course, with its Internet, in whose Docker host commands are typed. */
final class CourseLab implements AutoCloseable {
  private final SimLab lab;

  CourseLab() {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.V29_1.profile());
    try {
      lab = SimLab.open(new LabSettings(engine, "course", LabSettings.DEFAULT_SEED));
    } catch (LabException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** What a command printed on the host, and its status in brackets when it is not 0. */
  String run(String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    int status =
        lab.run(
            LabTopology.HOST,
            line,
            bytes -> {
              screen.writeBytes(bytes);
              return true;
            });
    return screen.toString(StandardCharsets.UTF_8) + (status == 0 ? "" : "[" + status + "]\n");
  }

  @Override
  public void close() {
    lab.close();
  }
}
