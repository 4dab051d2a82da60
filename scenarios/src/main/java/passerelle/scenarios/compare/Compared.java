package passerelle.scenarios.compare;

/**
 * What both kernels said.
 *
 * @param report of the last run
 * @param runs how often it was run, from 1
 */
record Compared(Report report, int runs) {}
