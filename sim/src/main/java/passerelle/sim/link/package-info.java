/**
 * Chapter 1: devices and frames. The socket buffer, the device with its transmit and receive side,
 * the loopback and the veth pair. Kernel twins: include/linux/skbuff.h, net/core/dev.c,
 * drivers/net/loopback.c, drivers/net/veth.c.
 */
package passerelle.sim.link;
