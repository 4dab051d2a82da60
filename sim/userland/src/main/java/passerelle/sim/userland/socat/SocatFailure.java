package passerelle.sim.userland.socat;

/** Ends a run of socat; the message is what standard error gets, with its line ends. */
final class SocatFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;

  SocatFailure(int status, String text) {
    super(text);
    this.status = status;
  }

  /** Something that socat has and Passerelle has not. */
  static SocatFailure notModelled(String what) {
    return new SocatFailure(2, "socat: Passerelle does not model " + what + "\n");
  }

  int status() {
    return status;
  }
}
