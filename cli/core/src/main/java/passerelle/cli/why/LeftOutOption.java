package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    Optional<Why.Mended> of(Remedy remedy) throws LabException;
  }

  private LeftOutOption() {}

  /** The same answer with the option behind what is wrong, and what leaves it out. */
  static Why.Answer of(Why.Answer answer, Container container, Makers makers, Proof proof)
      throws LabException {
    RunLine line = RunLine.of(container, makers);
    for (List<String> option : line.options()) {
      Optional<Why.Mended> mended = proof.of(line.leaving(option).again());
      if (mended.isPresent()) {
        Diagnosis found = diagnosis(String.join(" ", option), container);
        return new Why.Answer(
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
