package passerelle.engine.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.Wording;
import passerelle.engine.state.Host;
import passerelle.network.AddressPool;
import passerelle.network.Ipam;
import passerelle.network.IpamException;
import passerelle.network.SubnetSpec;

/** The addresses of a new network, or why it gets none (libnetwork/network.go:ipamAllocate). */
record NetworkAddresses(Host host, Wording wording, Ipam ipam) {
  /** The pool that is asked for, or one of the default pools. */
  AddressPool pool(SubnetSpec subnet) throws EngineException {
    try {
      return ipam.request(
          subnet.subnet(), subnet.range(), subnet.subnet().isEmpty() ? host.routes() : List.of());
    } catch (IpamException e) {
      throw e.problem() == IpamException.Problem.POOL_OVERLAPS
          ? EngineException.forbidden(
              wording.says(
                  Phrase.POOL_REFUSED, "Pool overlaps with other one on this address space"))
          : EngineException.notFound(wording.says(Phrase.POOLS_EXHAUSTED));
    }
  }

  /** Gives a network's pool back. */
  void release(AddressPool pool) {
    ipam.release(pool);
  }

  /**
   * Takes the gateway, the one named or the lowest, and then the auxiliary addresses.
   *
   * @param skip no gateway is wanted but a named one
   */
  static Optional<IpAddress> gateway(SubnetSpec subnet, AddressPool pool, boolean skip)
      throws EngineException {
    boolean unwanted = skip && subnet.gateway().isEmpty();
    Optional<IpAddress> gateway = unwanted ? Optional.empty() : Optional.of(gateway(subnet, pool));
    takeAuxiliary(subnet, pool);
    return gateway;
  }

  private static IpAddress gateway(SubnetSpec subnet, AddressPool pool) throws EngineException {
    if (subnet.gateway().isEmpty()) {
      return pool.take()
          .orElseThrow(
              () ->
                  EngineException.forbidden(
                      "failed to allocate gateway (): no available IPv4 addresses on this network's"
                          + " address pools"));
    }
    IpAddress gateway = subnet.gateway().get();
    if (!pool.take(gateway)) {
      throw EngineException.forbidden(
          "failed to allocate gateway (" + gateway + "): Address already in use");
    }
    return gateway;
  }

  private static void takeAuxiliary(SubnetSpec subnet, AddressPool pool) throws EngineException {
    for (Map.Entry<String, IpAddress> auxiliary : subnet.auxiliary().entrySet()) {
      IpAddress address = auxiliary.getValue();
      String named = "(" + auxiliary.getKey() + ":" + address + ")";
      if (!pool.subnet().contains(address)) {
        throw EngineException.forbidden(
            "auxiliary address: " + named + " must belong to the master pool: " + pool.subnet());
      }
      if (!pool.take(address)) {
        throw EngineException.forbidden(
            "failed to allocate secondary ip address " + named + ": Address already in use");
      }
    }
  }
}
