package passerelle.scenarios.canon;

/**
 * A value that is compared by the part it plays.
 *
 * @param kind the class of values it belongs to
 * @param key what makes it the same value elsewhere: an id's first 12 digits, a MAC address in
 *     lower case, else the text itself
 */
public record Value(ValueClass kind, String key) {}
