package passerelle.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import passerelle.cli.cast.Recorder;
import passerelle.cli.daemon.DaemonOptions;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.repl.Greeting;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.FileRefusal;
import passerelle.files.Outputs;
import passerelle.files.OwnFiles;
import passerelle.image.CatalogueException;
import passerelle.image.ImageCatalogue;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.Shard;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * What a person wants when opening a lab.
 *
 * @param kernel simulated or real
 * @param settings of the lab
 * @param speed seconds of the lab a real second at a terminal; empty for no waiting
 * @param history whether typed lines are kept for the next time
 * @param lines run instead of what is typed
 * @param first done before the first prompt
 * @param load the transcript that makes the lab, if one does
 * @param outputs where a stranger's data may write
 * @param student who takes a lesson; empty where nobody said
 * @param play what is played there
 * @param cast where it is recorded what the terminal shows
 */
record LabChoice(
    KernelKind kernel,
    LabSettings settings,
    OptionalDouble speed,
    boolean history,
    Optional<String> lines,
    Optional<String> first,
    Optional<String> load,
    Outputs outputs,
    String student,
    Optional<PlayChoice> play,
    Optional<Cast> cast) {
  private static final String IMAGES = "course";
  private static final double FASTEST = 100;
  private static final int MOST_PORT = 65_535;

  /** No options at all. */
  static LabChoice usual() {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
    return new LabChoice(
        KernelKind.SIM,
        new LabSettings(engine, IMAGES, LabSettings.DEFAULT_SEED),
        OptionalDouble.of(1),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Outputs.inMemory(),
        "",
        Optional.empty(),
        Optional.empty());
  }

  /** As the options say. */
  static LabChoice of(GivenOptions given, Messages messages, Optional<String> first)
      throws LabException {
    return new LabChoice(
        kernel(given, messages).orElse(KernelKind.SIM),
        settings(given, messages),
        speed(given, messages),
        !given.has("--no-history"),
        given.value("-c"),
        first,
        given.value("--load"),
        outputs(given, messages),
        given.value("--student").orElse(""),
        Optional.empty(),
        given.value("--record").map(file -> new Cast(file, given.has("--force"))));
  }

  /**
   * A recording.
   *
   * @param file the person's own
   * @param replace whether it may be replaced
   */
  record Cast(String file, boolean replace) {
    /** Begins one, where it is wanted. */
    static Optional<Recorder> begin(Optional<Cast> wanted, Language language) throws LabException {
      try {
        return wanted.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Recorder(
                    new OwnFiles().create(wanted.get().file(), wanted.get().replace()),
                    "Passerelle"));
      } catch (FileRefusal refused) {
        throw new LabException("--record: " + refused.describe(language));
      }
    }

    /** Keeps what was recorded. */
    static void keep(Optional<Recorder> recorder, Language language) throws LabException {
      try {
        if (recorder.isPresent()) {
          recorder.get().keep();
        }
      } catch (FileRefusal refused) {
        throw new LabException("--record: " + refused.describe(language));
      }
    }
  }

  /** The same with something that is played, in the lab that it wants. */
  LabChoice playing(PlayChoice piece, KernelKind its, LabSettings wanted) {
    LabSettings made = new LabSettings(wanted.engine(), wanted.images(), settings.seed());
    return new LabChoice(
        its, made, speed, history, lines, first, load, outputs, student, Optional.of(piece), cast);
  }

  /** What is said before the lab is there, where it has nothing to tell before its first prompt. */
  Optional<Greeting> greeting(Language language, boolean colours) {
    return kernel == KernelKind.SIM && first.isEmpty() && load.isEmpty() && play.isEmpty()
        ? Optional.of(
            Greeting.simulated(
                Messages.of(language, Program.BUNDLE),
                settings.engine().profile().versions().engine(),
                colours))
        : Optional.empty();
  }

  /** Where a stranger's data may write, as the options say. */
  static Outputs outputs(GivenOptions given, Messages messages) throws LabException {
    Optional<String> directory = given.value("--output");
    boolean force = given.has("--force");
    boolean other = Stream.of("--suggest", "--record", "--live").anyMatch(given::has);
    if (directory.isEmpty() && force && !other) {
      throw new LabException(messages.get("wrong.force"));
    }
    try {
      return directory.isEmpty() ? Outputs.inMemory() : Outputs.below(directory.get(), force);
    } catch (FileRefusal refused) {
      throw new LabException("--output: " + refused.describe(messages.language()));
    }
  }

  /** The part of many files that the options ask for. */
  static Shard shard(GivenOptions given, Messages messages) throws LabException {
    String word = given.value("--shard").orElse("1/1");
    return Shard.of(word).orElseThrow(() -> new LabException(messages.get("wrong.shard", word)));
  }

  /** The image catalogue that the options ask for, which is the person's own file. */
  static Optional<ImageCatalogue> images(GivenOptions given, Messages messages)
      throws LabException {
    Optional<String> name = given.value("--images");
    if (name.filter(String::isBlank).isPresent()) {
      throw new LabException(messages.get("wrong.images"));
    }
    try {
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(ImageCatalogue.load(name.get(), new OwnFiles()));
    } catch (FileRefusal refused) {
      throw new LabException("--images: " + refused.describe(messages.language()));
    } catch (CatalogueException wrong) {
      throw new LabException(wrong.getMessage());
    }
  }

  /** The kernel that the options ask for. */
  static Optional<KernelKind> kernel(GivenOptions given, Messages messages) throws LabException {
    Optional<String> word = given.value("--kernel");
    Optional<KernelKind> kernel = word.flatMap(KernelKind::of);
    if (word.isPresent() && kernel.isEmpty()) {
      throw new LabException(messages.get("wrong.kernel", word.get()));
    }
    return kernel;
  }

  private static LabSettings settings(GivenOptions given, Messages messages) throws LabException {
    String version = given.value("--engine").orElse(EngineVersion.DEFAULT.label());
    EngineProfile profile =
        EngineProfile.of(version).orElseThrow(() -> DaemonOptions.noEngine(version, messages));
    String seed = given.value("--seed").orElse(String.valueOf(LabSettings.DEFAULT_SEED));
    if (!seed.matches("-?[0-9]{1,18}")) {
      throw new LabException(messages.get("wrong.seed", seed));
    }
    return new LabSettings(
        DaemonOptions.read(given.ofDaemon(), profile, messages),
        images(given, messages).orElse(ImageCatalogue.builtIn(IMAGES)),
        Long.parseLong(seed));
  }

  private static OptionalDouble speed(GivenOptions given, Messages messages) throws LabException {
    String pace = given.value("--pace").orElse("1");
    double speed = pace.matches("[0-9]{1,3}(\\.[0-9]{1,3})?") ? Double.parseDouble(pace) : -1;
    if (speed < 0 || speed > FASTEST) {
      throw new LabException(messages.get("wrong.pace", pace));
    }
    return speed == 0 ? OptionalDouble.empty() : OptionalDouble.of(speed);
  }

  /** A port of this machine; 0 for any that is free. */
  static int port(GivenOptions given, Messages messages) throws LabException {
    String port = given.value("--port").orElse("0");
    int number = port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : MOST_PORT + 1;
    if (number > MOST_PORT) {
      throw new LabException(messages.get("wrong.port", port));
    }
    return number;
  }
}
