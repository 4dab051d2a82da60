package passerelle.sim.netns;

import passerelle.addr.MacAddress;
import passerelle.kernel.op.LinkSpec;
import passerelle.sim.core.Machine;

/**
 * A device that is asked for ({@code struct rtnl_newlink_params}).
 *
 * @param source the namespace in which it is asked for, where other devices are looked for
 * @param netns the namespace in which it is to be
 */
record NewLink(Namespaces namespaces, Netns source, Netns netns, LinkSpec link) {
  Links links() {
    return namespaces.links();
  }

  Machine machine() {
    return namespaces.machine();
  }

  /** The address that is asked for, or a random one. */
  MacAddress mac() {
    return macOf(link);
  }

  MacAddress macOf(LinkSpec spec) {
    return spec.mac().orElseGet(links()::randomMac);
  }
}
