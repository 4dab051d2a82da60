package passerelle.scenarios.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * How two runs of one transcript compare.
 *
 * @param transcript the transcript's file
 * @param name the transcript's name, which known differences go by
 * @param commands how many commands it has
 * @param frames how many frames were compared, of the simulated kernel's
 * @param differences what differs and is not known to, in the order in which it came about
 * @param known the known differences that were found, and how often
 */
public record Report(
    String transcript,
    String name,
    int commands,
    int frames,
    List<Difference> differences,
    Map<KnownDifference, Integer> known) {

  /** Whether nothing differs but what is known to. */
  public boolean same() {
    return differences.isEmpty();
  }

  /** What differs first. */
  public Optional<Difference> first() {
    return differences.stream().findFirst();
  }

  /** The differences of one aspect. */
  public List<Difference> of(Aspect aspect) {
    return differences.stream().filter(d -> d.aspect() == aspect).toList();
  }

  /** All differences for a person, in English. */
  @Override
  public String toString() {
    Messages english = Messages.of(Language.EN, Difference.BUNDLE);
    return differences.stream().map(d -> d.describe(english)).collect(Collectors.joining());
  }
}
