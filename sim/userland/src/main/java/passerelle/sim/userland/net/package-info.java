/**
 * What network tools of the simulated userland share: options, sockets of a process, and the
 * resolver of the C library.
 */
package passerelle.sim.userland.net;
