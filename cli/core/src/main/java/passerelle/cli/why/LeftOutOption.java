package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.container.ServerSettings;
import passerelle.cli.why.trial.Mended;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;
import passerelle.scenarios.replay.LabException;

/**
 * Which option of a container is to blame, whatever it is: it is made again without it, and then it
 * works. Asked where no finder knows what mends it, and no other command is to blame.
 */
final class LeftOutOption {
  private static final Pattern MOUNT =
      Pattern.compile(
          "(?:(?:-v|--volume)[ =]|--mount[ =]\\S*?(?:source|src)=)([^:,]+)"
              + "(?::|\\S*?,(?:target|dst|destination)=)([^:,]+).*");

  /** Tells whether a change mends it. */
  @FunctionalInterface
  interface Proof {
    /** What came of it; empty where it mends nothing. */
    Optional<Mended> of(Remedy remedy) throws LabException;
  }

  private LeftOutOption() {}

  /** The same answer with the option behind what is wrong, and what leaves it out. */
  static Answer of(Answer answer, Container container, Makers makers, Proof proof)
      throws LabException {
    RunLine line = RunLine.of(container, makers);
    String told = answer.diagnosis().map(d -> String.join(" ", d.arguments())).orElse("");
    for (List<String> option : line.options()) {
      Matcher mount = MOUNT.matcher(String.join(" ", option));
      boolean settings =
          mount.matches()
              && (told.contains(mount.group(2) + ":")
                  || Pattern.compile(Pattern.quote(mount.group(2)) + "/\\w").matcher(told).find()
                  || ServerSettings.FILES.contains(mount.group(2)));
      if (settings) {
        // A server's settings are to be changed, not to be taken away.
        continue;
      }
      Optional<Mended> mended = proof.of(line.leaving(option).again());
      if (mended.isPresent()) {
        Diagnosis found = diagnosis(String.join(" ", option), container);
        return new Answer(
            answer.before(),
            answer.diagnosis().map(d -> d.because(Optional.of(found))),
            mended,
            List.of());
      }
    }
    return answer;
  }

  private static Diagnosis diagnosis(String option, Container container) {
    Matcher mount = MOUNT.matcher(option);
    return mount.matches()
        ? Diagnosis.of(Cause.MOUNT_HIDES, mount.group(1), mount.group(2), container.name())
        : Diagnosis.of(Cause.OPTION_BREAKS_IT, option, container.name());
  }
}
