package passerelle.scenarios.compare;

/**
 * A tracked connection in canonical form.
 *
 * @param secondsLeft until it is forgotten
 */
record NamedConnection(String line, long secondsLeft) {}
