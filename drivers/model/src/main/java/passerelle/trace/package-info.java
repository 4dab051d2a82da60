/**
 * What happens to packets, as values: one {@link passerelle.trace.HopEvent} for every step of the
 * path. Text, JSON and capture comments are projections of these events.
 */
package passerelle.trace;
