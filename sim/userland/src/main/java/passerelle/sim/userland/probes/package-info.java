/** Tools that measure many hosts or hops with ICMP echoes: mtr, fping. */
package passerelle.sim.userland.probes;
