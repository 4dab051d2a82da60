/**
 * Chapter 0, too: what the kernel and the programs say to each other ({@code include/uapi/linux}):
 * the numbers and structures of netlink, ioctl and {@code /proc}, as values.
 */
package passerelle.sim.uapi;
