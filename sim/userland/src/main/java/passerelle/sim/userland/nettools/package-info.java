/**
 * The older tools: {@code ifconfig}, {@code route}, {@code arp}, {@code netstat} of net-tools 2.10.
 * They know an interface by the label of an address, and the tables of {@code /proc/net}.
 */
package passerelle.sim.userland.nettools;
