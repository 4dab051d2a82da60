/**
 * Chapter 6, second part: the door in the kernel's wall. What programs may ask of a namespace by
 * netlink, and what they are told: values, never the kernel's own objects. Beside it they have
 * sockets and the files under {@code /proc} and {@code /sys}, and nothing else.
 */
package passerelle.sim.netlink;
