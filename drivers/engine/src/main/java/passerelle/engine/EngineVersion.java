package passerelle.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The engine versions there are, oldest first: the one place that knows their names. What differs
 * by version is chosen by a {@code switch} over these, so that a version that is added here is
 * missed nowhere.
 */
public enum EngineVersion {
  V26_1("26.1", Engine26::new),
  V28_5("28.5", Engine28::new),
  V29_1("29.1", Engine29::new);

  /** The engine of a lab for which none is asked. */
  public static final EngineVersion DEFAULT = V29_1;

  private final String label;
  private final Supplier<EngineProfile> profile;
  private Optional<EngineProfile> made = Optional.empty();

  EngineVersion(String label, Supplier<EngineProfile> profile) {
    this.label = label;
    this.profile = profile;
  }

  /** Its name for people, on command lines and in files: {@code 29.1}. */
  public String label() {
    return label;
  }

  /** How this version does what versions do differently; always the same one. */
  public synchronized EngineProfile profile() {
    if (made.isEmpty()) {
      made = Optional.of(profile.get());
    }
    return made.get();
  }

  /** The version of a name. */
  public static Optional<EngineVersion> of(String label) {
    return Arrays.stream(values()).filter(v -> v.label.equals(label)).findFirst();
  }

  /** All names, oldest first. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(EngineVersion::label).toList();
  }

  /** The names as a usage line offers them: {@code 26.1|28.5|29.1}. */
  public static String choice() {
    return String.join("|", labels());
  }

  /** This version and all before it, oldest first: who of them last changed a thing decides. */
  public List<String> lineage() {
    return labels().subList(0, ordinal() + 1);
  }

  @Override
  public String toString() {
    return label;
  }
}
