/**
 * Why one place does not reach another: tried in a copy of the lab ({@link
 * passerelle.cli.why.Attempt}), explained by the first {@link passerelle.cli.why.Finder} that knows
 * the cause, and mended in another copy before a remedy is offered ({@link
 * passerelle.cli.why.Trial}).
 */
package passerelle.cli.why;
