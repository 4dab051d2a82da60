/**
 * The kernel's settings and state as files: {@code sysctl} of procps 4.0.4, {@code /proc/sys},
 * {@code /proc/net} (net/core/net-procfs.c, net/ipv4/fib_trie.c:fib_route_seq_show, arp.c,
 * tcp_ipv4.c) and {@code /sys/class/net} (net/core/net-sysfs.c).
 */
package passerelle.sim.userland.sysctl;
