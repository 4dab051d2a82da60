/**
 * socat of Debian 13, version 1.8.0.3: joins two addresses and copies between them. The addresses
 * are those over TCP and UDP and the standard streams; programs, files and the rest are not
 * modelled.
 */
package passerelle.sim.userland.socat;
