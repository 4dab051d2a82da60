/** Redis's client; its server is {@link passerelle.service}'s. */
package passerelle.sim.userland.redis;
