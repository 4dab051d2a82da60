/**
 * Chapter 2, continued: sets of addresses and ports that rules ask ({@code net/netfilter/ipset}):
 * hash tables with the kernel's own hash, so that they list in its order, and bitmaps. Of the types
 * there are {@code hash:ip}, {@code hash:net}, {@code hash:ip,port}, {@code hash:net,port}, {@code
 * bitmap:ip} and {@code bitmap:port}, for IPv4.
 */
package passerelle.sim.ipset;
