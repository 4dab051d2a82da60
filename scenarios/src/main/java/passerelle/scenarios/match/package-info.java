/**
 * Does a run of a transcript say what the transcript expects?
 *
 * <p>Without wildcards the answer is that of {@code canon.py}: the canonical forms are equal line
 * by line. Canonical names ({@code <id1>}, {@code <id2>}...) count appearances from the top of the
 * file, so a value that only the actual side shows, in what a wildcard stands for, would rename all
 * values after it. Therefore nothing is counted here. Lines are compared with their values left
 * open, and each pair of matching lines adds to a one-to-one mapping between the expected file's
 * values and the actual ones ({@link Binding}). Two texts have equal canonical forms exactly when
 * such a mapping exists for all their lines, and what a wildcard covers has no part in it.
 *
 * <p>A mapping may be found in any order. Prose and commands come first, for they are the same on
 * both sides; then the outputs that leave no choice; then those with {@code ...}, where one of
 * several lines must be chosen, with every other value already known. An output that does not match
 * is aligned last, so that it cannot lead others astray.
 */
package passerelle.scenarios.match;
