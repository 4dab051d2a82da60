/**
 * socat of Debian 13, version 1.8.0.3: joins two addresses and copies between them. The addresses
 * are those over TCP and UDP, the standard streams, pipes, files and programs; the rest (Unix
 * sockets, TLS, proxies, terminals) is not modelled.
 */
package passerelle.sim.userland.socat;
