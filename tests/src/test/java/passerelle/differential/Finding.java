package passerelle.differential;

/**
 * What two kernels do not agree on in a case.
 *
 * @param kind what differs first, in a few words: a smaller case that shows it shows the same kind
 * @param text all that differs, for a person
 */
record Finding(String kind, String text) {}
