/** ipset 7.22: sets of addresses and ports (ipset(8)), over {@link passerelle.sim.ipset}. */
package passerelle.sim.userland.ipset;
