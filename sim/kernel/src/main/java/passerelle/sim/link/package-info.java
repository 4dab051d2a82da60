/**
 * Chapter 1: devices and frames. The socket buffer, the device with its transmit and receive side,
 * what each kind of device does its own way, and the kinds that stand by themselves. Kernel twins:
 * include/linux/skbuff.h, include/linux/netdevice.h, net/core/dev.c, drivers/net/loopback.c,
 * veth.c, dummy.c, tun.c, macvlan.c, ipvlan and vxlan, net/8021q.
 */
package passerelle.sim.link;
