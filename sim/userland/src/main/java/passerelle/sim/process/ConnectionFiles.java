package passerelle.sim.process;

/** Connections that a shell opens by the name of a file ({@code /dev/tcp/HOST/PORT} of bash). */
@FunctionalInterface
public interface ConnectionFiles {

  /**
   * Connects.
   *
   * @param self who opens it, and waits
   * @param protocol {@code tcp} or {@code udp}
   * @param host name or address
   * @param service port or its name
   * @return a stream in both directions
   * @throws Refused in the words of the C library
   */
  Stream open(Process self, String protocol, String host, String service) throws Refused;

  /** A connection that was not made. */
  final class Refused extends Exception {
    private final String what;
    private final boolean bySystem;

    /**
     * Why there is no connection.
     *
     * @param what was refused: the name that is not known, or the call
     * @param bySystem a call of the kernel was refused
     */
    public Refused(String what, String reason, boolean bySystem) {
      super(reason);
      this.what = what;
      this.bySystem = bySystem;
    }

    /** What was refused: the name that is not known, or the call. */
    public String what() {
      return what;
    }

    /** A call of the kernel was refused. */
    public boolean isBySystem() {
      return bySystem;
    }
  }
}
