/**
 * The tools {@code iptables} and {@code ip6tables} with their {@code -save} and {@code -restore}
 * (iptables 1.8.11, nf_tables variant): they read a command line, work on the rules of a namespace,
 * and print what the real tools print.
 */
package passerelle.sim.userland.iptables;
