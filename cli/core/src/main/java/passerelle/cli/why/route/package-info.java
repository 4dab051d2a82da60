/**
 * Causes on the way from segment to segment: routes and their rules, next hops, forwarding, sizes,
 * what a machine's kernel was told.
 */
package passerelle.cli.why.route;
