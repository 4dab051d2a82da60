package passerelle.cli.daemon;

/** Why dockerd does not start, in its own words: one line. */
public final class DaemonRefusal extends Exception {
  DaemonRefusal(String message) {
    super(message);
  }
}
