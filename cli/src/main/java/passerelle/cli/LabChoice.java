package passerelle.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import passerelle.cli.command.DaemonOptions;
import passerelle.cli.lab.LabSettings;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Messages;
import picocli.CommandLine.ParseResult;

/**
 * What a person wants when opening a lab.
 *
 * @param kernel simulated or real
 * @param settings of the lab
 * @param speed seconds of the lab a real second at a terminal; empty for no waiting
 * @param history whether typed lines are kept for the next time
 * @param lines run instead of what is typed
 * @param first done before the first prompt
 */
record LabChoice(
    KernelKind kernel,
    LabSettings settings,
    OptionalDouble speed,
    boolean history,
    Optional<String> lines,
    Optional<String> first) {
  private static final String IMAGES = "course";
  private static final double FASTEST = 100;

  /** No options at all. */
  static LabChoice usual() {
    EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
    return new LabChoice(
        KernelKind.SIM,
        new LabSettings(engine, IMAGES, LabSettings.DEFAULT_SEED),
        OptionalDouble.of(1),
        true,
        Optional.empty(),
        Optional.empty());
  }

  /** As the options say. */
  static LabChoice of(ParseResult parsed, Messages messages, Optional<String> first)
      throws LabException {
    return new LabChoice(
        kernel(parsed, messages).orElse(KernelKind.SIM),
        settings(parsed, messages),
        speed(parsed, messages),
        !parsed.hasMatchedOption("--no-history"),
        given(parsed, "-c"),
        first);
  }

  /** The kernel that the options ask for. */
  static Optional<KernelKind> kernel(ParseResult parsed, Messages messages) throws LabException {
    Optional<String> word = given(parsed, "--kernel");
    Optional<KernelKind> kernel = word.flatMap(KernelKind::of);
    if (word.isPresent() && kernel.isEmpty()) {
      throw new LabException(messages.get("wrong.kernel", word.get()));
    }
    return kernel;
  }

  private static LabSettings settings(ParseResult parsed, Messages messages) throws LabException {
    String version = given(parsed, "--engine").orElse(EngineVersion.DEFAULT.label());
    EngineProfile profile =
        EngineProfile.of(version).orElseThrow(() -> DaemonOptions.noEngine(version, messages));
    String seed = given(parsed, "--seed").orElse(String.valueOf(LabSettings.DEFAULT_SEED));
    if (!seed.matches("-?[0-9]{1,18}")) {
      throw new LabException(messages.get("wrong.seed", seed));
    }
    return new LabSettings(
        DaemonOptions.read(parsed, profile, messages),
        given(parsed, "--images").orElse(IMAGES),
        Long.parseLong(seed));
  }

  private static OptionalDouble speed(ParseResult parsed, Messages messages) throws LabException {
    String pace = given(parsed, "--pace").orElse("1");
    double speed = pace.matches("[0-9]{1,3}(\\.[0-9]{1,3})?") ? Double.parseDouble(pace) : -1;
    if (speed < 0 || speed > FASTEST) {
      throw new LabException(messages.get("wrong.pace", pace));
    }
    return speed == 0 ? OptionalDouble.empty() : OptionalDouble.of(speed);
  }

  static Optional<String> given(ParseResult parsed, String option) {
    return Optional.ofNullable(parsed.matchedOptionValue(option, (String) null));
  }
}
