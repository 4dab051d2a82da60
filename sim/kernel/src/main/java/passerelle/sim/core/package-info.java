/**
 * Chapter 0: what everything stands on. The virtual clock, its event loop and the wheel of its
 * timers, the seeded randomness, settings, and who hears of each step of a packet.
 */
package passerelle.sim.core;
