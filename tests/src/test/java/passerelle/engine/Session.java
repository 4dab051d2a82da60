package passerelle.engine;

import java.util.ArrayList;
import java.util.List;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.image.ImageCatalogue;

/** An engine on a recording kernel, and a shell to type docker commands in. */
final class Session {
  final RecordingKernel kernel = new RecordingKernel();
  final Engine engine;
  private final DockerCommand docker;

  Session(String profile) {
    this(EngineSettings.defaults(EngineProfile.of(profile).orElseThrow()));
  }

  Session(EngineSettings settings) {
    this(settings, "stand-in");
  }

  Session(EngineSettings settings, String images) {
    try {
      engine = Engine.boot(kernel, settings, ImageCatalogue.builtIn(images), 1);
    } catch (EngineException e) {
      throw new IllegalStateException(e);
    }
    docker = new DockerCommand(engine);
  }

  /** What a command prints, standard output and error together, and {@code [N]} if it fails. */
  String run(String line) {
    return run(words(line));
  }

  /** The same for a command line that is taken apart already. */
  String run(List<String> words) {
    Io io = new Io();
    int status = docker.run(words, io);
    return io.text + (status == 0 ? "" : "[" + status + "]\n");
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (char c : (line + " ").toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
        any = true;
      } else if (c == ' ' && !quoted) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    return words;
  }

  private static final class Io implements DockerIo {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void out(String more) {
      text.append(more);
    }

    @Override
    public void err(String more) {
      text.append(more);
    }
  }
}
