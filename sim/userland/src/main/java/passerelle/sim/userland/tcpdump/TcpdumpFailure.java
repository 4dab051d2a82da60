package passerelle.sim.userland.tcpdump;

/** tcpdump gives up; the message is what it writes to standard error, line feeds included. */
final class TcpdumpFailure extends Exception {
  private final int status;

  private TcpdumpFailure(String message, int status) {
    super(message);
    this.status = status;
  }

  /** {@code tcpdump: WHAT}, exit status 1. */
  static TcpdumpFailure of(String what) {
    return new TcpdumpFailure("tcpdump: " + what + "\n", 1);
  }

  /** A wrong command line: what is wrong, if getopt said so, and the usage. */
  static TcpdumpFailure usage(String wrong) {
    String first = wrong.isEmpty() ? "" : "tcpdump: " + wrong + "\n";
    return new TcpdumpFailure(first + TcpdumpTexts.VERSION + TcpdumpTexts.USAGE, 1);
  }

  /** An option that real tcpdump has. */
  static TcpdumpFailure notModelled(String option) {
    return new TcpdumpFailure("tcpdump: Passerelle does not model option " + option + "\n", 2);
  }

  int status() {
    return status;
  }
}
