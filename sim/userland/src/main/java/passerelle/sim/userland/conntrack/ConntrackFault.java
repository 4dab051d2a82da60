package passerelle.sim.userland.conntrack;

/** A command line that conntrack refuses, in its words. */
final class ConntrackFault extends Exception {
  private static final long serialVersionUID = 1L;

  ConntrackFault(String message) {
    super(message);
  }
}
