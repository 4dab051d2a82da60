/**
 * Carries plans out on the real kernel: links, addresses and routes by rtnetlink, settings through
 * {@code /proc/sys}, rules by {@code iptables-restore}. Its twin is {@code passerelle.sim}'s
 * control, which does the same to a state in memory; on both, a plan that fails leaves no trace.
 */
package passerelle.real.control;
