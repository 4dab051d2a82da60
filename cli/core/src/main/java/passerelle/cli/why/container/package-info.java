/**
 * Causes at the two ends: containers that do not run, names, networks, published ports and sockets,
 * and commands that Docker has refused. {@link passerelle.cli.why.container.Finders} has all
 * finders in their order.
 */
package passerelle.cli.why.container;
