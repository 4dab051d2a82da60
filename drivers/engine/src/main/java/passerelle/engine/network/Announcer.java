package passerelle.engine.network;

import passerelle.engine.state.Host;
import passerelle.kernel.op.Plan;
import passerelle.network.DriverOptions;
import passerelle.network.Endpoint;
import passerelle.network.Sandbox;

/** Gratuitous ARP for the addresses of containers that join (libnetwork/osl/interface_linux.go). */
record Announcer(Host host, Networks networks) {

  /** The address is announced a few times more, as long as the endpoint is there. */
  void announceAgain(Endpoint endpoint, Sandbox sandbox) {
    DriverOptions.Announcement announcement = endpoint.network().options().announcement();
    Plan plan = networks.driver(endpoint.network()).announce(endpoint, sandbox);
    for (int n = 1; n < announcement.count() && !plan.isEmpty(); n++) {
      long later = n * announcement.intervalMillis() * 1_000_000L;
      host.kernel()
          .clock()
          .after(
              later,
              () -> {
                if (sandbox.endpoints().contains(endpoint)) {
                  host.tearDown(plan);
                }
              });
    }
  }
}
