package passerelle.scenarios.compare;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What of a run is compared. */
public enum Aspect {
  /** What the commands print, and their exit status. */
  OUTPUT,
  /** The frames that the devices saw. */
  PACKETS,
  /** The state of the network namespaces at the end. */
  SNAPSHOT;

  /** The word for it in reports and in the list of known differences. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The aspect that a word names; empty if there is none. */
  public static Optional<Aspect> of(String word) {
    return Arrays.stream(values()).filter(a -> a.word().equals(word)).findFirst();
  }
}
