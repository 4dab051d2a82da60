/** {@code ethtool} 6.14: drivers and counters of devices, as far as lessons use them. */
package passerelle.sim.userland.ethtool;
