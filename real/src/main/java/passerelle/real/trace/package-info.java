/**
 * Traces on the real kernel: what captures on all devices and the trace messages of nf_tables tell
 * of a packet's way, put together into the events that the simulator tells (its twins are {@code
 * sim.ipv4}, {@code sim.bridge}, {@code sim.netfilter}). What the kernel does not tell, a route
 * that was looked up or a neighbour that was known, is read off snapshots taken before and after.
 */
package passerelle.real.trace;
