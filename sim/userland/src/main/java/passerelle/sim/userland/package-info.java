/**
 * Chapter 10: the userland. The programs of Debian 13 and of BusyBox that a course on networks
 * uses, each in a package of its own: they read their arguments as the real ones do, ask the
 * simulated kernel, and print as the real ones print.
 */
package passerelle.sim.userland;
