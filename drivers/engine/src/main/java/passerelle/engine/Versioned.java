package passerelle.engine;

/** Something that is different by the engine's version. */
public interface Versioned {
  /** Which version it is of. */
  EngineVersion version();

  /** Whether that version has a trait. */
  default boolean has(Trait trait) {
    return trait.isOf(version());
  }

  /**
   * A sentence as that version words it.
   *
   * @param values what it is said of
   */
  default String says(Phrase phrase, Object... values) {
    return phrase.in(version(), values);
  }
}
