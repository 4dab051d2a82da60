package passerelle.cli.lab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.lab.LabTopology;
import passerelle.scenarios.replay.LabException;

/** A simulated lab in whose Docker host commands are typed. */
public final class HostLab implements AutoCloseable {
  private final SimLab lab;

  /** The machine of the recordings. */
  HostLab(EngineVersion version) {
    this(version, "stand-in");
  }

  private HostLab(EngineVersion version, String images) {
    EngineSettings engine = EngineSettings.defaults(version.profile());
    try {
      lab = SimLab.open(new LabSettings(engine, images, LabSettings.DEFAULT_SEED));
    } catch (LabException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** The machine of a course. */
  public static HostLab ofCourse(EngineVersion version) {
    return new HostLab(version, "course");
  }

  /** What a command printed, and its status in brackets when it is not 0. */
  public String run(String line) {
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
