/**
 * Trying in copies of the lab: remedies, before they are offered, and all that was typed without
 * one command, where nobody knows the cause.
 */
package passerelle.cli.why.trial;
