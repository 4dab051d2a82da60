/**
 * Netlink: messages with attributes between a program and the kernel (netlink(7), rtnetlink(7),
 * include/uapi/linux/netlink.h), by which all of iproute2 works. Requests are acknowledged one by
 * one; a refusal carries an error number and, where the kernel has more to say, its own words.
 */
package passerelle.real.netlink;
