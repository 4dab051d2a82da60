/**
 * The simulated kernel's sockets as the small applications of {@link passerelle.service} use them:
 * driven by events alone, without a thread or a wait.
 */
package passerelle.sim.userland.server;
