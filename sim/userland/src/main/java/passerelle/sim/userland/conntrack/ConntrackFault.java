package passerelle.sim.userland.conntrack;

/** A command line that conntrack refuses, in its words. */
final class ConntrackFault extends Exception {
  ConntrackFault(String message) {
    super(message);
  }
}
