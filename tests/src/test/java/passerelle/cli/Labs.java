package passerelle.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.Session;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.files.OwnFiles;
import passerelle.lab.LabTopology;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** Labs for the tests of the prompt and its commands. */
public final class Labs {
  private Labs() {}

  /** A fresh lab with Docker 28.5 and the images of the recordings. */
  public static SimLab open() {
    return open("28.5", "stand-in");
  }

  /** A fresh lab as somebody gets it who asks for nothing else: today's Docker, and its images. */
  public static SimLab ofCourse() {
    return open("29.1", "course");
  }

  private static SimLab open(String version, String images) {
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of(version).orElseThrow());
    try {
      return SimLab.open(new LabSettings(engine, images, LabSettings.DEFAULT_SEED));
    } catch (LabException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a command on the lab's host prints. */
  public static String run(SimLab lab, String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    lab.run(LabTopology.HOST, line, new Terminal(80, screen::writeBytes));
    return screen.toString(StandardCharsets.UTF_8);
  }

  /** What is shown to somebody who types a line. */
  public static String run(Session session, String line) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    session.run(line, new Terminal(80, screen::writeBytes));
    return screen.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /** The commands of the prompt {@code lab>} on such a lab. */
  public static LabCommands commands(Language language) {
    return Session.commands(open(), language, new OwnFiles());
  }
}
