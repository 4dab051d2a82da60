package passerelle.cli.daemon;

/** Why dockerd does not start, in its own words: one line. */
public final class DaemonRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  DaemonRefusal(String message) {
    super(message);
  }
}
