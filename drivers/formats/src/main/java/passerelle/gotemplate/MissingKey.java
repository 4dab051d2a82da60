package passerelle.gotemplate;

/** What a template does with a key that a map does not have (Go: option {@code missingkey}). */
public enum MissingKey {
  /** Goes on with no value, which prints {@code <no value>}. */
  INVALID,
  /** Goes on with the zero value of the map's elements. */
  ZERO,
  /** Stops with an error. */
  ERROR
}
