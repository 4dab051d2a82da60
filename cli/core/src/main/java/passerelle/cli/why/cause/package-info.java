/**
 * What a cause is: one of a closed list ({@link passerelle.cli.why.cause.Cause}), found by a {@link
 * passerelle.cli.why.cause.Finder} in what an {@link passerelle.cli.why.cause.Attempt} has seen,
 * and told as a {@link passerelle.cli.why.cause.Diagnosis}.
 */
package passerelle.cli.why.cause;
