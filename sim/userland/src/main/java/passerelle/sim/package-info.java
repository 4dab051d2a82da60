/**
 * The simulated kernel behind the port that the engine and the lab use. Its chapters are the
 * packages below, to be read in this order: core, link, netfilter, bridge, ip, socket, netns,
 * process, shell, userland.
 */
package passerelle.sim;
