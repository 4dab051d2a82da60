package passerelle.benchmark;

import java.util.List;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.real.RealLab;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.scenarios.replay.LabException;

/** Labs on the real kernel, and docker in them without a shell. */
final class RealLabs {
  private RealLabs() {}

  static RealLab open() throws LabException {
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of("28.5").orElseThrow());
    return RealLab.open(new LabSettings(engine, "stand-in", 1));
  }

  static void docker(RealLab lab, String... argv) {
    StringBuilder printed = new StringBuilder();
    DockerIo io =
        new DockerIo() {
          @Override
          public void out(String text) {
            printed.append(text);
          }

          @Override
          public void err(String text) {
            printed.append(text);
          }
        };
    DockerCommand docker = new DockerCommand(lab.engine());
    if (lab.kernel().clock().get(() -> docker.run(List.of(argv), io)) != 0) {
      throw new IllegalStateException(printed.toString());
    }
  }
}
