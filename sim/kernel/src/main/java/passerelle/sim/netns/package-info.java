/**
 * Chapter 6: the network namespace ({@code struct net}), the only place that wires the parts of one
 * stack together, the machine-wide kernel that holds them all, and rtnetlink, which makes devices
 * of each kind ({@code struct rtnl_link_ops}).
 */
package passerelle.sim.netns;
