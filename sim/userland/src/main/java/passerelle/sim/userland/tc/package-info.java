/** {@code tc} of iproute2 as far as devices without a queue need it. */
package passerelle.sim.userland.tc;
