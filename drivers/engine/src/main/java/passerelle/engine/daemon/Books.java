package passerelle.engine.daemon;

import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.Identities;
import passerelle.engine.Trait;
import passerelle.engine.state.EngineState;
import passerelle.network.Ipam;
import passerelle.network.PortAllocator;
import passerelle.network.Sandbox;

/**
 * What an engine has given out.
 *
 * @param daemonId the daemon's own id
 * @param hostSandbox the host's namespace as a sandbox
 */
record Books(
    Identities identities, Ipam ipam, PortAllocator ports, String daemonId, Sandbox hostSandbox) {
  static Books fresh(EngineSettings settings, long seed) {
    Identities identities = new Identities(seed);
    EngineProfile profile = settings.profile();
    return new Books(
        identities,
        new Ipam(profile.poolOrder(), settings.pools()),
        new PortAllocator(profile.has(Trait.TAKES_PORTS_TOGETHER)),
        identities.id(),
        new Sandbox(identities.id(), settings.host(), "host"));
  }

  /** The same ids, but subnets and ports as a daemon finds them that starts. */
  Books forNextDaemon(EngineSettings settings, EngineState state) {
    Ipam subnets = new Ipam(settings.profile().poolOrder(), settings.pools());
    state.networks().forEach(n -> n.subnets().forEach(s -> subnets.adopt(s.pool())));
    PortAllocator none = new PortAllocator(settings.profile().has(Trait.TAKES_PORTS_TOGETHER));
    return new Books(identities, subnets, none, daemonId, hostSandbox);
  }

  Books copy(Sandbox host) {
    return new Books(identities.copy(), ipam.copy(), ports.copy(), daemonId, host);
  }
}
