/**
 * Why one place does not reach another ({@link passerelle.cli.why.Why}): what is asked, or what the
 * last command wanted, the cause that explains it, and what mends it. What web servers answer and
 * programs print once they are reached is explained here, too. Each package uses those above it:
 *
 * <pre>
 * question     who asks whom, and whom that leads to by the state of the lab
 * typed        what was typed for it, and what could be typed: remedies
 * cause        a try in a copy of the lab, and what a cause is: all of them by name
 * engine       what the engine refuses, Compose files, the daemon
 * link         causes on the segment: devices, bridges, cables, tunnels, addresses
 * route        causes on the way: routes, next hops, forwarding, MTU
 * netfilter    causes in rules: filters, translation, Docker's own chains
 * container    causes at the ends: what does not run, names, ports, sockets; the order of all finders
 * trial        remedies tried in copies of the lab, and what was typed left out
 * wording      the sentences
 * </pre>
 */
package passerelle.cli.why;
