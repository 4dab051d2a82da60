/** What one calls Python for beside a network: {@code http.server} and {@code json.tool}. */
package passerelle.sim.userland.python;
