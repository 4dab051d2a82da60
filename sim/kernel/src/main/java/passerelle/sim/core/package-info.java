/**
 * Chapter 0: what everything stands on. The virtual clock and its event loop, the seeded
 * randomness, the socket buffer ({@code struct sk_buff}) and the reasons for which the kernel drops
 * one.
 */
package passerelle.sim.core;
