package passerelle.scenarios.compare;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A difference that is expected, and why.
 *
 * @param line its line in the list, from 1
 * @param transcript which transcripts: their name without {@code .md}
 * @param aspect outputs, packets or state
 * @param where the command, namespace or device
 * @param what what of every single line that differs must match somewhere
 * @param reason why the kernels differ there, and why that is left as it is
 */
public record KnownDifference(
    int line, Pattern transcript, Aspect aspect, Pattern where, Pattern what, String reason) {

  /** Whether it is about a transcript of this name. */
  boolean isAbout(String transcriptName) {
    return transcript.matcher(transcriptName).matches();
  }

  /** Whether a difference is nothing but this one. */
  boolean covers(String transcriptName, Difference difference) {
    List<String> lines = difference.lines();
    return aspect == difference.aspect()
        && isAbout(transcriptName)
        && where.matcher(difference.where()).matches()
        && !lines.isEmpty()
        && lines.stream().allMatch(l -> what.matcher(l).find());
  }
}
