/**
 * Chapter 6: the network namespace ({@code struct net}), the only place that wires the parts of one
 * stack together, and the machine-wide kernel that holds them all.
 */
package passerelle.sim.netns;
