package passerelle.sim.netns;

import passerelle.kernel.KernelException;
import passerelle.sim.bridge.Bridge;
import passerelle.sim.link.Device;

/**
 * Makes bridges (net/bridge/br_netlink.c). Without an address of its own a bridge takes the lowest
 * of its ports'.
 */
final class BridgeOps implements LinkOps {
  @Override
  public Device newLink(NewLink request) throws KernelException {
    boolean fixed = request.link().mac().isPresent();
    String name = request.link().name();
    return request
        .links()
        .register(request.netns(), new Bridge(request.machine(), name, request.mac(), fixed));
  }
}
